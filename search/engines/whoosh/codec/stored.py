"""Texts that are kept as they are, one a document, compressed alone or many at a time.

Texts stand in blocks, of which a `Packing` says how large they are; text i is `lengths[i]` bytes of
block `blocks[i]`, from `offsets[i]` on; block b is the bytes from `starts[b]` on and before
`starts[b + 1]`, `sizes[b]` bytes when decompressed with dictionary `shared[b]`. Dictionary d is
`dictionaries` from `dictionary_starts[d]` on and before `dictionary_starts[d + 1]`; the first is
empty.
"""

from __future__ import annotations

import functools
import zlib
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from search.engines.whoosh.codec.deflating import inflate
from search.engines.whoosh.codec.files import Array, ArrayFile
from search.engines.whoosh.codec.remembering import remembered

CACHED_BLOCKS = 64
"""Blocks kept decompressed, for the same few documents are shown again and again."""

CACHED_DICTIONARIES = 64
"""Dictionaries kept in memory: 2 MB; a segment has one for each run that it was joined from."""


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
        blocks, offsets, lengths = self._places
        block = self._block(blocks[document])
        offset, length = offsets[document], lengths[document]
        if offset + length > len(block):
            raise self._file.damaged(f"a text of its {self._name} ends beyond its block")
        return block[offset : offset + length]

    @functools.cached_property
    def _places(self) -> tuple[memoryview, memoryview, memoryview]:
        """Where texts stand: a number of a view is read in a third of the time of an array's."""
        return self.blocks.data, self.offsets.data, self.lengths.data

    @functools.cached_property
    def _parts(self) -> tuple[memoryview, memoryview]:
        return self.data.data, self.starts.data

    def in_blocks(self, documents: Array) -> Iterator[tuple[int, bytes]]:
        """Yield documents with their texts, in the order in which these stand in the file."""
        order = documents[np.argsort(self.blocks[documents], kind="stable")]
        return ((document, self[document]) for document in order.tolist())

    def compressed(self, block: int) -> memoryview:
        """Return a block as it stands in the file."""
        data, starts = self._parts
        return data[starts[block] : starts[block + 1]]

    @property
    def dictionary_count(self) -> int:
        """The number of dictionaries, the empty one too."""
        return len(self.dictionary_starts) - 1

    def release(self) -> None:
        """Let the system take back the memory of what was read; it is read again when needed."""
        self._file.release()

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
