"""The moments that a page shows in elements of time."""

from __future__ import annotations

import re

import lxml.html

from search.cleaning.facts import Facts, facts_of

MOST_TIMES = 200
"""Elements of time that are looked at; lists of news have hundreds."""

_HEADING = "(//h1)[1]"
_AFTER = f"following::time[position() <= {MOST_TIMES}]"
_AROUND = "ancestor::*[position() <= 3]//time"
_ALL = f"(//time)[position() <= {MOST_TIMES}]"
_ELSEWHERE = (
    "boolean(ancestor::*[self::a or self::aside or self::footer or self::nav"
    " or @itemprop='comment' or (not(self::body) and contains(@class, 'comment'))])"
)
_NAMES = "concat(@class, ' ', ../@class, ' ', ../../@class, ' ', ../text()[1])"
_CHANGED = re.compile(r"modif|updat|mise? à jour|\bmaj\b", re.IGNORECASE)


def time_facts(tree: lxml.html.HtmlElement) -> Facts:
    """Return the first moments after the heading of a page, or near it, links left out."""
    times = [element for element in _times(tree) if not element.xpath(_ELSEWHERE)]
    changed = [element for element in times if _CHANGED.search(element.xpath(_NAMES))]
    published = [element for element in times if element not in changed]
    return facts_of(
        (name, map(_moment, elements[:1]))
        for name, elements in (("published", published), ("modified", changed))
    )


def _times(tree: lxml.html.HtmlElement) -> list[lxml.html.HtmlElement]:
    headings = tree.xpath(_HEADING)
    if not headings:
        return list(tree.xpath(_ALL))
    return [*headings[0].xpath(_AFTER), *headings[0].xpath(_AROUND)[:MOST_TIMES]]


def _moment(element: lxml.html.HtmlElement) -> str:
    return element.get("datetime") or str(element.xpath("string()"))
