"""What the values of fields filter by: site:lemonde.fr, langue:français, depuis:30j."""

from __future__ import annotations

import datetime
import re

from search.french import MONTHS, long_date
from search.query.days import Days, days_of, fold_words
from search.query.field_names import DATES, Subject
from search.query.nodes import Filtered, Span
from search.query.tree import Column, Like, Published
from search.readings import ReadingNode

_COLUMNS = {
    Subject.AUTHOR: (Column.AUTHOR,),
    Subject.SOURCE: (Column.AGENCY, Column.SITE),
    Subject.SITE: (Column.SITE,),
    Subject.LANGUAGE: (Column.LANGUAGE,),
    Subject.SECTION: (Column.SECTION,),
}

_LANGUAGES = {
    "francais": "fr",
    "anglais": "en",
    "allemand": "de",
    "espagnol": "es",
    "italien": "it",
    "portugais": "pt",
    "neerlandais": "nl",
    "russe": "ru",
    "arabe": "ar",
    "chinois": "zh",
    "vietnamien": "vi",
    "japonais": "ja",
    "coreen": "ko",
    "polonais": "pl",
    "turc": "tr",
    "french": "fr",
    "english": "en",
    "german": "de",
    "spanish": "es",
    "italian": "it",
    "portuguese": "pt",
    "dutch": "nl",
    "russian": "ru",
    "arabic": "ar",
    "chinese": "zh",
    "vietnamese": "vi",
    "japanese": "ja",
    "korean": "ko",
    "polish": "pl",
    "turkish": "tr",
}
"""The codes of languages by their French and English names."""

_CODE = re.compile(r"[a-z]{2,3}(?:[-_][a-z]{2,4})?")
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?([^/?#\s]+)\S*")
_ANY_WORD = re.compile(r"[^\W_]")


def filtered(subject: Subject, text: str, span: Span, today: datetime.date) -> Filtered | None:
    """Return the filters that a value of a field stands for; None where it is not understood."""
    if subject in DATES:
        return _dated(subject, text.strip(), span, today)
    value = _value(subject, text.strip())
    if value is None:
        return None
    filters = tuple(Like(column, value) for column in _COLUMNS[subject])
    said = text.strip() if subject is Subject.LANGUAGE else value
    return Filtered(filters, ReadingNode("field", said, subject.value), span)


def _value(subject: Subject, text: str) -> str | None:
    """Return what a column must say."""
    if not _ANY_WORD.search(text):
        return None
    if subject is Subject.LANGUAGE:
        name = fold_words(text)
        return _LANGUAGES.get(name, name if _CODE.fullmatch(name) else None)
    if subject in {Subject.SITE, Subject.SOURCE} and (address := _ADDRESS.fullmatch(text)):
        return address[1]
    return text


def _dated(subject: Subject, text: str, span: Span, today: datetime.date) -> Filtered | None:
    published = _published(subject, text, today)
    if published is None:
        return None
    reading = ReadingNode("date", _written(subject, published), subject.value)
    return Filtered((published,), reading, span)


def _published(subject: Subject, text: str, today: datetime.date) -> Published | None:
    """Return the days that are asked for; a value before or after which is not among them."""
    if subject is Subject.DATE and ".." in text:
        return _between(text, today)
    days = days_of(text, today)
    if days is None:
        return None
    match subject:
        case Subject.BEFORE:
            return _from_to(datetime.date.min.toordinal(), days.first.toordinal() - 1)
        case Subject.AFTER:
            return _from_to(days.last.toordinal() + 1, datetime.date.max.toordinal())
        case Subject.SINCE:
            return Published(days.first, None)
    return Published(*days)


def _from_to(first: int, last: int) -> Published | None:
    """Return the days of two ordinals, open at the ends of time; None where there is none."""
    if last < datetime.date.min.toordinal() or first > datetime.date.max.toordinal():
        return None
    start, end = datetime.date.fromordinal(first), datetime.date.fromordinal(last)
    return Published(
        None if start == datetime.date.min else start, None if end == datetime.date.max else end
    )


def _between(text: str, today: datetime.date) -> Published | None:
    """Return the days from one value to another; either may be missing, and come second."""
    start, _, end = (part.strip(". ") for part in text.partition(".."))
    sides: list[Days | None] = [days_of(part, today) if part else None for part in (start, end)]
    known = [days for days in sides if days is not None]
    if not known or len(known) < bool(start) + bool(end):
        return None
    first, last = min(days.first for days in known), max(days.last for days in known)
    return Published(first if start else None, last if end else None)


def _written(subject: Subject, days: Published) -> str:
    """Write days in French: depuis le 1er octobre 2025, en octobre 2025."""
    first, last = days.first, days.last
    if first is None or last is None:
        return _open_ended(subject, days)
    if first == last:
        return f"le {long_date(first)}"
    if first.day == 1 and (last + datetime.timedelta(1)).day == 1 and first.year == last.year:
        if first.month == last.month:
            return f"en {MONTHS[first.month - 1]} {first.year}"
        if (first.month, last.month) == (1, 12):
            return f"en {first.year}"
    return f"du {long_date(first)} au {long_date(last)}"


def _open_ended(subject: Subject, days: Published) -> str:
    day = datetime.timedelta(1)
    if subject is Subject.BEFORE and days.last is not None:
        return f"avant le {long_date(days.last + day)}"
    if subject is Subject.AFTER and days.first is not None:
        return f"après le {long_date(days.first - day)}"
    if days.first is not None:
        return f"depuis le {long_date(days.first)}"
    return f"jusqu’au {long_date(days.last or datetime.date.max)}"
