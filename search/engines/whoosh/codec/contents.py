"""The table of contents of an index: which segments it is made of.

A file of two lines: what it is, its version and the CRC-32 of the second line, which is JSON.
"""

from __future__ import annotations

import dataclasses
import json
import zlib
from pathlib import Path
from typing import Any

from search.engines.whoosh.codec.errors import DamagedFileError
from search.engines.whoosh.codec.files import FileSeal
from search.engines.whoosh.codec.segments import SegmentRecord

FILE_NAME = "contents"
_TITLE = "trouvaille-index"
_VERSION = 4
_MAX_BYTES = 1 << 26
"""Bytes a table of contents may have: far more segments than an index ever has."""


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

    Raises FileNotFoundError when there is none, DamagedFileError when it is not what was written.
    """
    path = folder / FILE_NAME
    with path.open("rb") as file:
        title, _, body = file.read(_MAX_BYTES).partition(b"\n")
    if title != _title(body):
        raise DamagedFileError(path, "it is damaged, or of another version of Trouvaille")
    try:
        return _contents(json.loads(body))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DamagedFileError(path, f"it makes no sense ({error!r})") from error


def contents_bytes(contents: Contents) -> bytes:
    """Return the bytes of the file."""
    body = json.dumps(dataclasses.asdict(contents), sort_keys=True).encode() + b"\n"
    return _title(body) + b"\n" + body


def _title(body: bytes) -> bytes:
    return f"{_TITLE} {_VERSION} {zlib.crc32(body):08x}".encode()


def _contents(value: dict[str, Any]) -> Contents:
    return Contents(
        generation=int(value["generation"]),
        next_segment=int(value["next_segment"]),
        segments=tuple(_segment(each) for each in value["segments"]),
    )


def _segment(value: dict[str, Any]) -> SegmentRecord:
    deletions = value["deletions"]
    return SegmentRecord(
        name=_plain(value["name"]),
        documents=int(value["documents"]),
        deleted=int(value["deleted"]),
        length=int(value["length"]),
        deletions=None if deletions is None else _plain(deletions),
        files={
            kind: FileSeal(int(seal["size"]), int(seal["checksum"]))
            for kind, seal in value["files"].items()
        },
    )


def _plain(name: str) -> str:
    """Return a file's name, which must not lead out of the folder."""
    if Path(name).name != name or name in {"", ".", ".."}:
        raise ValueError(f"{name!r} is no file's name")
    return name
