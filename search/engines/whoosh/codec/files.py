"""Files of named arrays.

8 bytes   MAGIC
4 bytes   version of the format
4 bytes   length of the directory
4 bytes   CRC-32 of the directory
...       the directory, as JSON: {"kind": ..., "arrays": {name: [type, length, offset]}}
...       the arrays, each at a multiple of ALIGNMENT
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import mmap
import os
import stat
import struct
import tempfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Self

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.codec.errors import DamagedFileError

MAGIC = b"TROUVAIL"
VERSION = 1
ALIGNMENT = 64
"""Bytes of a cache line, and of the widest vectors."""

TYPES = frozenset({"<u1", "<u2", "<u4", "<u8", "<i4"})
"""The types an array may have, so that a file cannot ask for objects."""

_HEADER = struct.Struct("<8sIII")
_IN_MEMORY_BYTES = 1 << 20
"""Bytes of an array that are kept in memory while it grows."""

_COPIED_BYTES = 1 << 20
"""Bytes copied at once."""

Array = NDArray[Any]

UNREADABLE = (
    *(ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError),
    *(TypeError, ValueError, struct.error, zlib.error),
)
"""What Python raises over bytes that are not what they should be."""


@dataclasses.dataclass(frozen=True, slots=True)
class FileSeal:
    """What a file must be: its size in bytes and the CRC-32 of all of it."""

    size: int
    checksum: int


class ArrayFileWriter:
    """Write a file of arrays that grow side by side; a context manager.

    They stand in the order of their names, whichever was begun first.
    Nothing stands at `path` before `close`; whoever publishes the file makes it durable.
    """

    def __init__(self, path: Path, kind: str) -> None:
        self._path = path
        self._kind = kind
        self._types: dict[str, np.dtype[Any]] = {}
        self._parts: dict[str, IO[bytes]] = {}

    def append(self, name: str, values: Array) -> None:
        """Add values to the end of an array, which has the type of its first ones."""
        kind = self._types.setdefault(name, values.dtype.newbyteorder("<"))
        self._part(name).write(np.ascontiguousarray(values, dtype=kind).data)

    def append_bytes(self, name: str, values: bytes | memoryview) -> None:
        """Add bytes to the end of an array of bytes."""
        self._types.setdefault(name, np.dtype("<u1"))
        self._part(name).write(values)

    def size(self, name: str) -> int:
        """Return how many bytes an array has so far."""
        return self._part(name).tell()

    def close(self) -> FileSeal:
        """Write the file; raises OSError."""
        with self._path.open("xb") as file:
            sealing = _Sealing(file)
            self._write(sealing)
        self.drop()
        return FileSeal(sealing.size, sealing.checksum)

    def drop(self) -> None:
        """Let go of what was not closed."""
        parts, self._parts = self._parts, {}
        for part in parts.values():
            # On a full disk, closing fails too: what could not be written is not wanted any more.
            with contextlib.suppress(OSError):
                part.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        """Let go of what was not closed."""
        self.drop()

    def _part(self, name: str) -> IO[bytes]:
        if name not in self._parts:
            folder = str(self._path.parent)
            self._parts[name] = tempfile.SpooledTemporaryFile(  # noqa: SIM115 - see drop
                _IN_MEMORY_BYTES, dir=folder
            )
        return self._parts[name]

    def _write(self, file: _Sealing) -> None:
        directory = json.dumps({"kind": self._kind, "arrays": self._directory()}).encode()
        header = _HEADER.pack(MAGIC, VERSION, len(directory), zlib.crc32(directory))
        file.write(header + directory)
        for _, part in sorted(self._parts.items()):
            file.write(bytes(-file.size % ALIGNMENT))
            part.seek(0)
            while copied := part.read(_COPIED_BYTES):
                file.write(copied)

    def _directory(self) -> dict[str, list[Any]]:
        """Return type, length and offset of each array; offsets count from the first array."""
        found, offset = {}, 0
        for name, part in sorted(self._parts.items()):
            kind, size = self._types[name], part.tell()
            found[name] = [kind.str.replace("|", "<"), size // kind.itemsize, offset]
            offset += size + -size % ALIGNMENT
        return found


class _Sealing:
    """A file that knows what was written to it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.size = 0
        self.checksum = 0

    def write(self, values: bytes) -> None:
        self._file.write(values)
        self.size += len(values)
        self.checksum = zlib.crc32(values, self.checksum)


