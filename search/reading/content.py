"""The bytes of a file: opened, decompressed, limited."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import stat
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from search.errors import ReadError
from search.reading.files import Kind, SourceFile

_MEGABYTE = 1000 * 1000

DEFAULT_LIMIT_BYTES = 50 * _MEGABYTE
"""Bytes of the largest document that is read: thousands of times a long article."""

CHUNK_BYTES = _MEGABYTE
"""Bytes read at a time: a limit beyond the memory must not allocate it."""

_DIGEST_BYTES = 16


@contextlib.contextmanager
def opened(file: SourceFile) -> Iterator[io.BufferedReader]:
    """Open a file for its decompressed bytes.

    Raises ReadError when it cannot be opened, and when reading from it fails.
    """
    try:
        if not stat.S_ISREG(file.path.stat().st_mode):
            raise ReadError(file.origin, "not a regular file")
        with file.path.open("rb") as raw, _decompressed(raw, file) as stream:
            yield stream
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ReadError(file.origin, "damaged gzip file") from error
    except OSError as error:
        raise ReadError(file.origin, f"cannot be read: {error.strerror}") from error


def read_content(stream: io.BufferedReader, file: SourceFile, limit_bytes: int) -> bytes:
    """Read the whole of a file.

    Raises ReadError when it has more bytes than the limit, having read one more than those.
    """
    chunks: list[bytes] = []
    wanted = limit_bytes + 1
    while wanted and (chunk := stream.read(min(wanted, CHUNK_BYTES))):
        chunks.append(chunk)
        wanted -= len(chunk)
    if not wanted:
        size = None if file.is_compressed else file.path.stat().st_size
        raise ReadError(file.origin, over_limit(limit_bytes, size))
    return b"".join(chunks)


def over_limit(limit_bytes: int, size: int | None = None) -> str:
    """Say that a document is larger than the limit, and how large, where that is known."""
    actual = "" if size is None else f" ({_readable(size)})"
    return f"larger than the limit of {_readable(limit_bytes)}{actual}"


def digest(content: bytes, kind: Kind) -> str:
    """Compute what changes whenever the bytes of a document or their meaning do."""
    named = kind.value.encode() + b"\0" + content
    return hashlib.blake2b(named, digest_size=_DIGEST_BYTES).hexdigest()


def _decompressed(raw: BinaryIO, file: SourceFile) -> io.BufferedReader:
    if file.is_compressed:
        return io.BufferedReader(cast("io.RawIOBase", gzip.GzipFile(fileobj=raw, mode="rb")))
    return cast("io.BufferedReader", raw)


def _readable(size: int) -> str:
    """Write a number of bytes as "50 MB", "61.2 MB" or "12 bytes"."""
    if size < _MEGABYTE:
        return f"{size} bytes"
    return f"{size / _MEGABYTE:.1f}".removesuffix(".0") + " MB"
