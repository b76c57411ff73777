"""Write the columns of several segments as those of one, array by array and not row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search.engines.whoosh.codec.columns import NAMES, Column, Columns
from search.engines.whoosh.codec.files import Array, ArrayFileWriter, smallest
from search.engines.whoosh.codec.ragged import places, starts_of
from search.engines.whoosh.codec.terms import Strings, StringsWriter

_COPIED_AT_ONCE = 1 << 16
"""Strings copied at once: some megabytes of ids."""


class Part(NamedTuple):
    """The columns of one segment, and the numbers of the documents wanted of it, ascending."""

    columns: Columns
    live: Array


def order_by_id(parts: Sequence[Part]) -> Array:
    """Return the order by id of all documents wanted, counted part after part."""
    ids = [id for part in parts for id in _ids(part)]
    return np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.int64)


def gather(file: ArrayFileWriter, parts: Sequence[Part], order: Array) -> None:
    """Write the columns of the documents wanted, in that order."""
    _strings(file, "id", [_Some(part.columns.ids, part.live) for part in parts], order)
    days = np.concatenate([part.columns.days[part.live] for part in parts])
    file.append("days", days[order])
    for name in NAMES:
        columns = [part.columns.shared(name) for part in parts]
        numbers = [column.numbers[part.live] for column, part in zip(columns, parts, strict=True)]
        _shared(file, name, columns, numbers, order)


class _Some(NamedTuple):
    """Some of the strings of one segment."""

    strings: Strings
    live: Array


def _ids(part: Part) -> list[bytes]:
    ids = list(part.columns.ids)
    return [ids[number] for number in part.live.tolist()]


def _strings(file: ArrayFileWriter, name: str, parts: Sequence[_Some], order: Array) -> None:
    text = np.concatenate([strings.text for strings, _ in parts])
    before = starts_of(np.array([len(strings.text) for strings, _ in parts])).tolist()
    offsets = [strings.offsets.astype(np.int64) for strings, _ in parts]
    starts = np.concatenate(
        [each[live] + shift for each, (_, live), shift in zip(offsets, parts, before, strict=False)]
    )[order]
    lengths = np.concatenate(
        [np.diff(each)[live] for each, (_, live) in zip(offsets, parts, strict=True)]
    )[order]
    for first in range(0, len(order), _COPIED_AT_ONCE):
        part = slice(first, first + _COPIED_AT_ONCE)
        file.append(f"{name}.text", text[places(starts[part], lengths[part])])
    file.append(f"{name}.offsets", smallest(starts_of(lengths)))


def _shared(
    file: ArrayFileWriter,
    name: str,
    columns: Sequence[Column],
    numbers: Sequence[Array],
    order: Array,
) -> None:
    """Write the values that the documents wanted have, and the number of each one's value."""
    listed = [list(column.values) for column in columns]
    used = [np.unique(each[each > 0]).tolist() for each in numbers]
    pairs = zip(listed, used, strict=True)
    distinct = sorted({values[number - 1] for values, used in pairs for number in used})
    places_of = {value: place for place, value in enumerate(distinct, 1)}
    writer = StringsWriter(file, name)
    writer.append(distinct)
    writer.close()
    found = [
        np.array([0, *(places_of.get(value, 0) for value in values)], dtype=np.int64)[each]
        for values, each in zip(listed, numbers, strict=True)
    ]
    file.append(f"{name}.numbers", smallest(np.concatenate(found)[order]))
