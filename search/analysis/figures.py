"""Read numbers and dates in figures: « 15,5 » is 15.5, « 26/10/2025 » is 2025-10-26."""

from __future__ import annotations

import re
from collections.abc import Iterator

_YEAR = r"(?P<year>1[0-9]{3}|20[0-9]{2})"
_MONTH = r"(?P<month>[01]?[0-9])"
_DAY = r"(?P<day>[0-3]?[0-9])"
_DATES = tuple(
    re.compile(rf"(?<![\w.,/-]){figures}(?!\w|[.,/-]\w)")
    for figures in (
        rf"{_DAY}(?P<sign>[./-]){_MONTH}(?P=sign){_YEAR}",
        rf"{_DAY}/{_MONTH}/(?P<year>[0-9]{{2}})",
        rf"{_YEAR}(?P<sign>[/-]){_MONTH}(?P=sign){_DAY}",
        rf"{_MONTH}/{_YEAR}(?P<day>)",
        rf"{_YEAR}-(?P<month>0[1-9]|1[0-2])(?P<day>)",
    )
)
_DECIMAL = re.compile(
    r"(?<![\w.,/])(?P<whole>0|[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?=,)|[1-9][0-9]*)"
    r"(?:,(?P<part>[0-9]+)|\.(?P<other>[0-9]{1,2}|[0-9]{4,}))(?![0-9_]|[.,/]\w)"
)

_SEASON = re.compile("|".join(rf"\d\d{year:02}-{year + 1:02}" for year in range(12)))
"""A year and the next, which is no month: « 2009-10 »."""

_CENTURY = 50
"""Years of two figures below it are of this century, the others of the last."""


def dates(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the span and the name of each date in figures: a day or, without one, a month."""
    for pattern in _DATES:
        for match in pattern.finditer(text):
            name = date(*match.group("year", "month", "day"))
            if name and not _SEASON.fullmatch(match.group()):
                yield *match.span(), name


def decimals(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the span and the name of each number with a decimal part, as 15.5."""
    for match in _DECIMAL.finditer(text):
        if part := (match["part"] or match["other"]).rstrip("0"):
            yield *match.span(), f"{match['whole'].replace('.', '')}.{part}"


def date(year: str, month: str, day: str) -> str:
    """Return the name of a day or, without one, of a month; none if there is no such date."""
    if not 1 <= int(month) <= 12 or (day and not 1 <= int(day) <= 31):
        return ""
    if len(year) == 2:
        year = f"{20 if int(year) < _CENTURY else 19}{year}"
    return f"{year}-{int(month):02}-{int(day):02}" if day else f"{year}-{int(month):02}"
