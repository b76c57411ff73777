"""The lines of text that a page of HTML shows, each with what the markup says of it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

import lxml.etree
import lxml.html

from search.cleaning import wordlists
from search.cleaning.lines import Line
from search.cleaning.marks import link_marks, own_marks, regions_of

_SPACE = re.compile(r"\s+")


def parse_page(source: str) -> lxml.html.HtmlElement | None:
    """Return the tree of a page of HTML, or None where there is no element in it."""
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except lxml.etree.LxmlError:
        return None


def page_lines(tree: lxml.html.HtmlElement) -> tuple[Line, ...]:
    """Return the lines of a page as a reader sees them, in order."""
    pieces = _Pieces()
    for event, element in _walk(tree):
        if event == "start":
            pieces.open(element)
        else:
            pieces.close(element)
    pieces.end_line(0)
    return tuple(pieces.lines)


def _walk(tree: lxml.html.HtmlElement) -> Iterator[tuple[str, lxml.html.HtmlElement]]:
    walk = lxml.etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if event == "start" and element.tag in wordlists.entries("hidden_elements"):
            walk.skip_subtree()
        yield event, element


def _parts_lines(element: lxml.html.HtmlElement) -> bool:
    inline, hidden = wordlists.entries("inline_elements"), wordlists.entries("hidden_elements")
    return element.tag not in inline and element.tag not in hidden


@dataclasses.dataclass(slots=True)
class _Pieces:
    """The text seen since the last line ended, and the lines that ended before.

    `open_regions` holds the regions of the open elements, innermost last.
    """

    parts: list[str] = dataclasses.field(default_factory=list)
    lines: list[Line] = dataclasses.field(default_factory=list)
    open_regions: list[frozenset[str]] = dataclasses.field(default_factory=lambda: [frozenset()])
    marks: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    links_open: int = 0
    linked: int = 0
    source_line: int = 1

    def open(self, element: lxml.html.HtmlElement) -> None:
        """Enter an element."""
        if _parts_lines(element):
            self.end_line(element.sourceline or 0)
        self.open_regions.append(regions_of(element, self.open_regions[-1]))
        self.links_open += element.tag == "a"
        if element.tag not in wordlists.entries("hidden_elements"):
            self.add(element.text, element)

    def close(self, element: lxml.html.HtmlElement) -> None:
        """Leave an element; the text that follows belongs to its parent."""
        if _parts_lines(element):
            self.end_line(element.sourceline or 0)
        self.open_regions.pop()
        self.links_open -= element.tag == "a"
        self.add(element.tail, element.getparent())

    def add(self, text: str | None, element: lxml.html.HtmlElement | None) -> None:
        """Add text that stands directly in `element` to the running line."""
        if not text or element is None:
            return
        if not self.marks and not text.isspace():
            self.marks, self.regions = own_marks(element), tuple(sorted(self.open_regions[-1]))
        self.parts.append(text)
        self.linked += len(text.strip()) if self.links_open else 0

    def end_line(self, source_line: int) -> None:
        """End the running line, if any, and start one at `source_line` of the input."""
        text = _SPACE.sub(" ", "".join(self.parts)).strip()
        if text:
            marks = (*self.marks, *link_marks(self.linked / len(text)))
            self.lines.append(Line(self.source_line, text, marks, self.regions))
        self.parts.clear()
        self.marks, self.regions, self.linked = (), (), 0
        self.source_line = max(self.source_line, source_line)
