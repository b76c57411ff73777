"""UTF-16, told by its byte order mark or by its zero bytes."""

from __future__ import annotations

_SAMPLE_BYTES = 4096
_ZEROS_OF_HIGH_BYTES = 0.7
"""Least share of zeros among the high bytes of UTF-16: in French only ’ œ € and the like have
others."""
_ZEROS_OF_LOW_BYTES = 0.02
"""Largest share of zeros among the low bytes of UTF-16."""

_MARKS = {
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}


def utf8_content(content: bytes) -> bytes:
    """Convert UTF-16 to UTF-8, and leave out a byte order mark; anything else stays as it is."""
    encoding = utf16_by_mark(content) or _utf16_by_zeros(content)
    if encoding:
        content = content.decode(encoding, "replace").encode("utf-8")
    return content.removeprefix(b"\xef\xbb\xbf")


def utf16_by_mark(start: bytes) -> str | None:
    """Name the UTF-16 or UTF-32 codec that a byte order mark asks for."""
    return next((codec for mark, codec in _MARKS.items() if start.startswith(mark)), None)


def _utf16_by_zeros(content: bytes) -> str | None:
    sample = content[:_SAMPLE_BYTES]
    even, odd = _share_of_zeros(sample[::2]), _share_of_zeros(sample[1::2])
    if odd >= _ZEROS_OF_HIGH_BYTES and even <= _ZEROS_OF_LOW_BYTES:
        return "utf-16-le"
    if even >= _ZEROS_OF_HIGH_BYTES and odd <= _ZEROS_OF_LOW_BYTES:
        return "utf-16-be"
    return None


def _share_of_zeros(sample: bytes) -> float:
    return sample.count(0) / max(len(sample), 1)
