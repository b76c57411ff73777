"""Bytes to text."""

from __future__ import annotations

import itertools
import re

from search.reading import french
from search.reading.declarations import declared_encoding

_FRENCH_ENCODINGS = ("cp1252", "iso8859-15", "mac-roman", "cp850")
"""Encodings that French was written in before Unicode, the likeliest first."""

_BROKEN_UTF8 = "utf-8"

_TRUST = 0.5
"""Factor on the cost of a declared encoding that no French is written in: pages in Russian look a
little French in Windows' encoding, French pages that declare Russian not at all Russian."""

_SAMPLE_PIECES = 20_000
"""Words, about, from which the encoding is guessed."""

_BEYOND_ASCII = re.compile(rb"[\x00-\x7f]{0,2}[\x80-\xff]+[\x00-\x7f]{0,2}")
"""Bytes that encodings differ in, with what stands next to them."""

_BYTE_ORDER_MARK = "\ufeff"
_LEADING_C1 = b"\xc2"
"""With which each C1 control begins in UTF-8."""

_C1_CONTROL = re.compile("[\x80-\x9f]")
_CUT_OFF = re.compile("[\udcc2-\udcc5]|\udce2[\udc80-\udcbf]")
"""The beginnings of letters with accents and of ’ “ … € in UTF-8, as escaped bytes."""

_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")


def decode_text(content: bytes) -> str:
    """Decode UTF-8, also with some broken bytes, or else the likeliest encoding of French."""
    return _decode(content, None)


def decode_page(content: bytes) -> str:
    """Decode a page of HTML: as a text, with its declaration counting where it is not UTF-8."""
    return _decode(content, declared_encoding(content))


def _decode(content: bytes, declared: str | None) -> str:
    try:
        text = content.decode("utf-8").removeprefix(_BYTE_ORDER_MARK)
    except UnicodeDecodeError:
        text = _decode_as(_likeliest_encoding(content, declared), content)
    else:
        text = _without_controls(text) if _LEADING_C1 in content else text
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _likeliest_encoding(content: bytes, declared: str | None) -> str:
    """Find what makes French of the first words with an accent; the first of equals is chosen."""
    pieces = itertools.islice(_BEYOND_ASCII.finditer(content), _SAMPLE_PIECES)
    sample = b"".join(piece[0] for piece in pieces)
    return min(_candidates(declared), key=lambda encoding: _cost(encoding, sample))


def _candidates(declared: str | None) -> tuple[str, ...]:
    """List the encodings worth trying, the likeliest first: a foreign one is to be believed."""
    if declared is None:
        return (*_FRENCH_ENCODINGS, _BROKEN_UTF8)
    if declared in _FRENCH_ENCODINGS:
        return (declared, *_FRENCH_ENCODINGS, _BROKEN_UTF8)
    return (declared, _BROKEN_UTF8)


def _cost(encoding: str, sample: bytes) -> float:
    is_foreign = encoding not in {*_FRENCH_ENCODINGS, _BROKEN_UTF8}
    return french.cost(_decode_as(encoding, sample)) * (_TRUST if is_foreign else 1)


def _decode_as(encoding: str, content: bytes) -> str:
    if encoding == _BROKEN_UTF8:
        return _decode_broken_utf8(content)
    return _without_controls(content.decode(encoding, "replace"))


def _without_controls(text: str) -> str:
    """Read the C1 controls, which nobody writes, as what Windows has in their place."""
    return _C1_CONTROL.sub(_from_windows, text)


def _decode_broken_utf8(content: bytes) -> str:
    """Decode UTF-8; what is cut off shows as U+FFFD, another broken byte is taken from Windows."""
    text = content.decode("utf-8", "surrogateescape")
    text = _CUT_OFF.sub("\ufffd", text)
    return _ESCAPED_BYTE.sub(_from_windows, text)


def _from_windows(byte: re.Match[str]) -> str:
    """Decode one byte, given as a C1 control or escaped as a surrogate."""
    return bytes([ord(byte[0]) & 0xFF]).decode("cp1252", "replace")
