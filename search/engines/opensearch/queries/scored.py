"""What of a query counts in a document, as queries of a server that add up to BM25.

A field's own score is how often its terms stand in a document; what that counts is a formula
over it, with the length of the document, the same as in every engine.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy.typing as npt

from search.engines.opensearch.queries.matching import Dsl, any_of, fields_of, phrase
from search.engines.opensearch.stored.mapping import TERMS
from search.engines.opensearch.stored.tokens import JOINED, term_of
from search.engines.weights import FieldTerm, Weights
from search.query import Pattern, Phrase, Zone
from search.scoring import Scoring

MEASURED = frozenset({Zone.KEPT, Zone.EVERYTHING})
"""The zones in which the length of a document counts."""

MOST_LEAVES = 240
"""Terms that a document is scored by, those that are worth most: a server takes 1,024 clauses."""

TERMS_AT_ONCE = 1_024
"""Terms of a pattern that are counted by one query: what a server takes."""

MOST_TERMS = 1 << 14
"""Terms of a pattern that count in a document: the most frequent ones of those that so many
documents hold that it is worth next to nothing; a request of some 300 KB."""

_FORMULA = "w * _score / (_score + k * (1 - b + b * doc['norm'].value / mean))"


Numbers = npt.NDArray[Any]


class Measure(NamedTuple):
    """What frequencies and lengths count in a zone; `mean` is the mean length of documents."""

    scoring: Scoring
    zone: Zone
    mean: float

    @property
    def b(self) -> float:
        """What the length of a document counts."""
        return self.scoring.b if self.zone in MEASURED else 0.0

    def saturated(self, frequencies: Numbers, norms: Numbers) -> Numbers:
        """Return what frequencies count of a weight, in documents of rounded lengths."""
        found: Numbers = frequencies / (
            frequencies + self.scoring.k1 * (1 - self.b + self.b * norms / self.mean)
        )
        return found


def scored(
    weights: Weights, terms: Mapping[Pattern, Mapping[str, int]], measure: Measure
) -> list[Dsl]:
    """Return queries whose scores add up to the score of a document.

    `terms` are those of each of the patterns, and about how many documents hold them.
    """
    fields = fields_of(measure.zone)
    leaves = [(weight, _term(term, fields)) for term, weight in weights.terms.items()]
    for form, weight in weights.forms.items():
        if isinstance(form, Phrase):
            leaves.append((weight, _phrase(form, fields)))
        else:
            leaves.append((weight, _any_term(form, terms[form], fields)))
    leaves.sort(key=lambda leaf: -leaf[0])
    return [_leaf(query, weight, measure) for weight, query in leaves[:MOST_LEAVES] if weight]


def _term(term: FieldTerm, fields: Iterable[str]) -> Dsl:
    """Return what counts a term in all fields of a zone."""
    return any_of({"term": {field: term_of(*term)}} for field in fields)


def _phrase(form: Phrase, fields: Iterable[str]) -> Dsl:
    """Return what counts a phrase once, however often it stands in a document."""
    return {"constant_score": {"filter": any_of(phrase(form.words, field) for field in fields)}}


def _any_term(pattern: Pattern, terms: Mapping[str, int], fields: Iterable[str]) -> Dsl:
    """Return what counts all terms of a pattern as one."""
    most = heapq.nlargest(MOST_TERMS, terms, key=terms.__getitem__)
    groups = [*_groups([term_of(pattern.field, term) for term in most])]
    return any_of(
        {"match": {field: {"query": group, "analyzer": TERMS}}}
        for field in fields
        for group in groups
    )


def _groups(terms: list[str]) -> Iterator[str]:
    """Yield terms as texts, each of which stands for some terms at one position."""
    for first in range(0, len(terms), TERMS_AT_ONCE):
        yield JOINED.join(terms[first : first + TERMS_AT_ONCE])


def _leaf(query: Dsl, weight: float, measure: Measure) -> Dsl:
    """Return what is worth a weight, less the more often it stands and the longer documents are."""
    params = {"w": weight, "k": measure.scoring.k1, "b": measure.b, "mean": measure.mean}
    script = {"lang": "expression", "source": _FORMULA, "params": params}
    return {"script_score": {"query": query, "script": script}}
