"""Keep documents on disk between two passes over a corpus."""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Iterator
from typing import Self

from search.errors import TemporaryFileError
from search.models import CleanedDocument
from search.serialization import document_from_json, document_to_json


class Spool:
    """A list of documents in a temporary file, each with a note; a context manager."""

    def append(self, document: CleanedDocument, note: str = "") -> None:
        """Add a document at the end."""
        with _failures_reported():
            self._file.write(json.dumps([note, document_to_json(document)]) + "\n")

    def __iter__(self) -> Iterator[tuple[CleanedDocument, str]]:
        """Yield each document with its note, in the order in which they were added."""
        with _failures_reported():
            self._file.seek(0)
        for line in self._file:
            note, value = json.loads(line)
            yield document_from_json(value), note

    def __enter__(self) -> Self:
        """Make the file."""
        self._files = contextlib.ExitStack()
        with _failures_reported():
            self._file = self._files.enter_context(tempfile.TemporaryFile("w+", encoding="ascii"))
        return self

    def __exit__(self, *exception: object) -> None:
        """Delete the file."""
        with contextlib.suppress(OSError):  # of what is written last, and read by nobody
            self._files.close()


@contextlib.contextmanager
def _failures_reported() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise TemporaryFileError(tempfile.gettempdir(), error.strerror or repr(error)) from error
