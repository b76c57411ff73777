"""Find documents like one: those that share its telling words."""

from __future__ import annotations

import functools
import math
from collections import Counter

from search.analysis import FrenchAnalyzer
from search.answering.answers import Answer, Answerer
from search.answering.grouping import first_of_groups
from search.answering.showing import Shower
from search.engines.base import IndexReader
from search.models import CleanedDocument, Hit
from search.query import All, Any, Clause, Column, Has, Not, ParsedQuery, Word
from search.requests import Query

MOST_TERMS = 25
"""Telling words of a document; Lucene's MoreLikeThis takes as many."""

READ_CHARACTERS = 20_000
"""Characters of a text of which the words are looked at: the longest news articles."""

MOST_OFTEN = 3
"""Times that a word counts at the most, however often the document says it."""

LEAST_DOCUMENTS = 2
"""Documents that must hold a word: one that only this document has says nothing of others."""


def find_similar(document: CleanedDocument, size: int, answerer: Answerer) -> tuple[Hit, ...]:
    """Return the documents most like one, of reprints the first."""
    reader = answerer.reader
    query = likeness(document, reader, answerer.analyzer)
    find = functools.partial(reader.search, query, answerer.scoring)
    matches = first_of_groups(find, reader.groups, size + 1)
    others = [each for each in matches.candidates if each.id != document.id]
    answer = Answer(query, {}, matches)
    return Shower(answerer, answer, Query(is_grouped=False)).hits(others[:size], 1)


def find_reprints(document: CleanedDocument, answerer: Answerer) -> tuple[str, ...]:
    """Return the ids of the other documents of its group, in order."""
    if document.group is None:
        return ()
    query = ParsedQuery("", Has(Column.GROUP, (document.group,)), ())
    reader = answerer.reader
    matches = reader.search(query, answerer.scoring, max(1, reader.document_count))
    return tuple(each.id for each in matches.candidates if each.id != document.id)


def likeness(
    document: CleanedDocument, reader: IndexReader, analyzer: FrenchAnalyzer
) -> ParsedQuery:
    """Return the query that documents like one match best, after itself; its reprints do not."""
    words = tuple(telling_words(document, reader, analyzer))
    if not words:
        return ParsedQuery("", None, ())
    clause: Clause = Any(tuple(dict.fromkeys(words)))
    if document.group is not None:
        clause = All((clause, Not(Has(Column.GROUP, (document.group,)))))
    return ParsedQuery("", clause, words)


def telling_words(
    document: CleanedDocument, reader: IndexReader, analyzer: FrenchAnalyzer
) -> list[Word]:
    """Return the words that tell most of a document, each as often as it counts, best first."""
    text = document.text[:READ_CHARACTERS]
    counts: Counter[str] = Counter()
    words: dict[str, Word] = {}
    for token in analyzer.analyze(text):
        if token.is_stop or not token.stem:
            continue
        counts[token.stem] += 1
        written = text[token.start : token.end]
        words.setdefault(token.stem, Word(written, token.stem, token.exact, is_stop=False))
    each = [*words.values()]
    known = zip(counts.items(), reader.frequencies(each), reader.weights(each), strict=True)
    worth = {
        stem: math.sqrt(times) * weight
        for (stem, times), frequency, weight in known
        if frequency >= LEAST_DOCUMENTS
    }
    best = sorted(worth, key=lambda stem: (-worth[stem], stem))[:MOST_TERMS]
    return [words[stem] for stem in best for _ in range(min(MOST_OFTEN, counts[stem]))]
