"""Texts that are kept as they are, one a document, compressed many at a time.

Texts stand in blocks of about BLOCK_BYTES; text i is `lengths[i]` bytes of block `blocks[i]`,
from `offsets[i]` on; block b is the bytes from `starts[b]` on and before `starts[b + 1]`, and
`sizes[b]` bytes when decompressed.
"""

from __future__ import annotations

import itertools
import zlib
from array import array
from collections import deque
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from search.engines.whoosh.codec.files import Array, ArrayFile, ArrayFileWriter, smallest
from search.engines.whoosh.codec.remembering import remembered
from search.engines.whoosh.codec.starting import Start

BLOCK_BYTES = 4096
"""Bytes of text compressed together, one or two articles: 22 microseconds to read one, and 13 %
more space than 16 KB, of which one takes 58."""

LEVEL = 4
"""Of zlib: 4 takes a third of the time of 6 and is a few percent larger."""

WINDOW_BITS = 13
MEMORY_LEVEL = 7
"""Of zlib, which clears less memory for a window of 8 KB and a small table: a third less time for
a thousandth more space."""

CACHED_BLOCKS = 64
"""Blocks kept decompressed, for the same few documents are shown again and again."""

_COMPRESSED_AT_ONCE = 256
"""Blocks that are given out to be compressed together: a megabyte, 20 milliseconds of work."""

_MOST_WAITING = 3
"""Times as many that may wait to be compressed."""

WASTE = 0.25
"""Share of a block's texts that may be dead before those left are compressed anew."""


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
        self._file = file
        self._block = remembered(self._decompress, CACHED_BLOCKS)

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

    def compressed(self, block: int) -> bytes:
        """Return a block as it stands in the file."""
        return self.data[int(self.starts[block]) : int(self.starts[block + 1])].tobytes()

    def _decompress(self, block: int) -> bytes:
        """Decompress a block, and no more of it than it should be."""
        size = int(self.sizes[block])
        try:
            text = zlib.decompressobj().decompress(self.compressed(block), size + 1)
        except zlib.error as error:
            raise self._file.damaged(f"a block of its {self._name} is wrong ({error})") from error
        if len(text) != size:
            raise self._file.damaged(f"a block of its {self._name} is not as long as it was")
        return text


class StoredTextsWriter:
    """Write texts in blocks, in any order, and say last which document each belongs to."""

    def __init__(self, file: ArrayFileWriter, name: str, start: Start) -> None:
        self._file = file
        self._name = name
        self._start = start
        self._full: list[bytes] = []
        self._waiting: deque[Callable[[], list[bytes]]] = deque()
        self._starts = [0]
        self._sizes: list[int] = []
        self._blocks, self._offsets, self._lengths = array("q"), array("q"), array("q")
        self._pending: list[bytes] = []
        self._pending_bytes = 0

    def append(self, text: bytes) -> None:
        """Write the next text."""
        self._blocks.append(len(self._sizes))
        self._offsets.append(self._pending_bytes)
        self._lengths.append(len(text))
        self._pending.append(text)
        self._pending_bytes += len(text)
        if self._pending_bytes >= BLOCK_BYTES:
            self._write_block()

    def append_block(self, texts: StoredTexts, block: int, documents: Array) -> None:
        """Write a block as it stands in another file, for some of the documents in it."""
        self._write_rest()
        self._blocks.extend([len(self._sizes)] * len(documents))
        self._offsets.extend(texts.offsets[documents].tolist())
        self._lengths.extend(texts.lengths[documents].tolist())
        self._sizes.append(int(texts.sizes[block]))
        self._write_compressed(texts.compressed(block))

    def close(self, order: Array) -> None:
        """Write where the texts are: that of document i is the one written as `order[i]`."""
        self._write_rest()
        for name, values in (
            ("blocks", self._blocks),
            ("offsets", self._offsets),
            ("lengths", self._lengths),
        ):
            ordered = np.array(values, dtype=np.int64)[order]
            self._file.append(f"{self._name}.{name}", smallest(ordered))
        self._file.append(f"{self._name}.starts", smallest(np.array(self._starts)))
        self._file.append(f"{self._name}.sizes", smallest(np.array(self._sizes)))

    def _write_block(self) -> None:
        if self._pending:
            self._full.append(b"".join(self._pending))
            self._sizes.append(self._pending_bytes)
            self._pending, self._pending_bytes = [], 0
        if len(self._full) >= _COMPRESSED_AT_ONCE:
            self._waiting.append(self._start(_compress_all, self._full))
            self._full = []
            self._write_waiting(_MOST_WAITING)

    def _write_rest(self) -> None:
        """Write all blocks that were begun."""
        self._write_block()
        self._write_waiting(0)
        for block in _compress_all(self._full):
            self._write_compressed(block)
        self._full = []

    def _write_waiting(self, most: int) -> None:
        """Write blocks that were compressed, until no more than `most` times are waited for."""
        while len(self._waiting) > most:
            for block in self._waiting.popleft()():
                self._write_compressed(block)

    def _write_compressed(self, block: bytes) -> None:
        self._file.append_bytes(f"{self._name}.data", block)
        self._starts.append(self._starts[-1] + len(block))


def _compress_all(texts: Sequence[bytes]) -> list[bytes]:
    return [_compress(text) for text in texts]


def _compress(text: bytes) -> bytes:
    compressor = zlib.compressobj(LEVEL, zlib.DEFLATED, WINDOW_BITS, MEMORY_LEVEL)
    return compressor.compress(text) + compressor.flush()


def copy_texts(texts: StoredTexts, live: Array, writer: StoredTextsWriter) -> Array:
    """Copy the texts of the documents `live`; return them in the order in which they were written.

    Whole blocks are copied as they are; what is left of others is compressed anew.
    """
    order = live[np.argsort(texts.blocks[live], kind="stable")]
    bounds = np.flatnonzero(np.diff(texts.blocks[order].astype(np.int64), prepend=-1, append=-1))
    for first, end in itertools.pairwise(bounds.tolist()):
        members = order[first:end]
        block = int(texts.blocks[members[0]])
        if texts.lengths[members].sum() >= (1 - WASTE) * int(texts.sizes[block]):
            writer.append_block(texts, block, members)
        else:
            for member in members:
                writer.append(texts[member])
    return order
