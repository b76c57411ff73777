"""Let calls to the system fail, and remember them: a shim over what the engine calls."""

from __future__ import annotations

import contextlib
import errno
import io
import mmap
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self
from unittest import mock

OPERATIONS = ["open", "fsync", "replace", "unlink", "mkdir", "truncate", "write", "listdir"]
"""The functions of `os` that are shimmed; files and maps are shimmed beside them."""

Call = tuple[str, str]
"""What was called, and the name of the file."""

Fault = Callable[[int, str], None]
"""Raises what a call raises, told the place of the call among all and what is called."""

WRITING = {"write", "flush", "fsync", "mkdir", "replace", "truncate"}
"""What fails on a full disk."""


class System:
    """The system as it is seen through the shim.

    `calls` are those made so far; `fail` is asked before each and raises what it should raise.
    """

    def __init__(self, fail: Fault) -> None:
        self.calls: list[Call] = []
        self._fail = fail
        self._names: dict[int, str] = {}

    def called(self, operation: str, file: object) -> None:
        """Remember a call, and fail if that is its fate."""
        name = self._names.get(file, "?") if isinstance(file, int) else Path(str(file)).name
        self.calls.append((operation, name))
        self._fail(len(self.calls), operation)

    def opened(self, descriptor: int, path: object) -> None:
        """Remember which file a descriptor stands for."""
        if not isinstance(path, int):
            self._names[descriptor] = Path(str(path)).name


class File:
    """A file whose reading, writing and closing may fail; a failing write is a short one."""

    def __init__(self, file: Any, system: System) -> None:
        self._file = file
        self._system = system

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def read(self, *count: int) -> Any:
        self._system.called("read", self._file.name)
        return self._file.read(*count)

    def write(self, values: Any) -> Any:
        try:
            self._system.called("write", self._file.name)
        except OSError:
            self._file.write(memoryview(values)[: len(values) // 2])
            raise
        return self._file.write(values)

    def flush(self) -> None:
        self._system.called("flush", self._file.name)
        self._file.flush()

    def close(self) -> None:
        self._file.close()
        self._system.called("close", self._file.name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


@contextlib.contextmanager
def shimmed(fail: Fault = lambda _place, _operation: None) -> Iterator[System]:
    """Let the engine see the system through a shim; nothing is really synced."""
    system = System(fail)
    with contextlib.ExitStack() as stack:
        for name in OPERATIONS:
            shim = _shim(system, name, getattr(os, name))
            stack.enter_context(mock.patch.object(os, name, shim))
        stack.enter_context(mock.patch.object(io, "open", _open(system)))
        stack.enter_context(mock.patch.object(mmap, "mmap", _mapper(system)))
        yield system


def _shim(system: System, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(file: Any, *arguments: Any, **options: Any) -> Any:
        system.called(name, file)
        if name == "fsync":
            return None
        result = real(file, *arguments, **options)
        if name == "open":
            system.opened(result, file)
        return result

    return call


def _open(system: System) -> Callable[..., Any]:
    real = io.open

    def call(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        system.called("open", file)
        opened = real(file, mode, *arguments, **options)
        system.opened(opened.fileno(), file)
        return File(opened, system) if "b" in mode else opened

    return call


def _mapper(system: System) -> type[mmap.mmap]:
    class Map(mmap.mmap):
        def __new__(cls, descriptor: int, *arguments: Any, **options: Any) -> Self:
            system.called("mmap", descriptor)
            return super().__new__(cls, descriptor, *arguments, **options)

    return Map


def fail_once(place: int, code: int = errno.EIO) -> Fault:
    """Return what lets one call fail, as a broken disk does or as `code` says."""

    def fail(now: int, _operation: str) -> None:
        if now == place:
            raise OSError(code, os.strerror(code))

    return fail


def fail_from(place: int) -> Fault:
    """Return what lets all that writes fail from some call on, as a full disk does."""

    def fail(now: int, operation: str) -> None:
        if now >= place and operation in WRITING:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return fail
