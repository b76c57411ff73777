"""Write texts that are kept as they are, for `stored` to read."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

import numpy as np

from search.engines.whoosh.codec.deflating import (
    SAMPLE_BYTES,
    Group,
    deflate_all,
    dictionary_for,
)
from search.engines.whoosh.codec.files import Array, ArrayFileWriter, smallest
from search.engines.whoosh.codec.ragged import starts_of
from search.engines.whoosh.codec.stored import Packing, StoredTexts

_COPIED_AT_ONCE = 1 << 20
"""Bytes of a file that are copied at once."""


class StoredTextsWriter:
    """Write texts in any order, and say last which document each belongs to.

    They are compressed with `dictionary` where that is told, b"" for none, else with one made of
    the first of them.
    """

    def __init__(
        self, file: ArrayFileWriter, name: str, packing: Packing, dictionary: bytes | None = None
    ) -> None:
        self.packing = packing
        self._file = file
        self._name = name
        self._full: list[bytes] = []
        self._full_bytes = 0
        self._starts = [0]
        self._sizes, self._shared = array("q"), array("q")
        self._blocks, self._offsets, self._lengths = array("q"), array("q"), array("q")
        self._pending: list[bytes] = []
        self._pending_bytes = 0
        self._own = dictionary if packing.has_dictionary else b""
        self._dictionaries = {b"": 0}

    def append(self, text: bytes) -> None:
        """Write the next text."""
        self._blocks.append(len(self._sizes))
        self._offsets.append(self._pending_bytes)
        self._lengths.append(len(text))
        self._pending.append(text)
        self._pending_bytes += len(text)
        if self._pending_bytes >= self.packing.block_bytes:
            self.end_block()

    def end_block(self) -> None:
        """Let the next text begin a block."""
        if self._pending:
            self._full.append(b"".join(self._pending))
            self._full_bytes += self._pending_bytes
            self._sizes.append(self._pending_bytes)
            self._pending, self._pending_bytes = [], 0
        if self._full_bytes >= SAMPLE_BYTES:
            self._write_full()

    def append_blocks(self, texts: StoredTexts, documents: Array) -> None:
        """Write the blocks of some documents as they stand in another file."""
        self._write_rest()
        blocks, places = np.unique(texts.blocks[documents], return_inverse=True)
        self._blocks.extend((places + len(self._sizes)).tolist())
        self._offsets.extend(texts.offsets[documents].tolist())
        self._lengths.extend(texts.lengths[documents].tolist())
        self._sizes.extend(texts.sizes[blocks].tolist())
        self._shared.extend(
            self._number(texts.dictionary(each)) for each in texts.shared[blocks].tolist()
        )
        self._copy(texts, blocks.astype(np.int64))

    def close(self, order: Array) -> None:
        """Write where the texts are: that of document i is the one written as `order[i]`."""
        self._write_rest()
        for name, values in (
            ("blocks", self._blocks),
            ("offsets", self._offsets),
            ("lengths", self._lengths),
        ):
            self._write(name, np.array(values, dtype=np.int64)[order])
        self._write("starts", np.array(self._starts))
        self._write("sizes", np.array(self._sizes, dtype=np.int64))
        self._write("shared", np.array(self._shared, dtype=np.int64))
        self._file.append_bytes(f"{self._name}.dictionaries", b"".join(self._dictionaries))
        lengths = np.fromiter(map(len, self._dictionaries), dtype=np.int64)
        self._write("dictionary_starts", starts_of(lengths))

    def _write_rest(self) -> None:
        """Write all blocks that were begun."""
        self.end_block()
        if self._full:
            self._write_full()

    def _write_full(self) -> None:
        self._write_all(deflate_all(self._take_group()))

    def _take_group(self) -> Group:
        """Take the full blocks; the first of them make the dictionary."""
        full, self._full, self._full_bytes = self._full, [], 0
        if self._own is None:
            self._own = dictionary_for(full)
        self._shared.extend([self._number(self._own)] * len(full))
        return Group(self._own, full)

    def _number(self, dictionary: bytes) -> int:
        return self._dictionaries.setdefault(dictionary, len(self._dictionaries))

    def _copy(self, texts: StoredTexts, blocks: Array) -> None:
        """Write blocks as they stand in another file, those that follow each other together."""
        starts = texts.starts.astype(np.int64)
        self._starts.extend((np.cumsum(np.diff(starts)[blocks]) + self._starts[-1]).tolist())
        firsts = np.flatnonzero(np.diff(blocks, prepend=-2) != 1)
        lasts = blocks[np.append(firsts[1:], len(blocks)) - 1] if len(blocks) else blocks
        spans = zip(starts[blocks[firsts]].tolist(), starts[lasts + 1].tolist(), strict=True)
        for first, end in _pieces(spans):
            self._file.append(f"{self._name}.data", texts.data[first:end])
            if end - first == _COPIED_AT_ONCE:
                texts.release()
        texts.release()

    def _write_all(self, blocks: Iterable[bytes]) -> None:
        for block in blocks:
            self._file.append_bytes(f"{self._name}.data", block)
            self._starts.append(self._starts[-1] + len(block))

    def _write(self, name: str, values: Array) -> None:
        self._file.append(f"{self._name}.{name}", smallest(values))


def _pieces(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield what spans are made of, no piece longer than may be copied at once."""
    for start, end in spans:
        for first in range(start, end, _COPIED_AT_ONCE):
            yield first, min(end, first + _COPIED_AT_ONCE)
