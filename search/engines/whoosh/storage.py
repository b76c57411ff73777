"""Open the index that stands in a folder, or begin one."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import whoosh.index
from whoosh.filedb.filestore import FileStorage

from search.engines.whoosh.schema import INDEX_NAME, schema
from search.errors import (
    BrokenIndexError,
    IndexAccessError,
    IndexNotFoundError,
    TrouvailleError,
)


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
    """Begin an empty index in the folder `path`, in the place of one that may stand there.

    Raises IndexAccessError when the folder cannot be written.
    """
    with damage_reported(path):
        Path(path).mkdir(parents=True, exist_ok=True)
        return FileStorage(path).create_index(schema(), INDEX_NAME)


def remove_index(path: str) -> None:
    """Take back an index that was begun and never filled."""
    for contents in Path(path).glob(f"_{INDEX_NAME}_*.toc"):
        contents.unlink()


@contextlib.contextmanager
def damage_reported(path: str) -> Iterator[None]:
    """Raise IndexAccessError or BrokenIndexError for whatever fails inside that is not ours.

    Damaged files fail in as many ways as they have bytes, so no list of exceptions is complete.
    """
    try:
        yield
    except TrouvailleError:
        raise
    except FileNotFoundError as error:
        raise BrokenIndexError(path, _reason("a file is missing")) from error
    except OSError as error:
        raise IndexAccessError(path, error.strerror or repr(error)) from error
    except Exception as error:
        raise BrokenIndexError(path, _reason(repr(error))) from error


def _reason(detail: str) -> str:
    return f"the index cannot be used ({' '.join(detail.split())[:200]})"
