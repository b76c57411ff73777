"""The table of contents of an index: which segments it is made of.

A file of two lines: what it is, its version and the CRC-32 of the second line, which is JSON.
"""

from __future__ import annotations

import dataclasses
import json
import re
import zlib
from pathlib import Path
from typing import Any

from search.engines.whoosh.codec.errors import DamagedFileError
from search.engines.whoosh.codec.files import UNREADABLE, FileSeal, open_to_read
from search.engines.whoosh.codec.segments import KINDS, SegmentRecord

FILE_NAME = "contents"

COPY_NAME = f"{FILE_NAME}.copy"
"""The same once more, written after each commit: what a damaged table is repaired from."""

_TITLE = "trouvaille-index"
_VERSION = 7
_MAX_BYTES = 1 << 26
"""Bytes a table of contents may have: far more segments than an index ever has."""

_MAX_NUMBER = (1 << 53) - 1
"""The highest number in a table of contents: beyond it, not every reader of JSON is exact."""

_MAX_SEGMENT = 99_999_999
"""The highest number of a segment: its name has eight digits."""

_SEGMENT_NAME = re.compile(r"[0-9]{8}")
_DELETIONS_NAME = re.compile(r"[0-9]{8}\.[0-9]+\.deletions")


@dataclasses.dataclass(frozen=True, slots=True)
class Contents:
    """What an index holds since its commit number `generation`.

    `next_segment` is the number of the next segment, so that no name is used twice.
    """

    generation: int = 0
    next_segment: int = 1
    segments: tuple[SegmentRecord, ...] = ()

    def file_names(self) -> frozenset[str]:
        """Return the names of all files that belong to the index, but for its contents."""
        return frozenset(name for segment in self.segments for name in segment.file_names())


def read_contents(folder: Path) -> Contents:
    """Return the contents of the index in a folder.

    Raises FileNotFoundError when there is none and never was, DamagedFileError when it is not what
    was written.
    """
    path = folder / FILE_NAME
    try:
        return read_table(path)
    except FileNotFoundError:
        if not (folder / COPY_NAME).exists():
            raise
        raise DamagedFileError(path, "it is not there") from None


def read_table(path: Path) -> Contents:
    """Return what a table of contents says; raises FileNotFoundError or DamagedFileError."""
    with open_to_read(path) as file:
        title, _, body = file.read(_MAX_BYTES).partition(b"\n")
    if title != _title(body):
        raise DamagedFileError(path, "it is damaged, or of another version of Trouvaille")
    try:
        return _contents(json.loads(body))
    except UNREADABLE as error:
        raise DamagedFileError(path, f"it makes no sense ({error!r})") from error


def contents_bytes(contents: Contents) -> bytes:
    """Return the bytes of the file; raises ValueError for contents that nobody could read."""
    body = json.dumps(dataclasses.asdict(contents), sort_keys=True).encode() + b"\n"
    _contents(json.loads(body))
    return _title(body) + b"\n" + body


def _title(body: bytes) -> bytes:
    return f"{_TITLE} {_VERSION} {zlib.crc32(body):08x}".encode()


def _contents(value: dict[str, Any]) -> Contents:
    segments = tuple(_segment(each) for each in value["segments"])
    if len({segment.name for segment in segments}) < len(segments):
        raise ValueError("a segment stands in it twice")
    next_segment = _number(value["next_segment"], _MAX_SEGMENT)
    return Contents(_number(value["generation"]), next_segment, segments)


def _segment(value: dict[str, Any]) -> SegmentRecord:
    deletions = value["deletions"]
    record = SegmentRecord(
        name=_name(value["name"], _SEGMENT_NAME),
        documents=_number(value["documents"]),
        deleted=_number(value["deleted"]),
        length=_number(value["length"]),
        deletions=None if deletions is None else _name(deletions, _DELETIONS_NAME),
        files={
            kind: FileSeal(_number(seal["size"]), _number(seal["checksum"]))
            for kind, seal in value["files"].items()
        },
    )
    wanted = {*KINDS} if deletions is None else {*KINDS, "deletions"}
    if record.files.keys() != wanted or record.deleted > record.documents:
        raise ValueError(f"the segment {record.name} is impossible")
    return record


def _name(name: str, pattern: re.Pattern[str]) -> str:
    """Return the name of a file, which never leads out of the folder."""
    if not pattern.fullmatch(name):
        raise ValueError(f"{name!r} is no file's name")
    return name


def _number(value: object, most: int = _MAX_NUMBER) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError(f"{value!r} is no number")
    return value
