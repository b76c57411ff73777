"""Say what the score of a document is made of: `reranking` adds up the same parts."""

from __future__ import annotations

import dataclasses
import math
from collections import Counter
from collections.abc import Iterator, Mapping

from search.analysis import FrenchAnalyzer
from search.engines.base import Candidate, IndexReader, ScoredTerm
from search.explanations import Explanation, FeaturePart, FormCount, TermPart
from search.models import CleanedDocument
from search.occurrences import WordFinder, needles_of
from search.query import Field, ParsedQuery, Pattern, Phrase, Word, words_of, written
from search.ranking.features import NAMES, features
from search.ranking.recency import freshness
from search.ranking.reranking import has_features, is_ranked_again
from search.scoring import Scoring
from search.zones import blocks_in


def explain(
    query: ParsedQuery,
    reader: IndexReader,
    document: CleanedDocument,
    scoring: Scoring,
    analyzer: FrenchAnalyzer,
) -> Explanation:
    """Return why `document` is found and ranks as it does; without parts where it is not found."""
    found, is_among_best = _find(query, reader, document.id, scoring)
    if found is None:
        return Explanation(document.id, 0.0)
    terms = _terms(query, reader, found.key, scoring)
    measured = _features(query, reader, found.key, scoring) if is_among_best else ()
    if is_among_best and scoring.recency:
        score = math.fsum([*(part.share for part in terms), *(part.share for part in measured)])
        fresh = _freshness(query, reader, found.key, scoring)
        measured = (*measured, FeaturePart("recency", fresh, scoring.recency * score))
    return Explanation(
        id=document.id,
        score=math.fsum([*(part.share for part in terms), *(part.share for part in measured)]),
        terms=terms,
        features=measured,
        forms=tuple(_forms(query, document, analyzer)),
    )


def _find(
    query: ParsedQuery, reader: IndexReader, id: str, scoring: Scoring
) -> tuple[Candidate | None, bool]:
    """Return the candidate of that id, and whether it is among those that are ranked again."""
    for limit in (scoring.depth, reader.document_count):
        candidates = reader.search(query, scoring, max(1, limit)).candidates
        place = next((place for place, each in enumerate(candidates) if each.id == id), None)
        if place is not None:
            is_ranked = place < scoring.depth and is_ranked_again(query, scoring)
            return candidates[place], is_ranked
    return None, False


def _terms(
    query: ParsedQuery, reader: IndexReader, key: int, scoring: Scoring
) -> tuple[TermPart, ...]:
    typed = _typed(query)
    parts = [
        _part(term, typed, share)
        for term, share in reader.shares(query, key, scoring).items()
        if share
    ]
    return tuple(sorted(parts, key=lambda part: (-part.share, part.term, part.field)))


def _part(term: ScoredTerm, typed: Mapping[ScoredTerm, tuple[str, str]], share: float) -> TermPart:
    word, way = typed[term]
    if isinstance(term, tuple):
        return TermPart(word, way, term[0].value, term[1], share)
    return TermPart(word, way, "phrase" if isinstance(term, Phrase) else "pattern", way, share)


def _typed(query: ParsedQuery) -> dict[ScoredTerm, tuple[str, str]]:
    """Return what was typed, and what is looked for instead, of each term; the first of several."""
    found: dict[ScoredTerm, tuple[str, str]] = {}
    for word in query.scored_words:
        _add(found, word, word.text)
    for pattern in query.patterns:
        _add(found, pattern, written(pattern))
    for either in query.either:
        for way in either.added:
            _add(found, way.clause, _text(either.typed or way.clause))
    return found


def _add(
    found: dict[ScoredTerm, tuple[str, str]], form: Word | Phrase | Pattern, typed: str
) -> None:
    pair = typed, _text(form)
    if not isinstance(form, Word):
        found.setdefault(form, pair)
        return
    found.setdefault((Field.STEM, form.stem), pair)
    found.setdefault((Field.EXACT, form.exact), pair)


def _text(form: Word | Phrase | Pattern) -> str:
    if isinstance(form, Word | Phrase):
        return " ".join(word.text for word in words_of(form))
    return written(form)


def _features(
    query: ParsedQuery, reader: IndexReader, key: int, scoring: Scoring
) -> tuple[FeaturePart, ...]:
    if not has_features(query, scoring):
        return ()
    values = features(query, reader, [key], scoring)[0].tolist()
    weights = dataclasses.astuple(scoring.features)
    parts = (
        FeaturePart(name, value, weight)
        for name, value, weight in zip(NAMES, values, weights, strict=True)
        if value and weight
    )
    return tuple(sorted(parts, key=lambda part: -part.share))


def _freshness(query: ParsedQuery, reader: IndexReader, key: int, scoring: Scoring) -> float:
    """Return how new a document is among those that are ranked again."""
    keys = [each.key for each in reader.search(query, scoring, scoring.depth).candidates]
    return freshness(reader.days(keys))[keys.index(key)]


def _forms(
    query: ParsedQuery, document: CleanedDocument, analyzer: FrenchAnalyzer
) -> Iterator[FormCount]:
    ways = (word for way in query.added for word in words_of(way.clause) if not word.is_stop)
    sought = dict.fromkeys((*query.scored_words, *query.patterns, *ways))
    texts = {each: _text(each) for each in sought}
    finder, needles = WordFinder(sought, analyzer), needles_of(sought)
    for block in blocks_in(document, query.zone):
        counts: Counter[tuple[str, str]] = Counter()
        for each in finder.find(block.text, needles):
            form = block.text[each.start : each.end].lower()
            counts.update((text, form) for one, text in texts.items() if one in each.words)
        for (word, form), count in counts.items():
            yield FormCount(word, form, count, block.line, block.label)
