"""Say how texts may write a number or a date that is a term."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.analysis.sequences import MONTHS

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")
_NUMBER = re.compile(r"([0-9]+)(?:\.([0-9]+))?")


def spellings(term: str) -> list[str]:
    """Return what a text may have in place of an exact term, a space for each sign between words.

    These are the beginnings of words; the last one may go on.
    """
    if match := _DATE.fullmatch(term):
        return [*_dates(*match.groups())]
    if match := _NUMBER.fullmatch(term):
        return [*_numbers(*match.groups())]
    return []


def _dates(year: str, month: str, day: str | None) -> Iterator[str]:
    numbers = dict.fromkeys((month, month.removeprefix("0")))
    names = [name for name, number in MONTHS.items() if number == int(month)]
    if day is None:
        yield from (f"{each} {year}" for each in (*numbers, *names))
        yield from (f"{year} {each}" for each in numbers)
        yield from (f"{each} {year[2:]}" for each in numbers)
        return
    days = dict.fromkeys((day, day.removeprefix("0"), "1er" if day == "01" else day))
    for each in days:
        yield from (f"{each} {name} {year}" for name in names)
        yield from (f"{each} {number} {year}" for number in numbers)
        yield from (f"{each} {number} {year[2:]}" for number in numbers)
        yield from (f"{year} {number} {each}" for number in numbers)


def _numbers(whole: str, part: str | None) -> Iterator[str]:
    groups = f"{int(whole):,}".replace(",", " ")
    if part is not None:
        yield f"{whole} {part}"
        yield f"{groups} {part}"
    elif groups != whole:
        yield groups
