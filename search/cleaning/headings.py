"""The heading of a page's article, which outranks titles that are not its own."""

from __future__ import annotations

from collections.abc import Sequence

from search.cleaning.lines import Line

_HEADING = "tag h1"
_ARTICLE_REGIONS = frozenset({"in article", "within article", "within main"})


def article_heading(lines: Sequence[Line]) -> int | None:
    """Return the place of the only heading of the first level in the article of a page."""
    places = [
        place
        for place, line in enumerate(lines)
        if _HEADING in line.marks and not _ARTICLE_REGIONS.isdisjoint(line.regions)
    ]
    return places[0] if len(places) == 1 and lines[places[0]].words else None


def outranks(heading: Line, titles: Sequence[str]) -> bool:
    """Tell whether a heading is a better title: titles of one word or none of its words are none.

    "Accueil" and "Direct" are titles that all pages of a site have.
    """
    return not any(_may_name(Line(0, title), heading) for title in titles)


def _may_name(title: Line, heading: Line) -> bool:
    if len(title.words) == 1:
        return title.key == heading.key
    return not title.content.isdisjoint(heading.content)
