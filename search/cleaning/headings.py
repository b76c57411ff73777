"""The heading of a page's article, which outranks titles that are not its own."""

from __future__ import annotations

from collections.abc import Sequence

from search.cleaning.lines import Line

_HEADING = "tag h1"
ARTICLE_REGIONS = frozenset({"in article", "within article", "within main"})
"""The regions of lines in what a page calls its article."""


def main_heading(lines: Sequence[Line]) -> int | None:
    """Return the place of the article's heading or else of the only one of the whole page."""
    inside = article_heading(lines)
    return _only(_headings(lines)) if inside is None else inside


def article_heading(lines: Sequence[Line]) -> int | None:
    """Return the place of the only heading of the first level in the article of a page."""
    places = _headings(lines)
    return _only([i for i in places if not ARTICLE_REGIONS.isdisjoint(lines[i].regions)])


def _headings(lines: Sequence[Line]) -> list[int]:
    return [place for place, line in enumerate(lines) if _HEADING in line.marks and line.words]


def _only(places: Sequence[int]) -> int | None:
    return places[0] if len(places) == 1 else None


def outranks(heading: Line, titles: Sequence[str]) -> bool:
    """Tell whether a heading is a better title: titles of one word or none of its words are none.

    "Accueil" and "Direct" are titles that all pages of a site have.
    """
    return not any(_may_name(Line(0, title), heading) for title in titles)


def _may_name(title: Line, heading: Line) -> bool:
    if title.word_count == 1:
        return title.key == heading.key
    return not title.content.isdisjoint(heading.content)
