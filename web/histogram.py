"""A histogram of months or years as rectangles, for a drawing and for a table."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import search

HEIGHT = 40
"""Units of the drawing from its foot to the top of its highest bar."""

STEP = 10
"""Units from one bar to the next."""

ALONE = 6
"""Bars that a single one leaves room for."""

MOST_MONTHS = 60
"""Months from the first to the last beyond which years are drawn."""


@dataclasses.dataclass(frozen=True, slots=True)
class Bar:
    """A month or a year, and where its bar stands; `height` is 0 where there is no article."""

    facet: search.Facet
    value: str
    count: int
    is_chosen: bool
    x: int
    height: float

    @property
    def y(self) -> float:
        """The distance of its top from that of the drawing."""
        return HEIGHT - self.height


def histogram(facets: search.Facets) -> tuple[Bar, ...]:
    """Return the bars of a result in the order of time; of few months, otherwise of years.

    Months without articles between others are there; without any date, there is no bar.
    """
    months = facets.values.get(search.Facet.MONTH, ())
    counted = {each.value: each for each in months}
    names = _months(min(counted), max(counted)) if counted else []
    if len(names) <= MOST_MONTHS:
        return _bars(search.Facet.MONTH, names, counted)
    years = {each.value: each for each in facets.values.get(search.Facet.YEAR, ())}
    first, last = min(years, default="1"), max(years, default="0")
    names = [f"{year:04}" for year in range(int(first), int(last) + 1)]
    return _bars(search.Facet.YEAR, names, years)


def width(bars: Sequence[Bar]) -> int:
    """Return the width of the drawing; a single bar does not fill it."""
    return (len(bars) if len(bars) > 1 else ALONE) * STEP


def _bars(
    facet: search.Facet, names: Sequence[str], counted: dict[str, search.FacetValue]
) -> tuple[Bar, ...]:
    most = max((each.count for each in counted.values()), default=0) or 1
    none = search.FacetValue("", 0)
    found = ((place, name, counted.get(name, none)) for place, name in enumerate(names))
    return tuple(
        Bar(facet, name, each.count, each.is_chosen, place * STEP, _height(each.count, most))
        for place, name, each in found
    )


def _height(count: int, most: int) -> float:
    """Return a height in proportion, but such that one article can be seen."""
    return round(max(1.0, HEIGHT * count / most), 1) if count else 0.0


def _months(first: str, last: str) -> list[str]:
    """Return all months between two, both included."""
    start, end = (12 * int(each[:4]) + int(each[5:]) - 1 for each in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1)]
