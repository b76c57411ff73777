"""What the terms of a query count in whatever engine: BM25's weights, and whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeAlias

from search.query import Either, Field, ParsedQuery, Pattern, Phrase, Word, words_of
from search.scoring import Scoring, inverse_document_frequency

STEM, EXACT = Field.STEM, Field.EXACT
"""By themselves, for a member of an Enum takes a while to look up."""

FieldTerm: TypeAlias = tuple[Field, str]


class Statistics(Protocol):
    """Knows what terms are worth among the documents of an index."""

    @property
    def document_count(self) -> int:
        """How many documents there are."""

    def idf(self, field: Field, term: str, /) -> float:
        """Return what a term is worth."""

    def form_idf(self, form: Phrase | Pattern, /) -> float:
        """Return what a phrase, or all terms of a pattern as one, are worth."""


class Weights(NamedTuple):
    """What terms count, and phrases and patterns, each as one term; (k1 + 1) is in it."""

    terms: dict[FieldTerm, float]
    forms: dict[Phrase | Pattern, float]


def weights_of(query: ParsedQuery, scoring: Scoring, statistics: Statistics) -> Weights:
    """Return what counts of a query; terms that count nothing are left out."""
    shares = {STEM: scoring.k1 + 1, EXACT: scoring.exact_weight * (scoring.k1 + 1)}
    terms = _of_words(query.scored_words, shares, scoring, statistics)
    forms = _of_patterns(query.patterns, sum(shares.values()), statistics)
    for either in query.either:
        _add_ways(either, shares, Weights(terms, forms), statistics)
    return Weights(terms, forms)


def weighed(query: ParsedQuery) -> tuple[set[FieldTerm], set[Phrase | Pattern]]:
    """Return the terms and forms of which is asked what they are worth."""
    ways = [way.clause for way in query.added]
    words = [*query.scored_words, *(word for either in query.either for word in words_of(either))]
    words += [clause for clause in ways if isinstance(clause, Word)]
    phrases = {clause for clause in ways if isinstance(clause, Phrase)}
    return {term for word in words for term in terms_of(word)}, phrases | {*query.patterns}


def terms_of(word: Word) -> tuple[FieldTerm, ...]:
    """Return the terms by which a word is found; an empty one is not looked up."""
    if word.is_stop or not word.stem:
        return ((EXACT, word.exact),) if word.exact else ()
    if not word.exact:
        return ((STEM, word.stem),)
    return (STEM, word.stem), (EXACT, word.exact)


def _of_words(
    scored: Sequence[Word],
    shares: Mapping[Field, float],
    scoring: Scoring,
    statistics: Statistics,
) -> dict[FieldTerm, float]:
    """Return what the terms of typed words count."""
    weights: dict[FieldTerm, float] = {}
    whole = sum(shares.values())  # what has no stem is one thing, in whatever form it stands
    for word in scored:
        factor = scoring.light_weight if word.is_light else 1.0
        is_unit = not (word.stem or word.is_stop)
        for term in terms_of(word):
            if share := factor * (whole if is_unit else shares[term[0]]):
                weights[term] = weights.get(term, 0.0) + share * statistics.idf(*term)
    return weights


def _of_patterns(
    patterns: Iterable[Pattern], whole: float, statistics: Statistics
) -> dict[Phrase | Pattern, float]:
    """Return what patterns count: as words that are found in their own form alone."""
    weights: dict[Phrase | Pattern, float] = {}
    for pattern in patterns:
        weights[pattern] = weights.get(pattern, 0.0) + whole * statistics.form_idf(pattern)
    return weights


def _add_ways(
    either: Either, shares: Mapping[Field, float], weights: Weights, statistics: Statistics
) -> None:
    """Add what the ways count that were not typed."""
    terms, forms = weights
    most = _most(words_of(either), statistics)
    for way in either.added:
        if isinstance(way.clause, Phrase):
            worth = way.weight * shares[STEM] * min(most, statistics.form_idf(way.clause))
            forms[way.clause] = forms.get(way.clause, 0.0) + worth
            continue
        for term in terms_of(way.clause):
            worth = way.weight * shares[term[0]] * min(most, statistics.idf(*term))
            if worth:
                terms[term] = terms.get(term, 0.0) + worth


def _most(typed: Sequence[Word], statistics: Statistics) -> float:
    """Return what the rarest term that was typed is worth; no bound where none is there."""
    nowhere = inverse_document_frequency(statistics.document_count, 0)
    worth = (statistics.idf(*term) for word in typed for term in terms_of(word))
    return max((each for each in worth if each < nowhere), default=nowhere)
