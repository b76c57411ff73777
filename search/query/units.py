"""Numbers and dates as one thing to look for, in whatever notation: « 1 000 », « 26/10/2025 »."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence

from search import french
from search.analysis import Variant
from search.analysis.folding import fold
from search.query.alternatives import exactly
from search.query.tree import Either, Origin, Phrase, Term, Way, Word

MONTHS = french.MONTHS

DAY_OF_ANY_YEAR = 0.8
MONTH = 1.0
MONTH_OF_ANY_YEAR = 1.0
YEAR = 1.0
"""What parts of a date count beside it: words are found by their exact terms only, which alone
count less than half of what a date does."""

_FIGURES = re.compile(r"[0-9][0-9.-]*")
_DATE = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?")
_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)[1-9]\d{3,12}")


def units(words: Sequence[Word]) -> Iterator[Term]:
    """Yield words, those that are one number or one date together as one.

    Of a date, its month and its year are looked for, too, but count less.
    """
    return (term for _, _, term in placed_units(words))


def placed_units(words: Sequence[Word]) -> Iterator[tuple[int, int, Term]]:
    """Yield the same, each behind the places of its first word and the one after its last."""
    place = 0
    while place < len(words):
        variant = _unit_at(words, place)
        end = place + (variant.length if variant else 1)
        yield (
            place,
            end,
            (_unit(words[place:end], variant.exact) if variant else _number(words[place])),
        )
        place = end


def _number(word: Word) -> Word:
    """Return a number as one that stands in several words would be, any other word itself."""
    return dataclasses.replace(word, stem="") if _NUMBER.fullmatch(word.exact) else word


def _unit_at(words: Sequence[Word], place: int) -> Variant | None:
    """Return the longest number or date that begins with a word, if one does."""
    variants = (
        variant
        for variant in words[place].variants
        if 1 < variant.length <= len(words) - place and _FIGURES.fullmatch(variant.exact)
    )
    return max(variants, key=lambda variant: variant.length, default=None)


def _unit(words: Sequence[Word], name: str) -> Term:
    is_in_figures = all(word.text.isdecimal() for word in words)
    unit = exactly(name if is_in_figures else " ".join(word.text for word in words), name)
    ways = [
        Way(words_[0] if len(words_) == 1 else Phrase(words_), weight, Origin.NOTATION)
        for words_, weight in _parts(name)
    ]
    return Either((Way(unit, 1.0, Origin.TYPED), *ways)) if ways else unit


def _parts(name: str) -> Iterator[tuple[tuple[Word, ...], float]]:
    """Yield what says less than a date does, and what that counts."""
    date = _DATE.fullmatch(name)
    if not date:
        return
    month = MONTHS[int(date["month"]) - 1]
    if date["day"]:
        day = str(int(date["day"]))
        yield _words("1er" if day == "1" else day, month), DAY_OF_ANY_YEAR
        yield _words(name.rpartition("-")[0]), MONTH
    else:
        yield _words(month), MONTH_OF_ANY_YEAR
    yield _words(date["year"]), YEAR


def rows(name: str) -> Iterator[tuple[Word, ...]]:
    """Yield how texts write a number or a date in several words."""
    if date := _DATE.fullmatch(name):
        yield from (_words(*row) for row in _rows_of_date(*date.group("year", "month", "day")))
    elif _NUMBER.fullmatch(name):
        yield _words(*f"{int(name):,}".split(","))


def _rows_of_date(year: str, month: str, day: str | None) -> Iterator[tuple[str, ...]]:
    written = MONTHS[int(month) - 1]
    if day is None:
        yield from ((written, year), (month, year), (year, month))
        return
    short = str(int(day))
    yield "1er" if short == "1" else short, written, year
    yield day, month, year
    yield year, month, day
    if (short, str(int(month))) != (day, month):
        yield short, str(int(month)), year


def _words(*texts: str) -> tuple[Word, ...]:
    return tuple(exactly(text, fold(text)) for text in texts)
