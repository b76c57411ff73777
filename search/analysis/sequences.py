"""Read numbers and dates that take several words: « 1 000 » is 1000, « octobre 2025 » 2025-10."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from search.analysis.figures import date
from search.analysis.variants import Variant

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("janvier janv", "fevrier fevr", "mars", "avril avr", "mai", "juin", "juillet juil"),
            *("aout", "septembre sept", "octobre oct", "novembre nov", "decembre dec"),
        ),
        1,
    )
    for name in names.split()
}
"""The number of each month by its names in ASCII."""

PLAIN, HEAD, GROUP, OTHER = 0, 1, 2, 4
"""Kinds of words: no part of a sequence, what begins a number, a group of a number, or either of a
month, a day or a year that is no such number; a word may be of several."""

_HEAD = re.compile(r"[1-9]\d{0,2}")
_GROUP = re.compile(r"\d{3}")
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])|1er")
_YEAR = re.compile(r"1\d{3}|20\d\d")

MOST_GROUPS = 4
"""Groups of three figures of a number: beyond billions there are only tables."""


def kind_of(word: str) -> int:
    """Return what part of a sequence a word in ASCII may be."""
    if word in MONTHS:
        return OTHER
    if not word[:1].isdecimal() or len(word) > 4:
        return PLAIN
    kind = HEAD if _HEAD.fullmatch(word) else PLAIN
    kind |= GROUP if _GROUP.fullmatch(word) else PLAIN
    return kind | (OTHER if _DAY.fullmatch(word) or _YEAR.fullmatch(word) else PLAIN)


def sequences(words: Sequence[str]) -> Iterator[Variant]:
    """Yield what words in ASCII that follow each other stand for together, by their places."""
    place = 0
    while place < len(words):
        yield from _dates(words, place)
        count = _groups(words, place)
        if count > 1:
            yield Variant(place, count, "".join(words[place : place + count]))
        place += count


def _dates(words: Sequence[str], place: int) -> Iterator[Variant]:
    """Yield the month and the day that a word which is a month is a part of."""
    month = MONTHS.get(words[place])
    if not month or place + 1 == len(words) or not _YEAR.fullmatch(words[place + 1]):
        return
    year = words[place + 1]
    has_day = place > 0 and _DAY.fullmatch(words[place - 1]) is not None
    if has_day:
        day = words[place - 1].removesuffix("er")
        yield Variant(place - 1, 3, date(year, str(month), day))
    yield Variant(place, 2, date(year, str(month), ""), is_wider=has_day)


def _groups(words: Sequence[str], place: int) -> int:
    """Return how many words from a place on are one number; at least one."""
    count = 1
    if _HEAD.fullmatch(words[place]):
        rest = words[place + 1 : place + 1 + MOST_GROUPS]
        while count <= len(rest) and _GROUP.fullmatch(rest[count - 1]):
            count += 1
    return count
