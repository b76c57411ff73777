"""What is known of each document beside its text, by its number.

Documents are numbered in the order of their ids, so that the id is found by halving, and equal
scores come in the order of ids without looking at them.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence

import numpy as np

from search.engines.whoosh.codec.files import Array, ArrayFile, ArrayFileWriter, smallest
from search.engines.whoosh.codec.terms import Dictionary, StringsWriter

TITLE = "title"
"""The column by which documents are put in the order of their titles."""

NAMES = (
    *("site", "author", "language", "group"),
    *("agency", "section", "picture", "truncated", TITLE),
)
"""The columns of values that documents share, each a field of an entry."""

UNDATED = 0
"""The day of a document without a date."""

LAST_DAY = datetime.date.max.toordinal()
"""The last day that there is."""


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One document's values; `shared` are those of NAMES, None where there is none."""

    id: bytes
    published: datetime.date | None
    shared: tuple[str | None, ...]


class Column:
    """Values that documents share: number i stands for `values[i - 1]`, 0 for none."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self.values = Dictionary(file, name)
        self.numbers = file[f"{name}.numbers"]

    def number(self, value: str) -> int:
        """Return the number that stands for a value, -1 when no document has it."""
        found = self.values.find(encode(value))
        return found + 1 if found >= 0 else -1

    def of(self, document: int) -> bytes | None:
        """Return the value of a document, None when it has none."""
        number = int(self.numbers[document])
        return self.values[number - 1] if number else None


class Columns:
    """The columns of a segment; `days` are proleptic Gregorian ordinals, UNDATED without date."""

    def __init__(self, file: ArrayFile) -> None:
        self._file = file
        self.ids = Dictionary(file, "id")
        self.days = file["days"]

    def day(self, document: int) -> datetime.date | None:
        """Return the day of a document, None where it has none."""
        day = int(self.days[document])
        return None if day == UNDATED else datetime.date.fromordinal(day)

    def shared(self, name: str) -> Column:
        """Return one of the columns NAMES."""
        return Column(self._file, name)


def write_columns(file: ArrayFileWriter, rows: Sequence[Row]) -> None:
    """Write the rows of all documents of a segment, in the order of their ids."""
    ids = StringsWriter(file, "id")
    ids.append([row.id for row in rows])
    ids.close()
    days = [row.published.toordinal() if row.published else UNDATED for row in rows]
    file.append("days", np.array(days, dtype="<u4"))
    for place, name in enumerate(NAMES):
        _write_shared(file, name, [row.shared[place] for row in rows])


def _write_shared(file: ArrayFileWriter, name: str, values: Sequence[str | None]) -> None:
    encoded = [None if value is None else encode(value) for value in values]
    distinct = sorted({value for value in encoded if value is not None})
    numbers: dict[bytes | None, int] = {value: i for i, value in enumerate(distinct, 1)}
    numbers[None] = 0
    writer = StringsWriter(file, name)
    writer.append(distinct)
    writer.close()
    file.append(f"{name}.numbers", smallest(_array([numbers[value] for value in encoded])))


def _array(numbers: Sequence[int]) -> Array:
    return np.array(numbers, dtype=np.int64)


def encode(text: str) -> bytes:
    """Return the bytes of a string, of one that no encoding allows too."""
    return text.encode("utf-8", "surrogatepass")


def decode(text: bytes) -> str:
    """Return the string that `encode` made bytes of."""
    return text.decode("utf-8", "surrogatepass")
