"""Captions among the kept lines: those that end in a credit, and those that a credit follows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from search.cleaning import wordlists
from search.cleaning.lines import Line

LONGEST_CAPTION = 320
"""Characters; longer lines are paragraphs that happen to name a picture."""

_CREDIT_LINE = re.compile(
    r"\W*(?:crédits? )?(?:photos?|images?|illustration)(?: d'\w+)? ?(?::|/|©|par ).{2,60}$"
    r"|©.{2,60}$"
)
_LAST_BRACKET = re.compile(r".*\(([^()]{2,60})\)\W*$", re.DOTALL)
_LAST_CREDIT = re.compile(
    r".*[.,;:!?)»]\s+(?:photos?|images?|crédits?) ?:.{2,50}$|.*©.{2,40}$", re.DOTALL
)


def is_caption(lines: Sequence[Line], place: int) -> bool:
    """Tell whether the line at `place` is a caption: it carries a credit or one stands below."""
    line = lines[place]
    if len(line.text) > LONGEST_CAPTION:
        return False
    if is_credit(line) or ends_in_credit(line):
        return True
    below = lines[place + 1] if place + 1 < len(lines) else None
    return below is not None and below.number == line.number + line.height and is_credit(below)


def is_credit(line: Line) -> bool:
    """Tell whether the line says who made a picture, and nothing else."""
    if len(line.text) > LONGEST_CAPTION or not _names_picture(line):
        return False
    return _CREDIT_LINE.match(line.text.lower().replace("’", "'")) is not None


def _names_picture(line: Line) -> bool:
    phrase = line.phrase
    return "photo" in phrase or "image" in phrase or "illustration" in phrase or "©" in line.text


def ends_in_credit(line: Line) -> bool:
    """Tell whether the line says who made a picture after what is to be seen on it."""
    if not ("(" in line.text or ":" in line.text or "©" in line.text):
        return False
    text = line.text.lower()
    bracket = _LAST_BRACKET.match(text)
    if bracket:
        return wordlists.anywhere("credits").search(bracket[1]) is not None
    return _LAST_CREDIT.match(text) is not None
