"""Texts that are kept as they are, one a document, compressed alone or many at a time.

Texts stand in blocks, of which a `Packing` says how large they are; text i is `lengths[i]` bytes of
block `blocks[i]`, from `offsets[i]` on; block b is the bytes from `starts[b]` on and before
`starts[b + 1]`, `sizes[b]` bytes when decompressed with dictionary `shared[b]`. Dictionary d is
`dictionaries` from `dictionary_starts[d]` on and before `dictionary_starts[d + 1]`; the first is
empty.
"""

from __future__ import annotations

import zlib
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from search.engines.whoosh.codec.deflating import (
    DICTIONARY_SHARE,
    Group,
    deflate_all,
    dictionary_for,
    inflate,
)
from search.engines.whoosh.codec.files import Array, ArrayFile, ArrayFileWriter, smallest
from search.engines.whoosh.codec.ragged import starts_of
from search.engines.whoosh.codec.remembering import remembered
from search.engines.whoosh.codec.starting import Start

CACHED_BLOCKS = 64
"""Blocks kept decompressed, for the same few documents are shown again and again."""

CACHED_DICTIONARIES = 64
"""Dictionaries kept in memory: 2 MB; a segment has one for each run that it was joined from."""

_COMPRESSED_AT_ONCE = 1 << 20
"""Bytes that are given out to be compressed together: 20 milliseconds of work."""

_MOST_WAITING = 3
"""Times as many that may wait to be compressed."""

WASTE = 0.25
"""Share of a block's texts that may be dead before those left are compressed anew."""


class Packing(NamedTuple):
    """How texts are compressed: in blocks of about so many bytes, with a dictionary or without."""

    block_bytes: int
    has_dictionary: bool


ALONE = Packing(0, has_dictionary=True)
"""For what is read a few at a time: 12 microseconds for an article, half of what a block takes."""

TOGETHER = Packing(4096, has_dictionary=False)
"""For what is short and read all at once."""


