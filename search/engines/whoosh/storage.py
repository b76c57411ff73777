"""Open the index that stands in a folder."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from search.engines.whoosh.codec.contents import Contents, read_contents
from search.engines.whoosh.codec.errors import DamagedFileError
from search.engines.whoosh.codec.segments import Segment
from search.errors import (
    BrokenIndexError,
    IndexAccessError,
    IndexNotFoundError,
    TrouvailleError,
)

_DAMAGE = frozenset({None, errno.ENOENT, errno.EISDIR, errno.ELOOP})
"""What the system says where a file is at fault, and not the folder, the disk or the memory."""


def read_index(path: str) -> Contents:
    """Return the contents of the index in the folder `path`.

    Raises IndexNotFoundError, IndexAccessError or BrokenIndexError.
    """
    with damage_reported(path):
        try:
            return read_contents(Path(path))
        except (FileNotFoundError, NotADirectoryError):
            raise IndexNotFoundError(path) from None


def open_segments(path: str) -> tuple[Contents, list[Segment]]:
    """Return the contents of an index and its segments, both of the same commit.

    Raises IndexNotFoundError, IndexAccessError or BrokenIndexError.
    """
    with damage_reported(path):
        return _open_segments(path, read_index(path))


@contextlib.contextmanager
def damage_reported(path: str) -> Iterator[None]:
    """Raise IndexAccessError or BrokenIndexError for whatever fails inside that is not ours.

    Damaged files fail in as many ways as they have bytes, so no list of exceptions is complete.
    """
    try:
        yield
    except TrouvailleError:
        raise
    except DamagedFileError as error:
        raise BrokenIndexError(path, f"the file {error}") from error
    except OSError as error:
        reason = error.strerror or repr(error)
        if error.errno in _DAMAGE:
            raise BrokenIndexError(path, _reason(reason)) from error
        raise IndexAccessError(path, reason) from error
    except Exception as error:
        raise BrokenIndexError(path, _reason(repr(error))) from error


def _open_segments(path: str, contents: Contents) -> tuple[Contents, list[Segment]]:
    """Open the segments, those of a newer commit where it removed a file of these meanwhile."""
    while True:
        try:
            return contents, [Segment(Path(path), each) for each in contents.segments]
        except DamagedFileError:
            newer = read_index(path)
            if newer == contents:
                raise
            contents = newer


def _reason(detail: str) -> str:
    return f"the index cannot be used ({' '.join(detail.split())[:200]})"
