"""The lock of an index: one writer at a time, named so that the next one knows whom to wait for."""

from __future__ import annotations

import contextlib
import os
import socket
import stat
from pathlib import Path

from whoosh.util.filelock import FileLock

from search.errors import IndexAccessError, IndexLockedError

FILE_NAME = "lock"

_OWNER_AT = 1
"""Byte of the file from which on its owner is named: Windows lets nobody read the locked first."""

_OWNER_BYTES = 200


class WriterLock:
    """The right to write to the index in a folder, given back when the process ends, however."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / FILE_NAME
        self._lock = FileLock(str(self._path))

    def acquire(self) -> None:
        """Take the lock; raises IndexLockedError when another writer has it."""
        self._refuse_what_is_no_file()
        if not self._lock.acquire():
            raise IndexLockedError(str(self._folder), self._owner())
        try:
            self._name_owner()
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Give the lock back."""
        self._lock.release()

    def _refuse_what_is_no_file(self) -> None:
        """Raise IndexAccessError for a link, which would have some other file overwritten."""
        with contextlib.suppress(FileNotFoundError):
            if not stat.S_ISREG(self._path.lstat().st_mode):
                raise IndexAccessError(str(self._folder), f"{FILE_NAME} is not a plain file")

    def _name_owner(self) -> None:
        owner = f"process {os.getpid()} on {socket.gethostname()}"
        os.truncate(self._lock.fd, 0)
        os.lseek(self._lock.fd, _OWNER_AT, os.SEEK_SET)
        os.write(self._lock.fd, owner.encode()[:_OWNER_BYTES])

    def _owner(self) -> str | None:
        """Return who has the lock, as it says itself."""
        with self._path.open("rb") as file:
            file.seek(_OWNER_AT)
            named = file.read(_OWNER_BYTES).decode(errors="replace")
        return " ".join(named.replace("\0", " ").split()) or None
