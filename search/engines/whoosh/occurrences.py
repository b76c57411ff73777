"""Find where words stand, in one segment of an index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from whoosh.matching import Matcher

from search.engines.whoosh.schema import EXACT, STEM
from search.query import Phrase, Word

Positions = dict[int, frozenset[int]]
"""Positions of a word by document number."""


def phrase_documents(reader: Any, phrase: Phrase) -> list[int]:
    """Return the numbers of the documents that hold `phrase`, ascending.

    The rarest word is looked up first: every other one only where those before it stand.
    """
    order = sorted(enumerate(phrase.words), key=lambda pair: word_frequency(reader, pair[1]))
    starts: Positions | None = None
    for offset, word in order:
        found = (
            all_positions(reader, word)
            if starts is None
            else word_positions(reader, word, sorted(starts))
        )
        starts = _follow(starts, found, offset)
    return sorted(starts or {})


def word_frequency(reader: Any, word: Word) -> int:
    """Return an upper bound of the number of documents that hold `word`."""
    return sum(int(reader.doc_frequency(*term)) for term in _terms(word))


def word_documents(reader: Any, word: Word) -> set[int]:
    """Return the numbers of the documents that hold `word`."""
    return {number for matcher in _matchers(reader, word) for number in matcher.all_ids()}


def all_positions(reader: Any, word: Word) -> Positions:
    """Return where `word` stands in every document."""
    found: dict[int, set[int]] = {}
    for matcher in _matchers(reader, word):
        while matcher.is_active():
            found.setdefault(matcher.id(), set()).update(matcher.value_as("positions"))
            matcher.next()
    return {number: frozenset(positions) for number, positions in found.items()}


def word_positions(reader: Any, word: Word, documents: Sequence[int]) -> Positions:
    """Return where `word` stands in those of `documents` (ascending numbers) that hold it."""
    found: dict[int, set[int]] = {}
    for matcher in _matchers(reader, word):
        for number in documents:
            if not _skip_to(matcher, number):
                break
            if matcher.id() == number:
                found.setdefault(number, set()).update(matcher.value_as("positions"))
    return {number: frozenset(positions) for number, positions in found.items()}


def _follow(starts: Positions | None, found: Positions, offset: int) -> Positions:
    """Return where a phrase may begin, now that the word at `offset` in it was found."""
    shifted = {n: frozenset(p - offset for p in positions) for n, positions in found.items()}
    if starts is None:
        return shifted
    common = ((number, starts[number] & positions) for number, positions in shifted.items())
    return {number: positions for number, positions in common if positions}


def _skip_to(matcher: Matcher, number: int) -> bool:
    """Move to `number` or beyond; tell whether there is anything."""
    if matcher.is_active() and matcher.id() < number:
        matcher.skip_to(number)
    return bool(matcher.is_active())


def _matchers(reader: Any, word: Word) -> Iterator[Matcher]:
    for term in _terms(word):
        if term in reader:
            yield reader.postings(*term)


def _terms(word: Word) -> list[tuple[str, bytes]]:
    exact = (EXACT, word.exact.encode())
    return [exact] if word.is_stop else [(STEM, word.stem.encode()), exact]
