"""How French writes numbers, dates and punctuation."""

from __future__ import annotations

import datetime
import re

NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)

MOST_CITED = 60
"""Characters of a text that is cited in a sentence: a longer one is a line by itself."""

_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_BREAKABLE = re.compile(r"(?<=\S)[ \xa0](?=[;:!?»])|(?<=«)[ \xa0](?=\S)|(?<=\d)[ \xa0](?=\d{3}\b)")


def typeset(text: str) -> str:
    """Curve apostrophes, and make the spaces that French never breaks narrow and unbreakable.

    The length stays, so spans into `text` are spans into what is returned.
    """
    return _BREAKABLE.sub(NARROW_SPACE, _APOSTROPHE.sub("’", text))


def shortened(text: str) -> str:
    """Return what is cited of a text that may be very long: its beginning, with an ellipsis."""
    return text if len(text) <= MOST_CITED else f"{text[: MOST_CITED - 1]}…"


def number(value: int) -> str:
    """Write a whole number in groups of three digits."""
    return f"{value:,}".replace(",", NARROW_SPACE)


def counted(value: int, one: str, many: str) -> str:
    """Write how many there are; in French the plural begins at two."""
    return f"{number(value)} {many if value >= 2 else one}"


def duration(milliseconds: float) -> str:
    """Write a time taken: whole milliseconds, or seconds from one on."""
    if milliseconds < 1:
        return f"moins de 1{NARROW_SPACE}ms"
    if round(milliseconds) < 1000:
        return f"{milliseconds:.0f}{NARROW_SPACE}ms"
    return f"{milliseconds / 1000:.1f}{NARROW_SPACE}s".replace(".", ",")


def long_date(day: datetime.date) -> str:
    """Write a day as French does: 1er mai 2025, 26 octobre 2025."""
    ordinal = "1er" if day.day == 1 else str(day.day)
    return f"{ordinal} {MONTHS[day.month - 1]} {day.year}"
