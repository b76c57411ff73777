"""Change what stands in the files of an index, and seal them as if it had been written so."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import numpy as np

from search.engines.whoosh.codec.contents import read_contents
from search.engines.whoosh.codec.files import Array, ArrayFile, ArrayFileWriter
from search.engines.whoosh.codec.segments import file_name
from search.engines.whoosh.publishing import prepare, publish

Rewrite = Callable[[Array], Array]
"""Returns what an array is to be; it may change the one it is given."""


def rewrite(path: Path, kind: str, rewrites: dict[str, Rewrite]) -> None:
    """Change arrays of the first segment, and give its file the seal that it should have then."""
    contents = read_contents(path)
    [record, *others] = contents.segments
    name = file_name(record.name, kind)
    old = ArrayFile(path / name, kind, record.files[kind].size)
    arrays = {array: np.array(old[array]) for array in old.names()}
    (path / name).unlink()
    with ArrayFileWriter(path / name, kind) as file:
        for array, values in arrays.items():
            file.append(array, rewrites[array](values) if array in rewrites else values)
        seal = file.close()
    changed = dataclasses.replace(record, files={**record.files, kind: seal})
    prepare(path, dataclasses.replace(contents, segments=(changed, *others)))
    publish(path)


def set_to(place: int, value: int) -> Rewrite:
    """Return what sets one number."""

    def change(values: Array) -> Array:
        values[place] = value
        return values

    return change


def swap(values: Array) -> Array:
    """Let the first two numbers change places."""
    values[[0, 1]] = values[[1, 0]]
    return values


def shorten(values: Array) -> Array:
    """Leave the last number out."""
    return values[:-1]
