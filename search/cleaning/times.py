"""The moments that a page shows in elements of time."""

from __future__ import annotations

import collections
import itertools
import re

import lxml.html

from search.cleaning.facts import Facts, facts_of

MOST_TIMES = 200
"""Elements of time that are looked at; lists of news have hundreds."""

MOST_BEFORE = 2
"""Elements of time right above the heading; farther ones are those of the site's news."""

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
    """Return the elements after the first heading and, after those, the last ones before it."""
    before: collections.deque[lxml.html.HtmlElement] = collections.deque(maxlen=MOST_BEFORE)
    elements = tree.iter("h1", "time")
    for element in elements:
        if element.tag == "h1":
            break
        before.append(element)
    after = (element for element in elements if element.tag == "time")
    return [*itertools.islice(after, MOST_TIMES), *before]


def _moment(element: lxml.html.HtmlElement) -> str:
    return element.get("datetime") or str(element.xpath("string()"))
