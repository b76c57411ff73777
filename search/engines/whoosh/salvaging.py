"""Tell what is whole of a damaged index, and which documents the rest held."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from pathlib import Path

from search.engines.whoosh.codec.columns import Columns, decode
from search.engines.whoosh.codec.contents import FILE_NAME, Contents
from search.engines.whoosh.codec.errors import DamagedFileError
from search.engines.whoosh.codec.files import UNREADABLE, ArrayFile
from search.engines.whoosh.codec.segments import SegmentRecord, file_name
from search.engines.whoosh.verifying import Examination, examine
from search.reports import Damage


@dataclasses.dataclass(frozen=True, slots=True)
class Salvage:
    """What is whole of an index, and what was lost with the rest.

    `lost` are the ids of the documents of damaged segments; the documents of segments whose ids are
    damaged too are counted in `unnamed`.
    """

    contents: Contents
    damages: tuple[Damage, ...]
    lost: frozenset[str]
    unnamed: int

    @property
    def is_of_last_commit(self) -> bool:
        """Tell whether the contents are those of the last commit, and not of one before it."""
        return all(damage.file != FILE_NAME for damage in self.damages)

    def may_have_held(self, id: str) -> bool:
        """Tell whether a document may have stood in what was lost."""
        return id in self.lost or bool(self.unnamed)


def salvage(path: str) -> Salvage:
    """Return what is whole of the index in a folder; changes nothing.

    Raises IndexNotFoundError and IndexAccessError.
    """
    found = examine(path)
    whole = [each for each in found.contents.segments if not found.segments[each.name]]
    dropped = [each for each in found.contents.segments if found.segments[each.name]]
    ids = [_ids(Path(path), record, found) for record in dropped]
    if not found.contents.generation:
        ids.append(frozenset(_stray_ids(Path(path))))
    return Salvage(
        contents=dataclasses.replace(found.contents, segments=tuple(whole)),
        damages=found.damages,
        lost=frozenset().union(*(each for each in ids if each is not None)),
        unnamed=sum(
            record.live for record, each in zip(dropped, ids, strict=False) if each is None
        ),
    )


def _ids(folder: Path, record: SegmentRecord, found: Examination) -> frozenset[str] | None:
    """Return the ids of the documents of a damaged segment, None where they are damaged too.

    Of a segment that has a damaged file, the others were only held against their checksums.
    """
    damaged = {damage.file for damage in found.segments[record.name]}
    columns = folder / file_name(record.name, "columns")
    if columns.name in damaged:
        return None
    is_listed = record.deletions is not None and record.deletions not in damaged
    deletions = folder / str(record.deletions) if is_listed else None
    try:
        ids = frozenset(_live_ids(columns, deletions))
    except (DamagedFileError, *UNREADABLE):
        return None
    return ids if len(ids) == (record.live if deletions else record.documents) else None


def _live_ids(columns: Path, deletions: Path | None) -> Iterator[str]:
    ids = Columns(ArrayFile(columns, "columns", columns.stat().st_size)).ids
    deleted = set[int]()
    if deletions:
        file = ArrayFile(deletions, "deletions", deletions.stat().st_size)
        deleted.update(file["documents"].tolist())
    return (decode(id) for number, id in enumerate(ids) if number not in deleted)


def _stray_ids(folder: Path) -> Iterator[str]:
    """Yield the ids of all documents in a folder of which nobody knows what belongs to the index.

    There may be documents among them that were deleted.
    """
    for path in folder.glob("*.columns"):
        with contextlib.suppress(DamagedFileError, OSError, *UNREADABLE):
            yield from list(_live_ids(path, None))
