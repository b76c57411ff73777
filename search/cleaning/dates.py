"""Calendar days as French pages write them."""

from __future__ import annotations

import datetime
import re

EARLIEST_YEAR = 1990
"""No news site is older than the web."""
_CENTURY = 2000

_MONTHS = (
    "janv", "févr|fevr|fév", "mars", "avr", "mai", "juin",
    "juil", "août|aout", "sept", "oct", "nov", "déc|dec",
)  # fmt: skip
_MONTH = "|".join(f"(?P<m{number}>{names})" for number, names in enumerate(_MONTHS, start=1))
_DIGIT = re.compile(r"\d")
_NUMERIC = re.compile(
    r"(?<![\d/.])(?<!\d - )(?<!\d-)"  # nor in a row of more than three numbers
    r"(\d{1,2})( ?[/.-] ?)(\d{1,2})\2(\d{4}|\d{2})(?!\d)(?!\2\d)"
)
_WRITTEN = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:er)? (?:{_MONTH})\w{{0,7}}\.? (\d{{4}})(?!\d)", re.IGNORECASE
)
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")


def find_date(text: str) -> datetime.date | None:
    """Return the first full date in `text`; a day without its year is none."""
    if not _DIGIT.search(text):
        return None
    found = [*map(_numeric, _NUMERIC.finditer(text)), *map(_iso, _ISO.finditer(text))]
    found += map(_written, _WRITTEN.finditer(text))
    dated = [(start, date) for start, date in found if date]
    return min(dated)[1] if dated else None


def plausible_date(year: int, month: int, day: int) -> datetime.date | None:
    """Return the day, or None where there is none or where no article can be of it.

    Articles are from 1990 until the end of next year.
    """
    next_year = datetime.datetime.now(tz=datetime.UTC).year + 1
    if not EARLIEST_YEAR <= year <= next_year:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _numeric(found: re.Match[str]) -> tuple[int, datetime.date | None]:
    year = int(found[4])
    year += _CENTURY if len(found[4]) == len("yy") else 0
    return found.start(), plausible_date(year, int(found[3]), int(found[1]))


def _iso(found: re.Match[str]) -> tuple[int, datetime.date | None]:
    return found.start(), plausible_date(int(found[1]), int(found[2]), int(found[3]))


def _written(found: re.Match[str]) -> tuple[int, datetime.date | None]:
    name = next(name for name, value in found.groupdict().items() if value)
    year = int(found[found.lastindex or 0])
    return found.start(), plausible_date(year, int(name.removeprefix("m")), int(found[1]))
