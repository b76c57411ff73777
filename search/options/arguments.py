"""Read what options of a command line say: names in either language, and days."""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from collections.abc import Callable, Mapping

import click

from search.requests import Length, Scope, Sort

_DAY = re.compile(r"([0-9]{4})(?:-(0?[1-9]|1[0-2])(?:-(0?[1-9]|[12][0-9]|3[01]))?)?")
_FRENCH_DAY = re.compile(r"(0?[1-9]|[12][0-9]|3[01])/(0?[1-9]|1[0-2])/([0-9]{4})")
_YEAR = re.compile(r"[0-9]{4}")
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")

_SORTS = {
    **{sort.value: sort for sort in Sort},
    "pertinence": Sort.RELEVANCE,
    "recent": Sort.NEWEST,
    "recents": Sort.NEWEST,
    "ancien": Sort.OLDEST,
    "anciens": Sort.OLDEST,
    "titre": Sort.TITLE,
}
_SCOPES = {
    **{scope.value: scope for scope in Scope},
    "titre": Scope.TITLE,
    "retire": Scope.REMOVED,
    "retires": Scope.REMOVED,
    "tout": Scope.EVERYTHING,
}
_LENGTHS = {
    **{length.value: length for length in Length},
    "breve": Length.BRIEF,
    "court": Length.SHORT,
    "moyen": Length.MEDIUM,
}


def sort(name: str) -> Sort:
    """Return the order of that name, English or French; raises BadParameter without one."""
    return Sort(_named(name, _SORTS, tuple(Sort)))


def scope(name: str) -> Scope:
    """Return the scope of that name, English or French; raises BadParameter without one."""
    return Scope(_named(name, _SCOPES, tuple(Scope)))


def length(name: str) -> Length:
    """Return the length of that name, English or French; raises BadParameter without one."""
    return Length(_named(name, _LENGTHS, tuple(Length)))


def year(text: str) -> str:
    """Return a year of four digits; raises BadParameter for another text."""
    return _of_form(text, _YEAR, "2025")


def month(text: str) -> str:
    """Return a month such as 2025-10; raises BadParameter for another text."""
    return _of_form(text, _MONTH, "2025-10")


def first_day(text: str) -> datetime.date:
    """Return a day, of a year or month the first one; raises BadParameter for another text."""
    return _day(text, lambda year, month: datetime.date(year, month or 1, 1))


def last_day(text: str) -> datetime.date:
    """Return a day, of a year or month the last one; raises BadParameter for another text."""
    return _day(text, _end)


def _named(name: str, values: Mapping[str, str], shown: tuple[str, ...]) -> str:
    apart = unicodedata.normalize("NFD", name.strip().casefold())
    found = values.get("".join(letter for letter in apart if not unicodedata.combining(letter)))
    if found is None:
        raise click.BadParameter(f"{name!r} is none of {', '.join(shown)}")
    return found


def _of_form(text: str, form: re.Pattern[str], example: str) -> str:
    if not form.fullmatch(text):
        raise click.BadParameter(f"{text!r} is not of the form {example}")
    return text


def _day(text: str, of_month: Callable[[int, int], datetime.date]) -> datetime.date:
    """Return a day; `of_month` tells which one of a month is meant; 0 is no month of a year."""
    year, month, day = _numbers(text.strip())
    try:
        return datetime.date(year, month, day) if day else of_month(year, month)
    except ValueError as error:
        message = f"{text!r} is no date such as 2025-10-26, 2025-10 or 2025"
        raise click.BadParameter(message) from error


def _numbers(text: str) -> tuple[int, int, int]:
    """Return year, month and day, 0 for what is not said: all of them 0 for what is no date."""
    if french := _FRENCH_DAY.fullmatch(text):
        return int(french[3]), int(french[2]), int(french[1])
    found = _DAY.fullmatch(text)
    return (int(found[1]), int(found[2] or 0), int(found[3] or 0)) if found else (0, 0, 0)


def _end(year: int, month: int) -> datetime.date:
    first = datetime.date(year, month or 12, 1)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])
