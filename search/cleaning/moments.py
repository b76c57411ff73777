"""Moments and days as markup writes them."""

from __future__ import annotations

import datetime
import email.utils
import re

from search.cleaning.dates import find_date, plausible_date

LONGEST_MOMENT = 80
"""Characters; what is longer is more than a moment."""
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_SPACE_BEFORE_ZONE = re.compile(r" (?=[+-]\d\d:?\d\d$)")
_TIME_OF_DAY = re.compile(r"\b([01]?\d|2[0-3]) ?[h:H] ?([0-5]\d)\b")

Moment = datetime.datetime | datetime.date
"""A day where the hour is not known."""


def read_moment(text: str) -> Moment | None:
    """Return the moment in `text`: ISO 8601, an e-mail's date, seconds since 1970 or French.

    Moments without a time zone are left without; days that no article can be of are none.
    """
    text = text.strip()[:LONGEST_MOMENT]
    moment = _epoch(text) or _iso(text) or _email(text) or _written(text)
    return moment if moment and plausible_date(moment.year, moment.month, moment.day) else None


def day_of(moment: Moment) -> datetime.date:
    """Return the calendar day of a moment in its own time zone."""
    return moment.date() if isinstance(moment, datetime.datetime) else moment


def _epoch(text: str) -> Moment | None:
    if not _EPOCH.fullmatch(text):
        return None
    return datetime.datetime.fromtimestamp(int(text[:10]), tz=datetime.UTC)


def _iso(text: str) -> Moment | None:
    try:
        moment = datetime.datetime.fromisoformat(_SPACE_BEFORE_ZONE.sub("", text))
    except ValueError:
        return None
    is_day = ":" not in text and "T" not in text
    return moment.date() if is_day else moment


def _email(text: str) -> Moment | None:
    try:
        return email.utils.parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None


def _written(text: str) -> Moment | None:
    day = find_date(text)
    clock = _TIME_OF_DAY.search(text)
    if day is None or clock is None:
        return day
    return datetime.datetime.combine(day, datetime.time(int(clock[1]), int(clock[2])))
