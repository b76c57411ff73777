"""The lock of an index: one writer at a time, named so that the next one knows whom to wait for."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from whoosh.filedb.filestore import FileStorage

from search.errors import IndexLockedError

FILE_NAME = "lock"

_OWNER_AT = 1
"""Byte of the file from which on its owner is named: Windows lets nobody read the locked first."""

_OWNER_BYTES = 200


class WriterLock:
    """The right to write to the index in a folder, given back when the process ends, however."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileStorage(str(folder)).lock(FILE_NAME)

    def acquire(self) -> None:
        """Take the lock; raises IndexLockedError when another writer has it."""
        if not self._lock.acquire():
            raise IndexLockedError(str(self._folder), self._owner())
        owner = f"process {os.getpid()} on {socket.gethostname()}"
        os.truncate(self._lock.fd, 0)
        os.lseek(self._lock.fd, _OWNER_AT, os.SEEK_SET)
        os.write(self._lock.fd, owner.encode()[:_OWNER_BYTES])

    def release(self) -> None:
        """Give the lock back."""
        self._lock.release()

    def _owner(self) -> str | None:
        """Return who has the lock, as it says itself."""
        with (self._folder / FILE_NAME).open("rb") as file:
            file.seek(_OWNER_AT)
            return file.read(_OWNER_BYTES).decode(errors="replace") or None
