"""Look at every byte of an index, and say which files are not as they were written."""

from __future__ import annotations

import errno
import heapq
import itertools
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from search.engines.whoosh.codec.checking import check_segment
from search.engines.whoosh.codec.contents import (
    COPY_NAME,
    FILE_NAME,
    Contents,
    read_contents,
    read_table,
)
from search.engines.whoosh.codec.errors import DamagedFileError
from search.engines.whoosh.codec.files import FileSeal, open_to_read
from search.engines.whoosh.codec.segments import KINDS, Segment, SegmentRecord, file_name
from search.engines.whoosh.storage import damage_reported, read_index
from search.errors import BrokenIndexError, IndexNotFoundError
from search.reports import Damage, IndexHealth

_READ_BYTES = 1 << 20
"""Bytes of a file that are looked at together."""

_REFUSALS = frozenset({errno.EACCES, errno.EPERM, errno.EMFILE, errno.ENFILE, errno.ENOMEM})
"""What the system says where it is not the file that is at fault; a repair would drop it."""


class Examination(NamedTuple):
    """What was found in an index: what it is made of, and what is damaged in each segment.

    `tables` are the damages of the tables of contents. Where both are damaged, nobody knows what
    the index is made of. `segments` are those of each segment by its name.
    """

    contents: Contents
    tables: list[Damage]
    segments: dict[str, list[Damage]]

    @property
    def damages(self) -> tuple[Damage, ...]:
        """All damages."""
        return tuple(itertools.chain(self.tables, *self.segments.values()))


def verify(path: str) -> IndexHealth:
    """Check all files of an index; raises IndexNotFoundError and IndexAccessError."""
    found = examine(path)
    seals = [seal for record in found.contents.segments for seal in record.files.values()]
    return IndexHealth(
        documents=sum(record.live for record in found.contents.segments),
        segments=len(found.contents.segments),
        files=len(seals) + 1,
        bytes=sum(seal.size for seal in seals),
        damages=found.damages,
    )


def examine(path: str) -> Examination:
    """Check all files of an index, again if a writer removed some meanwhile."""
    while True:
        found = _examine(path)
        if not found.damages or not _is_outdated(path, found.contents):
            return found


def _is_outdated(path: str, contents: Contents) -> bool:
    try:
        return read_index(path) != contents
    except (BrokenIndexError, IndexNotFoundError):
        return False


def _examine(path: str) -> Examination:
    with damage_reported(path):
        contents, tables = _read_tables(path)
        found = {record.name: _examine_segment(Path(path), record) for record in contents.segments}
        segments = {name: damages for name, (_, damages) in found.items()}
        whole = [segment for segment, damages in found.values() if segment and not damages]
        for damage in _examine_ids(whole):
            segments[damage.file.partition(".")[0]].append(damage)
        return Examination(contents, tables, segments)


def _read_tables(path: str) -> tuple[Contents, list[Damage]]:
    """Return the table of contents, or its copy where it is damaged, and what is damaged."""
    folder = Path(path)
    damages: list[Damage] = []
    found: list[Contents] = []
    for name, read in ((FILE_NAME, read_contents), (COPY_NAME, _read_copy)):
        try:
            found.append(read(folder))
        except DamagedFileError as error:
            damages.append(Damage(name, error.reason))
        except (FileNotFoundError, NotADirectoryError):
            if name == FILE_NAME:
                raise IndexNotFoundError(path) from None
        except OSError as error:
            damages.append(_unreadable(name, error))
    return (found[0] if found else Contents()), damages


def _read_copy(folder: Path) -> Contents:
    return read_table(folder / COPY_NAME)


def _examine_segment(folder: Path, record: SegmentRecord) -> tuple[Segment | None, list[Damage]]:
    """Return a segment, None where it cannot be opened, and what is damaged.

    Whether files make sense is asked only where none has changed since it was written.
    """
    names = {kind: file_name(record.name, kind) for kind in KINDS}
    if record.deletions:
        names["deletions"] = record.deletions
    examined = [_examine_file(folder / name, record.files[kind]) for kind, name in names.items()]
    damages = [damage for damage in examined if damage]
    if damages:
        return None, damages
    try:
        segment = Segment(folder, record)
    except DamagedFileError as error:
        return None, [Damage(error.path.name, error.reason)]
    return segment, [Damage(error.path.name, error.reason) for error in check_segment(segment)]


def _examine_file(path: Path, seal: FileSeal) -> Damage | None:
    """Read a file rather than map it: a disk that fails is an error then, and no signal."""
    size = checksum = 0
    try:
        with open_to_read(path) as file:
            while values := file.read(_READ_BYTES):
                size += len(values)
                checksum = zlib.crc32(values, checksum)
    except FileNotFoundError:
        return Damage(path.name, "it is not there")
    except DamagedFileError as error:
        return Damage(path.name, error.reason)
    except OSError as error:
        return _unreadable(path.name, error)
    if size != seal.size:
        return Damage(path.name, f"it has {size:,} bytes instead of {seal.size:,}")
    return None if checksum == seal.checksum else Damage(path.name, "its checksum is wrong")


def _unreadable(name: str, error: OSError) -> Damage:
    if error.errno in _REFUSALS:
        raise error
    return Damage(name, f"it cannot be read ({error.strerror or error})")


def _examine_ids(segments: list[Segment]) -> Iterator[Damage]:
    """Yield segments that hold a document that another one holds."""
    ids = heapq.merge(*(_live_ids(segment) for segment in segments))
    found = set[str]()
    for (id, _), (other, name) in itertools.pairwise(ids):
        if id == other and name not in found:
            found.add(name)
            yield Damage(file_name(name, "columns"), "another segment holds a document of it")


def _live_ids(segment: Segment) -> Iterator[tuple[bytes, str]]:
    ids, name = segment.columns.ids, segment.record.name
    return ((ids[number], name) for number in segment.live.tolist())
