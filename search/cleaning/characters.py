"""Which kinds of characters stand where in the lines of a page, as arrays over the whole page.

A kind is a bit. One table turns every character of a page into its kinds at once, so that a
question about all lines costs a few operations on arrays and none on single lines.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]
"""Whether something holds for each line."""
Places = npt.NDArray[np.intp]
"""Indices into the characters of a page."""
Shown = npt.NDArray[np.bool_]
"""What is shown where: a row for each sign, a column for each line."""
Bits = npt.NDArray[np.uint32]

FOREIGN_LETTER = re.compile(r"[ăđĩũơưạ-ỹ\u0370-\u06ff\u0900-\u0fff\u3040-\u9fff]")
"""A small letter that French does not have."""

_NUMBER_OF_KINDS = 25
(
    UPPER,
    NUMERAL,
    DIGIT,
    WORD,
    SPACE,
    CAPITAL,
    SMALL,
    SENTENCE_END,
    DOT,
    QUESTION,
    COMMA,
    COLON,
    SLASH,
    MENTION,
    OPENING,
    QUOTE,
    CLOSING,
    OPEN_END,
    BULLET,
    INNER_BULLET,
    SEPARATOR,
    CREDIT_MARK,
    BREAK,
    FOREIGN,
    EVERY,
) = (1 << bit for bit in range(_NUMBER_OF_KINDS))

_CHARACTERS = {
    BREAK: "\n",
    SENTENCE_END: ".!?…",
    DOT: ".",
    QUESTION: "?",
    COMMA: ",",
    COLON: ":",
    SLASH: "/",
    MENTION: "@#",
    OPENING: "«\"“'‘—–",
    QUOTE: '«“"',
    CLOSING: '"»”)]',
    OPEN_END: "’'\"»”)%",
    BULLET: "*•▪►-",
    INNER_BULLET: "+o|>»→←",
    SEPARATOR: "|·•▪>/",
    CREDIT_MARK: ":/©(",
}
_TESTS: dict[int, Callable[[str], bool]] = {
    UPPER: str.isupper,
    NUMERAL: str.isdigit,
    DIGIT: str.isdecimal,
    WORD: lambda char: char.isalnum() or char == "_",
    SPACE: str.isspace,
}
_RANGES = {
    CAPITAL: (("A", "Z"), ("À", "Þ")),
    SMALL: (("a", "z"), ("à", "ö"), ("ø", "ÿ")),
}
_PLANE = 1 << 16
"""Characters with kinds of their own: the basic plane; the few beyond have none."""


class Characters:
    """The characters of one or more texts, side by side; no text may be empty.

    `count` is the number of texts, `sizes` are their lengths; every answer has an entry for each.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        codes = _codes("\n".join(texts))
        self.sizes = np.array([len(text) for text in texts])
        ends = np.cumsum(self.sizes + 1) - 1
        self.count = len(texts)
        self._starts = np.concatenate(([0], ends[:-1] + 1))
        self._lasts = ends - 1
        self._kinds: Bits = np.append(_table().take(codes, mode="clip"), np.uint32(0))
        self._kinds[ends] = 0
        self._present: Bits = np.bitwise_or.reduceat(self._kinds, self._starts)

    def having(self, kinds: Bits) -> Shown:
        """Tell which texts have a character of some kinds, in a row for each entry of `kinds`."""
        return np.asarray((self._present & kinds) != 0)

    def beginning(self, kinds: Bits) -> Shown:
        """Tell which texts begin with such a character."""
        return np.asarray((self._kinds[self._starts] & kinds) != 0)

    def ending(self, kinds: Bits) -> Shown:
        """Tell which texts end with such a character."""
        return np.asarray((self._kinds[self._lasts] & kinds) != 0)

    def counts(self, kinds: int) -> npt.NDArray[np.int64]:
        """Return how many characters of these kinds each text has."""
        return np.bincount(self._texts_at(self._places(kinds)), minlength=self.count)

    def enclosed(self, kinds: int, between: int) -> Flags:
        """Tell which texts have a character of one kind between two of another."""
        places = self._places(kinds)
        found = np.zeros(self.count, np.bool_)
        around = self._kinds[places - 1] & self._kinds[places + 1] & between
        found[self._texts_at(places[around != 0])] = True
        return found

    def _places(self, kinds: int) -> Places:
        return np.flatnonzero((self._kinds & kinds) != 0)

    def _texts_at(self, places: Places) -> Places:
        return np.searchsorted(self._starts, places, side="right") - 1


def words_of_lines(text: str) -> tuple[list[list[str]], list[bool]]:
    """Return the words of each line of a text, and whether letters of them may be foreign."""
    codes = _codes(text)
    kinds = _table().take(codes, mode="clip")
    in_words = (kinds & (WORD | BREAK)) != 0
    parted = np.where(in_words, codes, ord(" ")).astype(np.uint32, copy=False).tobytes()
    words = [row.split() for row in parted.decode("utf-32-le").split("\n")]
    if not (kinds & FOREIGN).any():
        return words, [False] * len(words)
    return words, [FOREIGN_LETTER.search(" ".join(each)) is not None for each in words]


@functools.cache
def small_kinds() -> bytes:
    """Return a byte for each character of the basic plane: 1 for word, 2 for break, 4 for foreign.

    Characters beyond are like the last.
    """
    table = _table()
    shown = [((table & kind) != 0) << bit for bit, kind in enumerate((WORD, BREAK, FOREIGN))]
    return bytes(np.bitwise_or.reduce(shown).astype(np.uint8))


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


@functools.cache
def _table() -> Bits:
    """Return the kinds of every character of the basic plane."""
    table = np.full(_PLANE, EVERY, np.uint32)
    every = list(map(chr, range(_PLANE)))
    for kind, test in _TESTS.items():
        table[np.fromiter(map(test, every), np.bool_, _PLANE)] |= kind
    for kind, ranges in _RANGES.items():
        for first, last in ranges:
            table[ord(first) : ord(last) + 1] |= kind
    for kind, characters in _CHARACTERS.items():
        table[_codes(characters)] |= kind
    table[_codes("".join(FOREIGN_LETTER.findall("".join(every))))] |= FOREIGN
    return table
