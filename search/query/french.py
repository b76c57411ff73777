"""Know which words are French, whether or not an index holds them."""

from __future__ import annotations

import functools
import hashlib
import importlib.resources
from collections.abc import Collection, Iterator

BITS_OF_WORD = 8
HASHES = 6
"""What a word takes, and how many of the bits are its own: so one in fifty others is taken for a
word of the set (Bloom, 1970)."""

FILE = "french.bloom"
"""The words of four letters and more, folded; `python -m benchmarks.french` makes it."""


def is_french(term: str) -> bool:
    """Tell whether a folded word is one of simplemma's lexicon of French; seldom, others are."""
    return holds(_french(), term)


def pack_words(words: Collection[str]) -> bytes:
    """Return a set of words as bytes of which it can be asked whether a word is in it."""
    bits = bytearray(max(1, len(words) * BITS_OF_WORD // 8))
    for word in words:
        for place in _places(word, 8 * len(bits)):
            bits[place >> 3] |= 1 << (place & 7)
    return bytes(bits)


def holds(bits: bytes, word: str) -> bool:
    """Tell whether a word is in a packed set; seldom, it is said of others."""
    return all(bits[place >> 3] >> (place & 7) & 1 for place in _places(word, 8 * len(bits)))


@functools.cache
def _french() -> bytes:
    return importlib.resources.files("search.query").joinpath(FILE).read_bytes()


def _places(word: str, size: int) -> Iterator[int]:
    """Yield the bits of a word, from two hashes (Kirsch and Mitzenmacher, 2006)."""
    digest = hashlib.blake2b(word.encode("utf-8"), digest_size=16).digest()
    first, step = (int.from_bytes(part, "little") for part in (digest[:8], digest[8:]))
    return ((first + number * step) % size for number in range(HASHES))