class ArrayFile:
    """The arrays of a file by name, read in place."""

    def __init__(self, path: Path, kind: str, size: int) -> None:
        """Map the file, which must be `size` bytes long.

        Raises DamagedFileError when it is not, or is no file of that kind and version.
        """
        self._path = path
        self._bytes = _map(path, size)
        self._arrays = self._read_directory(kind)

    def __getitem__(self, name: str) -> Array:
        """Return an array; raises DamagedFileError when there is none of that name."""
        if name not in self._arrays:
            raise DamagedFileError(self._path, f"it has no {name}")
        return self._arrays[name]

    def names(self) -> list[str]:
        """Return the names of all arrays."""
        return list(self._arrays)

    def release(self) -> None:
        """Let the system take back the memory of what was read; it is read again when needed."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._bytes.madvise(mmap.MADV_DONTNEED)

    def checksum(self) -> int:
        """Return the CRC-32 of the file as it is."""
        return zlib.crc32(self._bytes)

    def damaged(self, reason: str) -> DamagedFileError:
        """Return the error that says what is wrong with this file."""
        return DamagedFileError(self._path, reason)

    def _read_directory(self, kind: str) -> dict[str, Array]:
        try:
            magic, version, length, checksum = _HEADER.unpack_from(self._bytes)
            if (magic, version) != (MAGIC, VERSION):
                raise DamagedFileError(self._path, "it is of another kind or version")
            start = _HEADER.size + length
            text = self._bytes[_HEADER.size : start]
            if zlib.crc32(text) != checksum:
                raise DamagedFileError(self._path, "the checksum of its directory is wrong")
            directory = json.loads(text)
            if directory["kind"] != kind:
                raise DamagedFileError(self._path, f"it is of the kind {directory['kind']!r}")
            return self._find_arrays(directory["arrays"], start + -start % ALIGNMENT)
        except UNREADABLE as error:
            raise DamagedFileError(self._path, f"its directory is wrong ({error})") from error

    def _find_arrays(self, directory: Mapping[str, Any], start: int) -> dict[str, Array]:
        found = {}
        for name, (kind, length, offset) in directory.items():
            if kind not in TYPES or length < 0 or offset < 0:
                raise DamagedFileError(self._path, f"its array {name!r} is impossible")
            found[name] = (
                np.frombuffer(self._bytes, dtype=kind, count=length, offset=start + offset)
                if length
                else np.empty(0, dtype=kind)
            )
        return found


def _map(path: Path, size: int) -> mmap.mmap:
    """Map a file; the size is checked so that no byte beyond its end is ever read."""
    try:
        with open_to_read(path) as file:
            if os.fstat(file.fileno()).st_size != size or not size:
                raise DamagedFileError(path, "it is not as long as it was written")
            return mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ)
    except FileNotFoundError:
        raise DamagedFileError(path, "it is not there") from None


def open_to_read(path: Path) -> IO[bytes]:
    """Open a file of an index; raises DamagedFileError for what is none, which might never end."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise DamagedFileError(path, "it is no file")
    return path.open("rb")


def smallest(values: Array) -> Array:
    """Return unsigned numbers in the smallest type that holds them all."""
    highest = int(values.max()) if len(values) else 0
    for kind in ("<u1", "<u2", "<u4"):
        if highest <= np.iinfo(kind).max:
            return values.astype(kind)
    return values.astype("<u8")
