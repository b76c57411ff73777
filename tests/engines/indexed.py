"""The same as the naive engine for many documents and requests.

Each document is still asked by itself; but it knows where each of its words stands, and what terms
are like a pattern is found once for all of them.
"""

from __future__ import annotations

import dataclasses
import functools
from collections import defaultdict
from collections.abc import Iterable, Sequence

from search.models import CleanedDocument
from search.query import Clause, Field, Fuzzy, Pattern, Prefix, TermRange, Wildcard, Word, Zone
from tests.engines.naive_documents import NaiveDocument, NaiveText, naive_document
from tests.engines.naive_terms import is_like


class Vocabulary:
    """All terms of some documents, and which of them are like a pattern."""

    def __init__(self) -> None:
        self._terms: dict[Field, set[str]] = {field: set() for field in Field}
        self.like = functools.cache(self._like)

    def add(self, field: Field, terms: Iterable[str]) -> None:
        self._terms[field].update(terms)

    def _like(self, pattern: Pattern) -> frozenset[str]:
        is_found = functools.partial(is_near if isinstance(pattern, Fuzzy) else is_like)
        return frozenset(term for term in self._terms[pattern.field] if is_found(term, pattern))


@dataclasses.dataclass(frozen=True)
class IndexedText(NaiveText):
    """A text whose positions are kept by exact form and by stem."""

    exacts: dict[str, list[int]] = dataclasses.field(default_factory=dict)
    stems: dict[str, list[int]] = dataclasses.field(default_factory=dict)

    def terms(self, field: Field) -> list[str]:
        return [*(self.exacts if field is Field.EXACT else self.stems)]

    def positions(self, wanted: Word) -> frozenset[int]:
        found = self.exacts.get(wanted.exact, []) if wanted.exact else []
        if not wanted.stem or wanted.is_stop:
            return frozenset(found)
        return frozenset((*found, *self.stems.get(wanted.stem, ())))


@dataclasses.dataclass(frozen=True)
class IndexedDocument(NaiveDocument):
    """A document whose terms are among those of a vocabulary."""

    vocabulary: Vocabulary = dataclasses.field(default_factory=Vocabulary, hash=False)

    @functools.cached_property
    def length(self) -> int:
        return super().length

    def matches(self, clause: Clause, zone: Zone = Zone.KEPT) -> bool:
        if isinstance(clause, Prefix | Wildcard | Fuzzy | TermRange):
            like = self.vocabulary.like(clause)
            return any(not like.isdisjoint(text.terms(clause.field)) for text in self.texts[zone])
        return super().matches(clause, zone)


def indexed_documents(documents: Iterable[CleanedDocument]) -> list[NaiveDocument]:
    """Return documents with the texts of their zones."""
    vocabulary = Vocabulary()
    return [_indexed_document(document, vocabulary) for document in documents]


def _indexed_document(document: CleanedDocument, vocabulary: Vocabulary) -> NaiveDocument:
    naive = naive_document(document)
    known: dict[int, IndexedText] = {}
    for text in {id(each): each for texts in naive.texts.values() for each in texts}.values():
        indexed = known[id(text)] = _indexed_text(text)
        vocabulary.add(Field.EXACT, indexed.exacts)
        vocabulary.add(Field.STEM, indexed.stems)
    texts = {zone: tuple(known[id(each)] for each in texts) for zone, texts in naive.texts.items()}
    return IndexedDocument(document, texts, vocabulary)


def _indexed_text(text: NaiveText) -> IndexedText:
    exacts, stems = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    for position, token in text.tokens:
        exacts[token.exact].append(position)
        if token.stem and not token.is_stop:
            stems[token.stem].append(position)
    for variant in text.variants:
        exacts[variant.exact].append(variant.position)
        if variant.stem:
            stems[variant.stem].append(variant.position)
    return IndexedText(text.tokens, text.variants, dict(exacts), dict(stems))


def is_near(term: str, pattern: Fuzzy) -> bool:
    """Tell whether a term is one of a fuzzy pattern's."""
    is_fixed = term.startswith(pattern.term[: pattern.fixed])
    is_as_long = abs(len(term) - len(pattern.term)) <= pattern.edits
    return is_fixed and is_as_long and distance(term, pattern.term) <= pattern.edits


def distance(first: Sequence[str], second: Sequence[str]) -> int:
    """Return how many letters must be put in, left out, changed or swapped (Damerau, 1964).

    By the algorithm of Lowrance and Wagner, 1975: swapped letters may be changed further.
    """
    most = len(first) + len(second)
    table = {(-1, -1): most}
    for row in range(len(first) + 1):
        table[row, -1], table[row, 0] = most, row
    for column in range(len(second) + 1):
        table[-1, column], table[0, column] = most, column
    last_rows: dict[str, int] = {}
    for row, letter in enumerate(first, 1):
        last_column = 0
        for column, other in enumerate(second, 1):
            swap_row, swap_column = last_rows.get(other, 0), last_column
            if letter == other:
                last_column = column
            swapped = (row - swap_row - 1) + 1 + (column - swap_column - 1)
            table[row, column] = min(
                table[row - 1, column - 1] + (letter != other),
                table[row, column - 1] + 1,
                table[row - 1, column] + 1,
                table[swap_row - 1, swap_column - 1] + swapped,
            )
        last_rows[letter] = row
    return table[len(first), len(second)]
