"""The part of a page that holds most of its prose."""

from __future__ import annotations

import collections
from collections.abc import Sequence

import lxml.html

from search.cleaning.marks import AROUND_CONTAINER, IN_CONTAINER, LINKED, PARAGRAPH
from search.cleaning.page_lines import PageLine

PARAGRAPH_PROSE = 0.1
"""Prose from which a paragraph of the main part is one of the article's."""
_SHARES = (1.0, 0.5, 0.25)
"""How much of a line's prose counts for the parent of its block and for the elements around it."""
_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "figcaption"})
_DEEPEST = 200
"""Elements that are climbed from a line; what is deeper counts as outside."""


def container_marks(lines: Sequence[PageLine]) -> list[tuple[str, ...]]:
    """Return, for each line, whether it stands in the element with most prose, or around it."""
    main = _main_container(lines)
    if main is None:
        return [()] * len(lines)
    around = main.getparent()
    known: dict[lxml.html.HtmlElement, tuple[str, ...]] = {main: (IN_CONTAINER,)}
    if around is not None:
        known[around] = (AROUND_CONTAINER,)
    return [
        (*_climb(page_line.holder, known), *_paragraph_marks(page_line, main))
        for page_line in lines
    ]


def _main_container(lines: Sequence[PageLine]) -> lxml.html.HtmlElement | None:
    scores: dict[lxml.html.HtmlElement, float] = collections.defaultdict(float)
    for page_line in lines:
        amount = page_line.line.prose
        element = _block(page_line.holder).getparent() if amount else None
        for share in _SHARES:
            if element is not None:
                scores[element] += amount * share
                element = element.getparent()
    return max(scores, key=scores.__getitem__, default=None)


def _paragraph_marks(page_line: PageLine, main: lxml.html.HtmlElement) -> tuple[str, ...]:
    """Mark the prose that stands in a paragraph of the main part itself, without links."""
    line, block = page_line.line, _block(page_line.holder)
    is_linked = any(mark.startswith(LINKED) for mark in line.marks)
    if block.tag != "p" or block.getparent() is not main or is_linked:
        return ()
    return (PARAGRAPH,) if line.prose >= PARAGRAPH_PROSE else ()


def _block(element: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
    """Return the paragraph that an element stands in, or the element itself."""
    climbed = element
    for _ in range(_DEEPEST):
        if climbed is None or climbed.tag in _BLOCKS:
            break
        climbed = climbed.getparent()
    return element if climbed is None else climbed


def _climb(
    element: lxml.html.HtmlElement, known: dict[lxml.html.HtmlElement, tuple[str, ...]]
) -> tuple[str, ...]:
    path: list[lxml.html.HtmlElement] = []
    climbed: lxml.html.HtmlElement | None = element
    while climbed is not None and climbed not in known and len(path) < _DEEPEST:
        path.append(climbed)
        climbed = climbed.getparent()
    marks = known.get(climbed, ()) if climbed is not None else ()
    known.update(dict.fromkeys(path, marks))
    return marks
