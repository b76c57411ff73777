"""Text that every format can hold: whole characters, on one line where a format has lines."""

from __future__ import annotations

import re

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""Control characters and what is no character: XML holds none of them, and nobody reads them."""

_FORGOTTEN_BREAKS = re.compile("[\x0b\x0c\x1c-\x1e]")
"""Control characters that part words."""

_SPACES = re.compile("[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029 ]+")
"""What ends a line, for any reader, or looks like a space; spaces that do not break stay."""


def encodable(text: str) -> str:
    """Replace halves of characters, which UTF-8 does not hold."""
    return text if text.isascii() else _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def printable(text: str) -> str:
    """Return the text without control characters other than tabs and ends of lines."""
    return _UNWRITABLE.sub("", _FORGOTTEN_BREAKS.sub(" ", encodable(text)))


def one_line(text: str) -> str:
    """Return the text on one line, without control characters."""
    return _SPACES.sub(" ", _UNWRITABLE.sub("", encodable(text))).strip(" ")
