"""Open the index that stands in a folder, or begin one."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import whoosh.index
from whoosh.filedb.filestore import FileStorage

from search.engines.whoosh.schema import INDEX_NAME, schema
from search.errors import (
    BrokenIndexError,
    IndexAccessError,
    IndexNotFoundError,
    TrouvailleError,
)

_CONTENTS = f"_{INDEX_NAME}_*.toc"

_NO_ACCESS = frozenset(
    {
        *(errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT),
        *(errno.EEXIST, errno.ENOTDIR, errno.ENAMETOOLONG),
    }
)
"""What the system says where a folder, and not what is in it, is at fault."""


def open_index(path: str) -> whoosh.index.FileIndex:
    """Return the index in the folder `path`.

    Raises IndexNotFoundError, IndexAccessError or BrokenIndexError.
    """
    with damage_reported(path):
        try:
            return FileStorage(path).open_index(INDEX_NAME, schema=schema())
        except (FileNotFoundError, NotADirectoryError):
            raise IndexNotFoundError(path) from None
        except whoosh.index.EmptyIndexError:
            raise IndexNotFoundError(path) from None


def create_index(path: str) -> whoosh.index.FileIndex:
    """Begin an empty index in a folder that is there, in the place of one that may stand in it.

    Raises IndexAccessError when the folder cannot be written.
    """
    with damage_reported(path):
        return FileStorage(path).create_index(schema(), INDEX_NAME)


def lock_of(path: str) -> Any:
    """Return the lock of the index in a folder, which is made if there is none."""
    Path(path).mkdir(parents=True, exist_ok=True)
    return FileStorage(path).lock(f"{INDEX_NAME}_WRITELOCK")


def remove_index(path: str) -> None:
    """Take back an index that was begun and never filled."""
    for contents in Path(path).glob(_CONTENTS):
        contents.unlink()


def contents_of(path: str) -> frozenset[tuple[str, int, int]]:
    """Return what tells the present state of the index in a folder from any other."""
    states = ((each.name, each.stat()) for each in Path(path).glob(_CONTENTS))
    return frozenset((name, state.st_ino, state.st_mtime_ns) for name, state in states)


@contextlib.contextmanager
def damage_reported(path: str) -> Iterator[None]:
    """Raise IndexAccessError or BrokenIndexError for whatever fails inside that is not ours.

    Damaged files fail in as many ways as they have bytes, so no list of exceptions is complete.
    """
    try:
        yield
    except TrouvailleError:
        raise
    except OSError as error:
        if error.errno in _NO_ACCESS:
            raise IndexAccessError(path, error.strerror or repr(error)) from error
        raise BrokenIndexError(path, _reason(error.strerror or repr(error))) from error
    except Exception as error:
        raise BrokenIndexError(path, _reason(repr(error))) from error


def _reason(detail: str) -> str:
    return f"the index cannot be used ({' '.join(detail.split())[:200]})"
