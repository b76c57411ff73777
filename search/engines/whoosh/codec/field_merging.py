"""Merge the postings of a field of several segments, in any process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from search.engines.whoosh.codec.files import Array, ArrayFile, ArrayFileWriter, FileSeal
from search.engines.whoosh.codec.merging import PostingsPart, merge
from search.engines.whoosh.codec.postings import (
    Inverted,
    Postings,
    PostingsFiles,
    PostingsTypes,
    PostingsWriter,
)

POSTINGS_KINDS = ("terms", "postings", "positions")
"""The kinds of the files that postings stand in."""

Seals = Mapping[str, FileSeal]


class Source(NamedTuple):
    """A segment by the paths and seals of its files of postings, by kind.

    `numbers` are the new numbers of its documents.
    """

    paths: Mapping[str, Path]
    seals: Seals
    numbers: Array


class FieldMerge(NamedTuple):
    """A field that is to be merged, and the paths of the files it is written to, by kind."""

    field: str
    types: PostingsTypes
    sources: Sequence[Source]
    paths: Mapping[str, Path]


def merged(work: FieldMerge) -> Iterator[Inverted]:
    """Yield the merged postings, and give back the memory of what was read for each slice."""
    files = [_open(source.paths, source.seals) for source in work.sources]
    parts = [
        PostingsPart(Postings(work.field, *each.values()), source.numbers)
        for each, source in zip(files, work.sources, strict=True)
    ]
    for inverted in merge(parts):
        yield inverted
        for each in files:
            _release(each)


def write_merged(work: FieldMerge) -> Seals:
    """Write the merged postings to files of their own."""
    writers = {kind: ArrayFileWriter(path, kind) for kind, path in work.paths.items()}
    with writers["terms"], writers["postings"], writers["positions"]:
        writer = PostingsWriter(PostingsFiles(**writers), work.field, work.types)
        for inverted in merged(work):
            writer.append(inverted)
        writer.close()
        return {kind: each.close() for kind, each in writers.items()}


def read_merged(work: FieldMerge, seals: Seals) -> dict[str, ArrayFile]:
    """Return what `write_merged` wrote; its files are gone when nobody reads them any more."""
    files = _open(work.paths, seals)
    for path in work.paths.values():
        path.unlink()
    return files


def _open(paths: Mapping[str, Path], seals: Seals) -> dict[str, ArrayFile]:
    return {kind: ArrayFile(paths[kind], kind, seals[kind].size) for kind in POSTINGS_KINDS}


def _release(files: Mapping[str, ArrayFile]) -> None:
    for file in files.values():
        file.release()
