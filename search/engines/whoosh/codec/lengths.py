"""The lengths of documents and of their zones.

Lengths are kept exactly, and a byte each. Of captions is noted how far beyond CAPTIONS they begin:
in nearly all documents nowhere beyond.
"""

from __future__ import annotations

from typing import NamedTuple

from search.analysis.batches import CAPTIONS
from search.engines.lengths import to_bytes
from search.engines.whoosh.codec.files import Array, ArrayFileWriter, smallest


class Lengths(NamedTuple):
    """The content words of each document, where its title ends, and where its captions begin."""

    words: Array
    title_ends: Array
    caption_starts: Array


def write_lengths(file: ArrayFileWriter, lengths: Lengths) -> None:
    """Write the lengths of all documents of a segment."""
    file.append("lengths", to_bytes(lengths.words))
    file.append("words", smallest(lengths.words))
    file.append("titles", smallest(lengths.title_ends))
    file.append("captions", smallest(lengths.caption_starts - CAPTIONS))
