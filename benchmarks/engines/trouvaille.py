"""Trouvaille: all its fields indexed; queries of one stem field, or whole pages of results."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import search
from benchmarks.engines.base import TOP, Ask, Prepare, Source
from benchmarks.questions import Kind, Question
from search.engines.whoosh import WhooshIndexReader
from search.query import ParsedQuery, Word
from search.query.tree import (
    All,
    Any,
    Clause,
    Column,
    Field,
    Fuzzy,
    Has,
    Phrase,
    Prefix,
    Published,
    Term,
)
from search.scoring import FeatureWeights, Scoring

STEMS_ONLY = Scoring(exact_weight=0.0, light_weight=1.0, features=FeatureWeights())


def one_process() -> Trouvaille:
    """Return the engine that indexes in this process."""
    return Trouvaille(jobs=1)


def two_processes() -> Trouvaille:
    """Return the engine that indexes in two processes."""
    return Trouvaille(jobs=2)


class Trouvaille:
    """Texts are kept whole: the corpus needs no cleaning."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs

    def build(self, source: Source, folder: Path) -> None:
        """Build the index with the package's own function."""
        options = search.IndexOptions(cleaning=search.Cleaning.OFF, jobs=self._jobs)
        search.build_index(source.corpus, folder, options)

    def open(self, folder: Path) -> Prepare:
        """Open the index: a page is asked of the searcher, all else of the engine below it."""
        reader = WhooshIndexReader(str(folder))
        searcher = search.open_index(folder)

        def prepare(question: Question) -> Ask:
            if question.kind is Kind.PAGE:
                return lambda: len(searcher.search(question.text, size=TOP).hits)
            if question.kind is Kind.RESULTS:
                return lambda: searcher.search(question.text, size=TOP, with_facets=True).total
            query = to_query(question)
            return lambda: reader.search(query, STEMS_ONLY, TOP).total

        return prepare


def to_query(question: Question) -> ParsedQuery:
    """Return the tree of a question, its words looked up among the stems only."""
    words = tuple(Word(stem, stem, exact="", is_stop=False) for stem in question.terms)
    terms: tuple[Term, ...] = (Phrase(words),) if question.kind is Kind.PHRASE else words
    clauses = [*_words(question, words), *_pattern(question), *_filter(question)]
    return ParsedQuery(
        question.text, clauses[0] if len(clauses) == 1 else All(tuple(clauses)), terms
    )


def _words(question: Question, words: tuple[Word, ...]) -> Iterator[Clause]:
    match question.kind:
        case Kind.AND:
            yield All(words)
        case Kind.PHRASE:
            yield Phrase(words)
        case Kind.PREFIX_WORD:
            yield from words
        case _ if words:
            yield Any(words)


def _pattern(question: Question) -> Iterator[Clause]:
    if question.kind is Kind.FUZZY:
        yield Fuzzy(question.pattern, edits=1, fixed=0, field=Field.STEM)
    elif question.pattern:
        yield Prefix(question.pattern, Field.STEM)


def _filter(question: Question) -> Iterator[Clause]:
    if question.kind is Kind.DATE:
        yield Published(*map(datetime.date.fromisoformat, (question.first, question.last)))
    elif question.kind is Kind.SITE:
        yield Has(Column.SITE, (question.site,))
