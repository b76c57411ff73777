"""How numbers, dates and durations are written in the language of the reader."""

from __future__ import annotations

import datetime

from babel.dates import format_date, format_time
from babel.numbers import format_decimal, format_percent

import search
from web import french
from web.languages import FRENCH, language

_LOCALES = {"fr": "fr_FR", "en": "en_GB"}


def number(value: int) -> str:
    """Write a whole number in groups of three digits."""
    if 0 <= value < 1000:
        return str(value)  # most are, on a page of results a hundred
    return format_decimal(value, locale=_LOCALES[language()])


def long_date(day: datetime.date) -> str:
    """Write a day in words: 1er mai 2025, 1 May 2025."""
    if language() == FRENCH:
        return french.long_date(day)
    return format_date(day, "long", locale=_LOCALES[language()])


def duration(milliseconds: float) -> str:
    """Write a time taken: whole milliseconds, or seconds from one on."""
    if language() == FRENCH:
        return french.duration(milliseconds)
    if milliseconds < 1:
        return "less than 1\xa0ms"
    if round(milliseconds) < 1000:
        return f"{milliseconds:.0f}\xa0ms"
    return f"{milliseconds / 1000:.1f}\xa0s"


def reason(french_reason: str) -> str:
    """Write why a block of an article has its label."""
    told = search.reason_in(french_reason, search.Language(language()))
    return french.typeset(told) if language() == FRENCH else told


def percent(share: float) -> str:
    """Write a share from 0 to 1 in whole hundredths."""
    return format_percent(share, locale=_LOCALES[language()])


def local_date(moment: datetime.datetime) -> str:
    """Write the day of a moment where this machine stands."""
    return long_date(moment.astimezone().date())


def clock(moment: datetime.datetime) -> str:
    """Write the time of a moment where this machine stands."""
    return format_time(moment.astimezone().time(), "short", locale=_LOCALES[language()])
