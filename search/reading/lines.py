"""The lines of a file of any size."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterator

from search.reading.content import CHUNK_BYTES
from search.reading.unicode import utf16_by_mark

_LONGEST_SKIP = 20
"""Limits' worth of bytes that are passed over in search of a line's end: a compressed file of a
few megabytes can inflate to gigabytes without one."""


def split_lines(stream: io.BufferedReader, limit_bytes: int) -> Iterator[bytes]:
    """Split a file into its lines, in UTF-8 where the file is UTF-16 with a byte order mark.

    A line of more than `limit_bytes` is cut behind the first byte too many. When it goes on
    without an end, it is taken for the file's last.
    """
    with _line_reader(stream) as read_line:
        while line := read_line(limit_bytes + 1):
            yield line.removesuffix(b"\n")
            if not line.endswith(b"\n") and not _skip_line(read_line, limit_bytes):
                return


@contextlib.contextmanager
def _line_reader(stream: io.BufferedReader) -> Iterator[Callable[[int], bytes]]:
    encoding = utf16_by_mark(stream.peek(2))
    if not encoding:
        yield stream.readline
        return
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="\n")
    try:
        yield lambda size: text.readline(size).encode("utf-8")
    finally:
        text.detach()


def _skip_line(read_line: Callable[[int], bytes], limit_bytes: int) -> bool:
    """Skip the rest of a line, and tell whether it was found to end."""
    left = _LONGEST_SKIP * limit_bytes
    while left > 0 and (piece := read_line(CHUNK_BYTES)):
        if piece.endswith(b"\n"):
            return True
        left -= len(piece)
    return False
