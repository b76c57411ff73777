"""Read what options of a command line say: names in either language, and days."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping

import click

from search.query.days import Days, days_of
from search.requests import Length, Scope, Sort

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
    """Return the first of the days that a text names; raises BadParameter where it names none."""
    return _days(text).first


def last_day(text: str) -> datetime.date:
    """Return the last of the days that a text names; raises BadParameter where it names none."""
    return _days(text).last


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


def _days(text: str) -> Days:
    """Return the days that a text names, counted back from the day of those who ask."""
    days = days_of(text, datetime.datetime.now().astimezone().date())
    if days is None:
        message = f"{text!r} is no date such as 2025-10-26, 2025-10, 2025, octobre 2025 or 30j"
        raise click.BadParameter(message)
    return days
