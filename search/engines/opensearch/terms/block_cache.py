"""Blocks of terms that were read, as many as there is room for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, cast

import numpy as np

from search.engines.opensearch.terms.term_blocks import Terms
from search.engines.whoosh.codec.columns import encode
from search.engines.whoosh.codec.files import ArrayFile
from search.engines.whoosh.codec.terms import Dictionary as SortedTerms

OVERHEAD = 1 << 12
"""Bytes that a block takes beside its terms: objects, offsets and counts."""

_END = ord("\n")


class Block(NamedTuple):
    """Terms that follow each other, and how many documents held each."""

    terms: SortedTerms
    counts: Sequence[int]

    @classmethod
    def of(cls, terms: Terms) -> Block:
        """Return terms so that patterns can be looked for in them."""
        text = np.frombuffer(encode(terms.text), np.uint8)
        offsets = np.concatenate(([0], np.flatnonzero(text == _END) + 1)).astype("<u4")
        arrays = {"terms.text": text, "terms.offsets": offsets}
        return cls(SortedTerms(cast(ArrayFile, arrays), "terms"), terms.counts)

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return len(self.terms.text) + OVERHEAD


class BlockCache:
    """Remember the blocks that were last asked for; may be shared by threads."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._blocks: OrderedDict[str, Block] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, names: Iterable[str]) -> dict[str, Block]:
        """Return those of some blocks that are remembered."""
        with self._lock:
            known = {name: self._blocks[name] for name in names if name in self._blocks}
            for name in known:
                self._blocks.move_to_end(name)
        return known

    def put(self, read: Mapping[str, Terms]) -> dict[str, Block]:
        """Remember blocks that were read, as far as there is room, and return them."""
        blocks = {name: Block.of(terms) for name, terms in read.items()}
        with self._lock:
            for name, block in blocks.items():
                former = self._blocks.pop(name, None)
                self._bytes += block.size - (former.size if former else 0)
                self._blocks[name] = block
            while self._bytes > self._most_bytes:
                _, oldest = self._blocks.popitem(last=False)
                self._bytes -= oldest.size
        return blocks
