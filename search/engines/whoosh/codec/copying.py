"""Copy stored texts of several files to one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from search.engines.whoosh.codec.deflating import DICTIONARY_SHARE
from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.codec.ragged import starts_of
from search.engines.whoosh.codec.stored import StoredTexts
from search.engines.whoosh.codec.storing import StoredTextsWriter

WASTE = 0.25
"""Share of a block's texts that may be dead before those left are compressed anew."""


class LiveTexts(NamedTuple):
    """The texts of a file, and the numbers of those that are copied, ascending."""

    texts: StoredTexts
    live: Array


def copy_texts(parts: Sequence[LiveTexts], writer: StoredTextsWriter) -> Array:
    """Copy the live texts of some files.

    Return them in the order in which they were written, numbered through all files. Whole blocks
    are copied as they are, first; what is left of others is compressed anew.
    """
    befores = starts_of(np.array([len(part.live) for part in parts])).tolist()
    masks = _are_copied(parts, writer)
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


def _are_copied(parts: Sequence[LiveTexts], writer: StoredTextsWriter) -> list[Array]:
    """Tell of each live text whether its block, and the block's dictionary, stay in use."""
    used = [
        np.bincount(texts.blocks[live], texts.lengths[live], len(texts.sizes))
        for texts, live in parts
    ]
    needs = _needs(parts, used)
    found = []
    for (texts, live), here in zip(parts, used, strict=True):
        is_copied = here >= (1 - WASTE) * texts.sizes
        if writer.packing.has_dictionary:
            is_copied &= _is_worth(texts, needs)[texts.shared]
        found.append(is_copied[texts.blocks[live]])
    return found


def _needs(parts: Sequence[LiveTexts], used: Sequence[Array]) -> Mapping[bytes, float]:
    """Return the bytes of live texts that need each dictionary, in whichever file."""
    needs = Counter[bytes]()
    for (texts, _), here in zip(parts, used, strict=True):
        sums = np.bincount(texts.shared, here, texts.dictionary_count).tolist()
        for number, size in enumerate(sums):
            needs[texts.dictionary(number)] += size
    return needs


def _is_worth(texts: StoredTexts, needs: Mapping[bytes, float]) -> Array:
    """Tell of each dictionary whether enough need it.

    What was too little for a dictionary is put to other such texts.
    """
    found = map(texts.dictionary, range(texts.dictionary_count))
    return np.array(
        [len(each) > 0 and needs[each] >= len(each) * DICTIONARY_SHARE / 2 for each in found]
    )
