"""Which kinds of characters stand where in the lines of a page, as arrays over the whole page.

A kind is a bit. One table turns every character of a page into its kinds at once, so that a
question about all lines costs a few operations on arrays and none on single lines.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.compiled import find_compiled, is_refused

Flags = npt.NDArray[np.bool_]
"""Whether something holds for each line."""
Places = npt.NDArray[np.intp]
"""Indices into the characters of a page."""
Shown = npt.NDArray[np.bool_]
"""What is shown where: a row for each sign, a column for each line."""
Bits = npt.NDArray[np.uint32]

FOREIGN_LETTER = re.compile(r"[ăđĩũơưạ-ỹ\u0370-\u06ff\u0900-\u0fff\u3040-\u9fff]")
"""A small letter that French does not have."""

_NUMBER_OF_KINDS = 29
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
    LETTER_W,
    COMMA_SPACE,
    ADDRESS_DOT,
    SENTENCE_SPACE,
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
    LETTER_W: "w",
}
_TESTS: dict[int, Callable[[str], bool]] = {
    UPPER: str.isupper,
    NUMERAL: str.isdigit,
    DIGIT: str.isdecimal,
    WORD: lambda char: char.isalnum() or char == "_",
    SPACE: str.isspace,
}
_PAIRS = (
    (COMMA, SPACE, COMMA_SPACE),
    (DOT | COLON, SMALL | SLASH, ADDRESS_DOT),
    (LETTER_W, DOT, ADDRESS_DOT),
    (SENTENCE_END, SPACE | CLOSING, SENTENCE_SPACE),
)
"""Kinds of two characters, one behind the other, and the kind that both are together."""
_RANGES = {
    CAPITAL: (("A", "Z"), ("À", "Þ")),
    SMALL: (("a", "z"), ("à", "ö"), ("ø", "ÿ")),
}
_ROWS = 6
_PLANE = 1 << 16
"""Characters with kinds of their own: the basic plane; the few beyond have none."""


class Characters:
    """The characters of one or more texts, side by side; no text may be empty.

    `count` is the number of texts, `sizes` are their lengths; every answer has an entry for each:
    `uppers` and `numerals`, how many characters are such, and `glued`, whether a capital letter
    stands between two small ones.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.count = len(texts)
        self.sizes = np.array([len(text) for text in texts])
        told = _tell_characters("\n".join(texts), self.count, _questions())
        rows = np.frombuffer(told, np.uint32).reshape(_ROWS, self.count)
        self._present, self._first, self._last, self.uppers, self.numerals, glued = rows
        self.glued: Flags = glued.astype(np.bool_)

    def having(self, kinds: Bits) -> Shown:
        """Tell which texts have a character of some kinds, in a row for each entry of `kinds`."""
        return np.asarray((self._present & kinds) != 0)

    def beginning(self, kinds: Bits) -> Shown:
        """Tell which texts begin with such a character."""
        return np.asarray((self._first & kinds) != 0)

    def ending(self, kinds: Bits) -> Shown:
        """Tell which texts end with such a character."""
        return np.asarray((self._last & kinds) != 0)


class Questions(NamedTuple):
    """What is asked of characters: their kinds, those that count, those between others.

    `pairs` is a row for each pair of characters: the kinds of both, and that of them together.
    """

    kinds: Bits
    pairs: Bits
    upper: int
    numeral: int
    enclosed: int
    between: int
    line_break: int


@functools.cache
def _questions() -> Questions:
    pairs = np.array(_PAIRS, np.uint32)
    return Questions(_table(), pairs, UPPER, NUMERAL, CAPITAL, SMALL, BREAK)


def tell_characters(text: str, lines: int, questions: Questions) -> bytes:
    """Return six numbers of 32 bits for each line, in rows; no line may be empty.

    They are the kinds of all its characters and pairs of them, of the first and of the last, how
    many are upper and how many numeral, and 1 where one is enclosed.
    """
    codes = _codes(text)
    kinds: Bits = np.append(questions.kinds.take(codes, mode="clip"), np.uint32(0))
    ends = np.append(np.flatnonzero(codes == ord("\n")), len(codes))
    kinds[ends] = 0
    starts = np.concatenate(([0], ends[:-1] + 1))
    places = np.flatnonzero((kinds & questions.enclosed) != 0)
    around = kinds[places - 1] & kinds[places + 1] & questions.between
    enclosed = np.zeros(lines, np.uint32)
    enclosed[np.searchsorted(starts, places[around != 0], side="right") - 1] = 1
    counts = [_counts(kinds, mask, starts) for mask in (questions.upper, questions.numeral)]
    present = np.bitwise_or.reduceat(_with_pairs(kinds, questions.pairs), starts)
    return np.array(
        [present, kinds[starts], kinds[ends - 1], *counts, enclosed], np.uint32
    ).tobytes()


compiled = find_compiled("search.cleaning._lines")
_tell_characters = tell_characters if compiled is None or is_refused() else compiled.tell_characters


def _with_pairs(kinds: Bits, pairs: Bits) -> Bits:
    """Return the kinds of characters, each with those of the pairs that it begins."""
    paired = kinds.copy()
    for first, second, kind in pairs:
        begins = ((kinds[:-1] & first) != 0) & ((kinds[1:] & second) != 0)
        paired[:-1][begins] |= kind
    return paired


def _counts(kinds: Bits, mask: int, starts: Places) -> npt.NDArray[np.int64]:
    places = np.flatnonzero((kinds & mask) != 0)
    texts = np.searchsorted(starts, places, side="right") - 1
    return np.bincount(texts, minlength=len(starts))


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
