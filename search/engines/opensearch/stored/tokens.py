"""Terms with their positions as texts that a server's analyzer takes apart again.

Spaces part the positions. The terms of one position are joined by a sign, an exact form with one
letter before it and a stem with another; a position that holds nothing is a sign of its own.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.analysis.batches import TokenArrays
from search.query import Field, Word

EXACT, STEM = "e", "s"
"""What an exact form and a stem begin with."""

LETTERS = {Field.EXACT: EXACT, Field.STEM: STEM}

JOINED, HOLE = "|", "_"

GAP = 200
"""Positions between the text and its captions, and the most between any two words: more than words
that are near to each other may be apart."""

LONGEST = 2_000
"""Letters of a term that are kept as they are: a server takes 32,766 bytes."""

_UNSAFE = re.compile(r"[\s|]")
_SHIFT = 0xE000
"""Private characters stand for those that would take a term apart."""

Numbers = npt.NDArray[np.int64]


class ZoneTexts(NamedTuple):
    """The terms of a document's kept text, and those of its title and captions by themselves."""

    kept: str
    title: str
    captions: str


def term_of(field: Field, term: str) -> str:
    """Return a term as it stands in a field of a server."""
    return LETTERS[field] + safe(term)


def group_of(word: Word) -> str:
    """Return the terms by which a word is found at a position; empty where there are none."""
    return JOINED.join(terms_of(word))


def terms_of(word: Word) -> list[str]:
    """Return the terms by which a word is found."""
    stem = [] if word.is_stop or not word.stem else [STEM + safe(word.stem)]
    return stem + ([EXACT + safe(word.exact)] if word.exact else [])


def safe(term: str) -> str:
    """Return a term that is one word for a server, and not too long for it."""
    if _UNSAFE.search(term):
        term = _UNSAFE.sub(lambda sign: chr(_SHIFT + ord(sign[0]) % 0x100), term)
    if len(term) > LONGEST:
        term = term[:LONGEST] + hashlib.blake2b(term.encode(), digest_size=16).hexdigest()
    return term


def zone_texts(tokens: TokenArrays) -> list[ZoneTexts]:
    """Return the texts of each document."""
    pieces = _Pieces(tokens)
    found = []
    for start, end, title_end, caption_start in pieces.bounds():
        kept = pieces.text(start, end)
        title = pieces.text(start, title_end) if title_end > start else ""
        captions = pieces.text(caption_start, end) if caption_start < end else ""
        found.append(ZoneTexts(kept, title, captions))
    return found


def texts(tokens: TokenArrays) -> list[str]:
    """Return the text of each document."""
    pieces = _Pieces(tokens)
    return [pieces.text(start, end) for start, end, _, _ in pieces.bounds()]


class _Pieces:
    """The terms of each position, and what stands before each, one after the other."""

    def __init__(self, tokens: TokenArrays) -> None:
        self._tokens = tokens
        self._ends = np.cumsum(tokens.counts)
        self._starts = self._ends - tokens.counts
        self._pieces: list[str] = [""] * (2 * len(tokens.positions))
        self._pieces[0::2] = _separators(tokens, self._starts[tokens.counts > 0])
        self._pieces[1::2] = _words(tokens)

    def bounds(self) -> list[tuple[int, int, int, int]]:
        """Return where the tokens of each document begin and end, its title ends, captions begin.

        All are numbers of tokens.
        """
        tokens = self._tokens
        owners = np.repeat(np.arange(len(tokens.counts)), tokens.counts)
        in_title = tokens.positions < tokens.title_ends[owners]
        in_captions = tokens.positions >= tokens.caption_starts[owners]
        titles = np.bincount(owners[in_title], minlength=len(tokens.counts))
        captions = np.bincount(owners[in_captions], minlength=len(tokens.counts))
        ends = self._starts + titles, self._ends - captions
        return list(
            zip(*(each.tolist() for each in (self._starts, self._ends, *ends)), strict=True)
        )

    def text(self, start: int, end: int) -> str:
        """Return some tokens as a text, which begins at the first of them."""
        return "".join(self._pieces[2 * start + 1 : 2 * end])


def _words(tokens: TokenArrays) -> list[str]:
    """Return the terms of each token, those of one word joined.

    Most forms have one stem wherever they stand: those are joined once.
    """
    stems, exacts = _known(tokens.stems, STEM), _known(tokens.exacts, EXACT)
    usual = np.full(len(exacts), -1, np.int32)
    usual[tokens.exact_numbers] = tokens.stem_numbers
    joined = [
        _joined(stems, number, exact) for number, exact in zip(usual.tolist(), exacts, strict=True)
    ]
    words = [*map(joined.__getitem__, tokens.exact_numbers.tolist())]
    others = np.flatnonzero(usual[tokens.exact_numbers] != tokens.stem_numbers)
    for place in others.tolist():
        exact = exacts[tokens.exact_numbers[place]]
        words[place] = _joined(stems, int(tokens.stem_numbers[place]), exact)
    return words


def _joined(stems: Sequence[str], number: int, exact: str) -> str:
    return exact if number < 0 else stems[number] + JOINED + exact


def _known(terms: Sequence[str], letter: str) -> list[str]:
    """Return terms as a server knows them; looked at one by one only where that is needed."""
    is_safe = not _UNSAFE.search("".join(terms)) and max(map(len, terms), default=0) <= LONGEST
    return [letter + term for term in (terms if is_safe else map(safe, terms))]


def _separators(tokens: TokenArrays, starts: Numbers) -> list[str]:
    """Return what stands before each token: a space, a hole a position, or what joins terms."""
    steps = np.diff(tokens.positions, prepend=0)
    steps[starts] = 1
    known = [JOINED, " ", *(" " + f"{HOLE} " * holes for holes in range(1, GAP))]
    return [*map(known.__getitem__, np.minimum(steps, GAP).tolist())]
