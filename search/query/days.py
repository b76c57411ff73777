"""Read days, months, years and stretches of time as people write them."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Mapping
from typing import NamedTuple

from search.analysis.folding import fold
from search.query.units import MONTHS


class Days(NamedTuple):
    """Days from the first to the last, both included."""

    first: datetime.date
    last: datetime.date


_ENGLISH = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SHORT = (
    *(("janv", "jan"), ("fevr", "fev", "feb"), ("mar",), ("avr", "apr"), (), ()),
    *(("juil", "jul"), ("aug",), ("sept", "sep"), ("oct",), ("nov",), ("dec",)),
)
_MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(zip(map(fold, MONTHS), _ENGLISH, strict=True), 1)
    for name in (*names, *_SHORT[number - 1])
}
_AGO = {"aujourd'hui": 0, "today": 0, "hier": 1, "yesterday": 1}

_YEAR = r"(?P<year>[12][0-9]{3})"
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_DAY = r"(?P<day>0?[1-9]|[12][0-9]|3[01])"
_NAME = r"(?P<name>[a-z]{3,9})"
_FORMS = tuple(
    re.compile(form)
    for form in (
        _YEAR,
        rf"{_YEAR}[-/.]{_MONTH}(?:[-/.]{_DAY})?",
        rf"(?:{_DAY}[-/.])?{_MONTH}[-/.]{_YEAR}",
        rf"(?:{_DAY}(?:er|st|nd|rd|th)?[ -])?{_NAME}(?:[. -]+{_YEAR})?",
        rf"{_NAME}[. -]+{_DAY}(?:er|st|nd|rd|th)?(?:,? {_YEAR})?",
    )
)
_STRETCH = re.compile(r"([0-9]{1,5}) ?([a-z]+)")
_UNITS = {
    **dict.fromkeys(("j", "d", "jour", "jours", "day", "days"), "days"),
    **dict.fromkeys(("s", "w", "sem", "semaine", "semaines", "week", "weeks"), "weeks"),
    **dict.fromkeys(("m", "mois", "month", "months"), "months"),
    **dict.fromkeys(("a", "y", "an", "ans", "annee", "annees", "year", "years"), "years"),
}


def days_of(text: str, today: datetime.date) -> Days | None:
    """Return the days that `text` names: of a day, a month or a year, or so long ago.

    A month or a day without its year is the last one that has begun. None where it names none.
    """
    plain = " ".join(fold_words(text).split()).removeprefix("le ").removeprefix("the ")
    if plain in _AGO:
        day = today - datetime.timedelta(_AGO[plain])
        return Days(day, day)
    match = next(filter(None, (form.fullmatch(plain) for form in _FORMS)), None)
    named = _named(match.groupdict(), today) if match else None
    return named or _ago(plain, today)


def fold_words(text: str) -> str:
    """Return a text in lower case without accents, its words as they stand."""
    return "".join(fold(char) for char in text.lower().replace("’", "'"))


def _named(found: Mapping[str, str | None], today: datetime.date) -> Days | None:
    name = found.get("name")
    month = _MONTHS.get(name, 0) if name else int(found.get("month") or 0)
    if name and not month:
        return None
    day = int(found.get("day") or 0)
    try:
        if found.get("year"):
            return _stretch_of(int(found["year"] or 0), month, day)
        this_year = _stretch_of(today.year, month, day)
        return this_year if this_year.first <= today else _stretch_of(today.year - 1, month, day)
    except ValueError:  # there is no such day
        return None


def _stretch_of(year: int, month: int, day: int) -> Days:
    """Return a day, a month or a year; raises ValueError where there is none."""
    if day:
        found = datetime.date(year, month, day)
        return Days(found, found)
    last_month = month or 12
    last = calendar.monthrange(year, last_month)[1]
    return Days(datetime.date(year, month or 1, 1), datetime.date(year, last_month, last))


def _ago(plain: str, today: datetime.date) -> Days | None:
    match = _STRETCH.fullmatch(plain)
    unit = _UNITS.get(match[2]) if match else None
    if match is None or unit is None:
        return None
    number = int(match[1])
    if unit in {"days", "weeks"}:
        ordinal = today.toordinal() - number * (7 if unit == "weeks" else 1)
        day = datetime.date.fromordinal(max(1, ordinal))
    else:
        day = _months_before(today, number * (12 if unit == "years" else 1))
    return Days(day, day)


def _months_before(today: datetime.date, months: int) -> datetime.date:
    """Return the same day some months earlier, or the last one of that month."""
    place = today.year * 12 + today.month - 1 - months
    if place < 12:
        return datetime.date.min
    year, month = divmod(place, 12)
    return datetime.date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))
