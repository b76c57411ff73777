"""The lines of text that a page of HTML shows, each with what the markup says of it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

import lxml.etree
import lxml.html

from search.cleaning import wordlists
from search.cleaning.lines import Line
from search.cleaning.marks import HIDDEN, is_hidden, link_marks, own_marks, regions_of

LONGEST_LINE = 20_000
"""Characters; what is longer is cut between words, so that no line costs without bound."""
LONGEST_CELL = 100
"""Characters up to which the cells of a table's row are read as one line."""
CELL_SEPARATOR = " | "

_WORD_END = re.compile(rf"\S.{{0,{LONGEST_LINE - 1}}}(?!\S)|\S{{1,{LONGEST_LINE}}}")
_APART = frozenset({"a", "time"})
"""Inline elements that stand beside another of their kind as words of their own."""


@dataclasses.dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page and the element that it begins in."""

    line: Line
    holder: lxml.html.HtmlElement


def page_lines(tree: lxml.html.HtmlElement) -> tuple[PageLine, ...]:
    """Return the lines of a page as a reader sees them, in order."""
    pieces = _Pieces(tree)
    for event, element in _walk(tree):
        if event == "start":
            pieces.open(element)
        else:
            pieces.close(element)
    pieces.end_line(0)
    return tuple(pieces.lines)


def _walk(tree: lxml.html.HtmlElement) -> Iterator[tuple[str, lxml.html.HtmlElement]]:
    walk = lxml.etree.iterwalk(tree, events=("start", "end"))
    hidden = wordlists.entries("hidden_elements")
    for event, element in walk:
        if event == "start" and element.tag in hidden:
            walk.skip_subtree()
        yield event, element


@dataclasses.dataclass(slots=True)
class _Pieces:
    """The text seen since the last line ended, and the lines that ended before.

    `open_regions` holds the regions of the open elements, innermost last; `row` is the open row of
    a table that is read as one line.
    """

    holder: lxml.html.HtmlElement
    parts: list[str] = dataclasses.field(default_factory=list)
    lines: list[PageLine] = dataclasses.field(default_factory=list)
    open_regions: list[frozenset[str]] = dataclasses.field(default_factory=lambda: [frozenset()])
    marks: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    links_open: int = 0
    verbatim_open: int = 0
    linked: int = 0
    source_line: int = 1
    row: lxml.html.HtmlElement | None = None

    def open(self, element: lxml.html.HtmlElement) -> None:
        """Enter an element."""
        if self._parts_lines(element):
            self.end_line(element.sourceline or 0)
        if element.tag == "tr" and self.row is None and _is_row_of_cells(element):
            self.row = element
        regions = regions_of(element, self.open_regions[-1])
        self.open_regions.append(regions | {HIDDEN} if is_hidden(element) else regions)
        self.links_open += element.tag == "a"
        self.verbatim_open += element.tag == "pre"
        if element.tag not in wordlists.entries("hidden_elements"):
            self.add(element.text, element)

    def close(self, element: lxml.html.HtmlElement) -> None:
        """Leave an element; the text that follows belongs to its parent."""
        if self._parts_lines(element):
            self.end_line(element.sourceline or 0)
        elif element.tag in wordlists.entries("table_cells") and self.parts:
            self.parts.append(CELL_SEPARATOR)
        elif element.tag in _APART and not element.tail and _has_twin(element):
            self.parts.append(" ")
        self.row = None if element is self.row else self.row
        self.open_regions.pop()
        self.links_open -= element.tag == "a"
        self.verbatim_open -= element.tag == "pre"
        self.add(element.tail, element.getparent())

    def add(self, text: str | None, element: lxml.html.HtmlElement | None) -> None:
        """Add text that stands directly in `element` to the running line."""
        if not text or element is None:
            return
        if self.verbatim_open and "\n" in text:
            for part in text.splitlines(keepends=False):
                self._add_part(part, element)
                self.end_line(0)
        else:
            self._add_part(text, element)

    def _add_part(self, text: str, element: lxml.html.HtmlElement) -> None:
        if not self.marks and not text.isspace():
            self.marks, self.regions = own_marks(element), tuple(sorted(self.open_regions[-1]))
            self.holder = element
        self.parts.append(text)
        self.linked += len(text.strip()) if self.links_open else 0

    def end_line(self, source_line: int) -> None:
        """End the running line, if any, and start one at `source_line` of the input."""
        text = " ".join("".join(self.parts).split()).removesuffix(CELL_SEPARATOR.rstrip())
        if text := text.rstrip():
            marks = (*self.marks, *link_marks(self.linked / len(text)))
            for piece in _cut(text):
                line = Line(self.source_line, piece, marks, self.regions)
                self.lines.append(PageLine(line, self.holder))
        self.parts.clear()
        self.marks, self.regions, self.linked = (), (), 0
        self.source_line = max(self.source_line, source_line)

    def _parts_lines(self, element: lxml.html.HtmlElement) -> bool:
        inline, hidden = wordlists.entries("inline_elements"), wordlists.entries("hidden_elements")
        if self.row is not None and element.tag in wordlists.entries("table_cells"):
            return False
        return element.tag not in inline and element.tag not in hidden


def _is_row_of_cells(row: lxml.html.HtmlElement) -> bool:
    """Tell whether a row holds short texts only; other tables are there for the layout."""
    inline, hidden = wordlists.entries("inline_elements"), wordlists.entries("hidden_elements")
    cells = wordlists.entries("table_cells")
    for element in row.iterdescendants():
        if element.tag not in inline and element.tag not in cells:
            return False
        if element.tag in hidden or len(element.text or "") > LONGEST_CELL:
            return False
    return True


def _has_twin(element: lxml.html.HtmlElement) -> bool:
    twin = element.getnext()
    return twin is not None and twin.tag == element.tag


def _cut(text: str) -> list[str]:
    return [text] if len(text) <= LONGEST_LINE else [m[0] for m in _WORD_END.finditer(text)]
