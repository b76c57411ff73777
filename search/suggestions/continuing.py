"""Read in texts how words are written, and how they go on."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from search.analysis import FrenchAnalyzer, Token
from search.analysis.folding import fold
from search.analysis.normalizing import normalize
from search.analysis.skimming import skim
from search.models import Span
from search.query import Word

LOOKED_AHEAD = 40
"""Characters behind words that are read to see how they go on: six words."""

MOST_WORDS = 4
"""Words that a phrase is completed by, stop words included."""

OCCURRENCES = 2
"""Places of a text that are looked at."""

AGREEING = 2
"""Places that must agree on a longer phrase, and half of all places at least."""

_FOREIGN = re.compile("[^\x00-\xff’]")
_PARTING = re.compile(r"[^\w\s\-‐‑'’]|\n")
_JOINT = re.compile(rb" +(?P<elided>(?:[a-z?]{1,8}' ?)*)")
_LETTERS = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789?")

KNOWN_LETTERS = 1 << 12
"""Foreign letters that are remembered."""


class Text(NamedTuple):
    """A text as it was written, and the same folded, one byte a code point."""

    written: str
    flat: bytes


class Continuation(NamedTuple):
    """How words go on at one place: the words that follow, and what is written up to each."""

    words: tuple[Word, ...]
    written: tuple[str, ...]

    def first(self, count: int) -> Continuation:
        """Return the same of so many words."""
        return Continuation(self.words[:count], self.written[:count])

    @property
    def terms(self) -> tuple[str, ...]:
        """The exact forms of the words."""
        return tuple(word.exact for word in self.words)

    @property
    def stems(self) -> tuple[str, ...]:
        """What forms of the same words have in common."""
        return tuple(word.stem or word.exact for word in self.words)

    @property
    def content(self) -> int:
        """How many words there are up to the first one that is no stop word; 0 without one."""
        return next((place for place, word in enumerate(self.words, 1) if not word.is_stop), 0)


def flattened(text: str) -> bytes:
    """Return a text folded, one byte a code point, with spaces between words."""
    try:
        return skim(text) if text.isascii() else skim(_FOREIGN.sub(_letter_of, text))
    except UnicodeEncodeError:  # half of a character
        return skim(text.encode("ascii", "replace").decode())


def finder(
    words: Sequence[str], start: str, analyzer: FrenchAnalyzer, *, is_complete: bool = False
) -> functools.partial[Iterator[tuple[Span, Continuation]]]:
    """Return what finds, in a text, words that follow each other and how they go on.

    The last word begins with `start`, or is that where `is_complete`. Each place is given with the
    span from the first of the words to the end of what the last word begins with.
    """
    return functools.partial(_find, (*words,), start, analyzer, is_complete=is_complete)


def longest_agreed(found: Sequence[Continuation]) -> Continuation | None:
    """Return the longest continuation on which enough places agree; it ends in no stop word."""
    needed = max(AGREEING, -(-len(found) // 2))
    for count in range(MOST_WORDS, 1, -1):
        counts = Counter(each.terms for each in _of_length(found, count))
        terms, most = max(counts.items(), key=_by_count, default=((), 0))
        if most >= needed:
            return written_best([e for e in _of_length(found, count) if e.terms == terms])
    return None


def written_best(found: Sequence[Continuation]) -> Continuation:
    """Return of continuations of the same words the one that is written as most are.

    In lower case, where a third are: a capital letter may be that of a sentence.
    """
    counts = Counter(each.written[-1] for each in found)
    is_common = 3 * sum(n for text, n in counts.items() if text.islower()) >= len(found)

    def order(each: Continuation) -> tuple[bool, int, str]:
        text = each.written[-1]
        return is_common and not text.islower(), -counts[text], text

    return min(found, key=order)


def _of_length(found: Sequence[Continuation], count: int) -> Iterator[Continuation]:
    """Yield the beginnings of that many words that end in no stop word."""
    for each in found:
        if len(each.words) >= count and not each.words[count - 1].is_stop:
            yield each.first(count)


def _by_count(counted: tuple[tuple[str, ...], int]) -> tuple[int, tuple[str, ...]]:
    terms, count = counted
    return count, terms


def _find(
    words: tuple[str, ...],
    start: str,
    analyzer: FrenchAnalyzer,
    text: Text,
    *,
    is_complete: bool,
) -> Iterator[tuple[Span, Continuation]]:
    count = 0
    for first, end in _spans((*words, start), text.flat):
        piece = text.written[first : end + LOOKED_AHEAD]
        tokens = _in_a_row(piece, analyzer, is_whole=len(piece) < end + LOOKED_AHEAD - first)
        exacts = tuple(token.exact for token in tokens[: len(words)])
        if exacts == words and len(tokens) > len(words):
            own = tokens[len(words) :][:MOST_WORDS]
            if own[0].exact == start if is_complete else own[0].exact.startswith(start):
                yield (first, end), _continuation(piece, own)
                count += 1
        if count == OCCURRENCES:
            return


def _in_a_row(piece: str, analyzer: FrenchAnalyzer, *, is_whole: bool) -> list[Token]:
    """Return the first words of a piece, up to where something else than spaces parts them.

    What is parted without a space, as figures are, is one word.
    """
    tokens = analyzer.analyze(piece)
    if not is_whole and tokens:
        tokens.pop()  # it may go on
    for place in range(1, len(tokens)):
        between = piece[tokens[place - 1].end : tokens[place].start]
        if _PARTING.search(between):
            has_space = any(map(str.isspace, between))
            return tokens[: place if has_space else place - 1]
    return tokens


def _continuation(piece: str, tokens: Sequence[Token]) -> Continuation:
    words = tuple(
        Word(piece[each.start : each.end], each.stem, each.exact, each.is_stop) for each in tokens
    )
    return Continuation(words, tuple(piece[tokens[0].start : each.end] for each in tokens))


def _spans(words: Sequence[str], flat: bytes) -> Iterator[Span]:
    """Yield the spans of words that follow each other in a flat text, the last one's beginning."""
    first, *others = map(_images, words)
    for image in first:
        at = flat.find(image)
        while at >= 0:
            end = _end(others, flat, at + len(image))
            if end >= 0 and not (at and flat[at - 1] in _LETTERS):
                yield at, end
            at = flat.find(image, at + 1)


def _end(words: Sequence[Sequence[bytes]], flat: bytes, end: int) -> int:
    """Return where words end that follow a place, what was elided before them aside; or -1."""
    for images in words:
        joint = _JOINT.match(flat, end) if end >= 0 else None
        if joint is None:
            return -1
        places = (
            at + len(each)
            for at in joint.span("elided")
            for each in images
            if flat.startswith(each, at)
        )
        end = next(places, -1)
    return end


def _images(word: str) -> tuple[bytes, ...]:
    """Return what a word may be in a flat text, where « œ » is one letter."""
    flat = flattened(word)
    return (flat, flat.replace(b"oe", b"o")) if b"oe" in flat else (flat,)


def _letter_of(match: re.Match[str]) -> str:
    return _letter(match.group())


@functools.lru_cache(KNOWN_LETTERS)
def _letter(char: str) -> str:
    """Return the letter of Latin-1 that stands for a foreign one."""
    folded = fold(normalize(char))
    return folded[0] if folded.isascii() and folded.isalnum() else char
