"""Analyzed batches as bytes: so they wait on disk, and go from process to process, cheaply."""

from __future__ import annotations

import datetime
import itertools
import json
import struct
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from search.analysis.batches import TokenArrays
from search.engines.writer import AnalyzedBatch, Entry

_SHORT = np.dtype("<i2")
_LONG = np.dtype("<i4")

_FIELDS = 8
"""The fields of TokenArrays: terms of two fields, and arrays."""

_LENGTH = struct.Struct("<Q")
"""The size of the header, which is JSON: the entries without what they store, and all sizes."""


def pack(batch: AnalyzedBatch) -> bytes:
    """Return a batch as bytes, for this program and this moment only."""
    parts = [*_parts(batch.tokens, *([] if batch.removed is None else [batch.removed]))]
    stored = [entry.stored for entry in batch.entries]
    header = _Header(
        entries=[*map(_fields, batch.entries)],
        stored=[*map(len, stored)],
        types=[kind for kind, _ in parts],
        sizes=[len(part) for _, part in parts],
    )
    written = json.dumps(header).encode()
    return b"".join([_LENGTH.pack(len(written)), written, *(part for _, part in parts), *stored])


def unpack(packed: bytes) -> AnalyzedBatch:
    """Return the batch that `pack` made bytes of in this run."""
    start = _LENGTH.size + _LENGTH.unpack_from(packed)[0]
    header = _Header(*json.loads(packed[_LENGTH.size : start]))
    parts = _split(packed, start, [*header.sizes, *header.stored])
    tokens, *removed = _tokens(parts[: len(header.sizes)], header.types)
    stored = parts[len(header.sizes) :]
    entries = [_entry(*each) for each in zip(header.entries, stored, strict=True)]
    return AnalyzedBatch(entries, tokens, removed[0] if removed else None)


class _Header(NamedTuple):
    """What is told of a packed batch.

    `sizes` are those of the parts that follow, the fields of kept and of removed tokens; `types`
    are those of arrays, nothing for terms; `stored` are the sizes of what each entry stores.
    """

    entries: list[list[Any]]
    stored: list[int]
    types: list[str]
    sizes: list[int]


def _fields(entry: Entry) -> list[Any]:
    """Return what JSON can say of an entry, all but what it stores."""
    id, digest, trace, _, published, *shared = entry
    return [id, digest, trace, published and published.toordinal(), *shared]


def _entry(fields: list[Any], stored: bytes) -> Entry:
    id, digest, trace, day, *shared = fields
    published = datetime.date.fromordinal(day) if day else None
    return Entry(id, digest, trace, stored, published, *shared)


def _parts(*texts: TokenArrays) -> Iterator[tuple[str, bytes]]:
    """Yield the fields of tokens as bytes, each with its type; terms have none."""
    for tokens in texts:
        stems, exacts, *numbers = (getattr(tokens, name) for name in TokenArrays.__slots__)
        yield from (("", _to_lines(terms)) for terms in (stems, exacts))
        for array in map(_narrow, numbers):
            yield array.dtype.str, array.tobytes()


def _to_lines(terms: Sequence[str]) -> bytes:
    return "\n".join(terms).encode("utf-8", "surrogatepass")


def _tokens(parts: Sequence[bytes], types: Sequence[str]) -> Iterator[TokenArrays]:
    """Yield tokens of which the fields are given as bytes, one after another."""
    for first in range(0, len(parts), _FIELDS):
        stems, exacts, *arrays = parts[first : first + _FIELDS]
        kinds = types[first + 2 : first + _FIELDS]
        numbers = (
            np.frombuffer(array, kind).astype(_LONG)
            for array, kind in zip(arrays, kinds, strict=True)
        )
        yield TokenArrays(_lines(stems), _lines(exacts), *numbers)


def _lines(text: bytes) -> list[str]:
    return text.decode("utf-8", "surrogatepass").split("\n") if text else []


def _split(packed: bytes, start: int, sizes: Sequence[int]) -> list[bytes]:
    """Return the pieces that stand one after another from `start` on."""
    bounds = itertools.accumulate(sizes, initial=start)
    return [packed[first:end] for first, end in itertools.pairwise(bounds)]


def _narrow(numbers: npt.NDArray[np.int32]) -> npt.NDArray[Any]:
    """Return numbers in two bytes each, where they fit."""
    fits = not len(numbers) or int(numbers.max()) <= np.iinfo(_SHORT).max
    return numbers.astype(_SHORT) if fits else numbers