class StoredTexts:
    """Read the texts of documents by number."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._name = name
        self.data = file[f"{name}.data"]
        self.starts = file[f"{name}.starts"]
        self.blocks = file[f"{name}.blocks"]
        self.offsets = file[f"{name}.offsets"]
        self.lengths = file[f"{name}.lengths"]
        self.sizes = file[f"{name}.sizes"]
        self.shared = file[f"{name}.shared"]
        self.dictionaries = file[f"{name}.dictionaries"]
        self.dictionary_starts = file[f"{name}.dictionary_starts"]
        self._file = file
        self._block = remembered(self._decompress, CACHED_BLOCKS)
        self.dictionary = remembered(self._dictionary, CACHED_DICTIONARIES)

    def __len__(self) -> int:
        return len(self.blocks)

    def __getitem__(self, document: int) -> bytes:
        """Return the text of a document; raises DamagedFileError."""
        block = self._block(int(self.blocks[document]))
        offset, length = int(self.offsets[document]), int(self.lengths[document])
        if offset + length > len(block):
            raise self._file.damaged(f"a text of its {self._name} ends beyond its block")
        return block[offset : offset + length]

    def in_blocks(self, documents: Array) -> Iterator[tuple[int, bytes]]:
        """Yield documents with their texts, in the order in which these stand in the file."""
        order = documents[np.argsort(self.blocks[documents], kind="stable")]
        return ((document, self[document]) for document in order.tolist())

    def compressed(self, block: int) -> memoryview:
        """Return a block as it stands in the file."""
        return self.data[int(self.starts[block]) : int(self.starts[block + 1])].data

    def _dictionary(self, number: int) -> bytes:
        first, end = self.dictionary_starts[number : number + 2].tolist()
        return self.dictionaries[first:end].tobytes()

    def _decompress(self, block: int) -> bytes:
        """Decompress a block, and no more of it than it should be."""
        dictionary = self.dictionary(int(self.shared[block]))
        try:
            return inflate(self.compressed(block), int(self.sizes[block]), dictionary)
        except (ValueError, zlib.error) as error:
            raise self._file.damaged(f"a block of its {self._name} is wrong ({error})") from error


class StoredTextsWriter:
    """Write texts in any order, and say last which document each belongs to."""

    def __init__(self, file: ArrayFileWriter, name: str, packing: Packing, start: Start) -> None:
        self.packing = packing
        self._file = file
        self._name = name
        self._start = start
        self._full: list[bytes] = []
        self._full_bytes = 0
        self._waiting: deque[Callable[[], list[bytes]]] = deque()
        self._starts = [0]
        self._sizes, self._shared = array("q"), array("q")
        self._blocks, self._offsets, self._lengths = array("q"), array("q"), array("q")
        self._pending: list[bytes] = []
        self._pending_bytes = 0
        self._own: bytes | None = None
        self._dictionaries = {b"": 0}

    def append(self, text: bytes) -> None:
        """Write the next text."""
        self._blocks.append(len(self._sizes))
        self._offsets.append(self._pending_bytes)
        self._lengths.append(len(text))
        self._pending.append(text)
        self._pending_bytes += len(text)
        if self._pending_bytes >= self.packing.block_bytes:
            self._end_block()

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
        self._write_all(map(texts.compressed, blocks.tolist()))

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

    def _end_block(self) -> None:
        if self._pending:
            self._full.append(b"".join(self._pending))
            self._full_bytes += self._pending_bytes
            self._sizes.append(self._pending_bytes)
            self._pending, self._pending_bytes = [], 0
        if self._full_bytes >= _COMPRESSED_AT_ONCE:
            self._waiting.append(self._start(deflate_all, self._take_group()))
            self._write_waiting(_MOST_WAITING)

    def _take_group(self) -> Group:
        """Take the full blocks; the first of them make the dictionary."""
        full, self._full, self._full_bytes = self._full, [], 0
        if self._own is None:
            self._own = dictionary_for(full) if self.packing.has_dictionary else b""
        self._shared.extend([self._number(self._own)] * len(full))
        return Group(self._own, full)

    def _number(self, dictionary: bytes) -> int:
        return self._dictionaries.setdefault(dictionary, len(self._dictionaries))

    def _write_rest(self) -> None:
        """Write all blocks that were begun."""
        self._end_block()
        self._write_waiting(0)
        if self._full:
            self._write_all(deflate_all(self._take_group()))

    def _write_waiting(self, most: int) -> None:
        """Write blocks that were compressed, until no more than `most` times are waited for."""
        while len(self._waiting) > most:
            self._write_all(self._waiting.popleft()())

    def _write_all(self, blocks: Iterable[bytes | memoryview]) -> None:
        for block in blocks:
            self._file.append_bytes(f"{self._name}.data", block)
            self._starts.append(self._starts[-1] + len(block))

    def _write(self, name: str, values: Array) -> None:
        self._file.append(f"{self._name}.{name}", smallest(values))


def copy_texts(parts: Sequence[tuple[StoredTexts, Array]], writer: StoredTextsWriter) -> Array:
    """Copy the texts of the live documents of some files, given with them.

    Return them in the order in which they were written, numbered through all files. Whole blocks
    are copied as they are, first; what is left of others is compressed anew.
    """
    befores = starts_of(np.array([len(live) for _, live in parts])).tolist()
    masks = [_is_copied(texts, live, writer.packing) for texts, live in parts]
    for (texts, live), mask in zip(parts, masks, strict=True):
        writer.append_blocks(texts, live[mask])
    written = [before + np.flatnonzero(mask) for before, mask in zip(befores, masks, strict=False)]
    for before, (texts, live), mask in zip(befores, parts, masks, strict=False):
        rest = np.flatnonzero(~mask)
        order = rest[np.argsort(texts.blocks[live[rest]], kind="stable")]
        for document in live[order].tolist():
            writer.append(texts[document])
        written.append(before + order)
    return np.concatenate(written)


def _is_copied(texts: StoredTexts, live: Array, packing: Packing) -> Array:
    """Tell of each live document whether its block, and the block's dictionary, stay in use."""
    blocks = texts.blocks[live]
    used = np.bincount(blocks, texts.lengths[live], len(texts.sizes))
    is_copied = used >= (1 - WASTE) * texts.sizes
    if packing.has_dictionary:
        sizes = np.diff(texts.dictionary_starts.astype(np.int64))
        worth = np.bincount(texts.shared, used, len(sizes)) >= sizes * DICTIONARY_SHARE / 2
        worth[0] = False  # what was too little for a dictionary is put to other such texts
        is_copied &= worth[texts.shared]
    found: Array = is_copied[blocks]
    return found
