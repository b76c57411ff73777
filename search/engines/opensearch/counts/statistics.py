"""How many documents hold what, as it is now, in a zone of the documents."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterable, Sequence

from search.engines.opensearch.queries.matching import Dsl, any_of, fields_of, filter_of
from search.engines.opensearch.stored.tokens import term_of
from search.engines.opensearch.stored.view import View
from search.engines.weights import FieldTerm, terms_of
from search.query import Field, Pattern, Phrase, Word, Zone
from search.scoring import inverse_document_frequency

REMEMBERED = 1 << 16
"""Counts that are remembered: about 10 MB."""

Counted = FieldTerm | Phrase | Pattern


class Lengths:
    """How many documents there are, and how long they are; asked once."""

    def __init__(self, view: View) -> None:
        body = {
            "size": 0,
            "track_total_hits": True,
            "aggs": {"words": {"sum": {"field": "length"}}},
        }
        answer = view.search(body)
        self.document_count = int(answer["hits"]["total"]["value"])
        words = float(answer["aggregations"]["words"]["value"])
        self.mean = max(1.0, words / max(1, self.document_count))


class Statistics:
    """Know what terms are worth in a zone, for one view; what was counted once is remembered."""

    def __init__(self, view: View, lengths: Lengths, zone: Zone) -> None:
        self._view = view
        self.zone = zone
        self._known: dict[Counted, int] = {}
        self._lock = threading.Lock()
        self.document_count = lengths.document_count
        self.mean_length = lengths.mean

    def frequencies(self, forms: Sequence[Word | Phrase | Pattern]) -> list[int]:
        """Return how many documents hold each form, a word by whichever term more of them do."""
        counted = [*map(_counted, forms)]
        counts = iter(self.count(itertools.chain.from_iterable(counted)))
        return [max(itertools.islice(counts, len(each)), default=0) for each in counted]

    def weights(self, forms: Sequence[Word | Pattern]) -> list[float]:
        """Return what patterns are worth, and words by the first of their terms."""
        counted = [_counted(form)[:1] for form in forms]
        counts = iter(self.count(itertools.chain.from_iterable(counted)))
        held = [sum(itertools.islice(counts, len(each))) for each in counted]
        return [inverse_document_frequency(self.document_count, each) for each in held]

    def idf(self, field: Field, term: str) -> float:
        """Return what a term is worth."""
        return self._worth((field, term))

    def form_idf(self, form: Phrase | Pattern) -> float:
        """Return what a phrase, or all terms of a pattern as one, are worth."""
        return self._worth(form)

    def count(self, wanted: Iterable[Counted]) -> list[int]:
        """Return how many documents hold each of some terms and forms, asked for at once."""
        each, known = list(wanted), self._known  # which another thread may put another in place of
        unknown = [*dict.fromkeys(one for one in each if one not in known)]
        found = self._view.counts([self._query(one) for one in unknown])
        counted = dict(zip(unknown, found, strict=True))
        counted |= {one: known[one] for one in each if one not in counted}
        self._remember(counted)
        return [counted[one] for one in each]

    def _worth(self, counted: Counted) -> float:
        [count] = self.count([counted])
        return inverse_document_frequency(self.document_count, count)

    def _query(self, counted: Counted) -> Dsl:
        if not isinstance(counted, tuple):
            return filter_of(counted, self.zone)
        term = term_of(*counted)
        return any_of({"term": {field: term}} for field in fields_of(self.zone))

    def _remember(self, counted: dict[Counted, int]) -> None:
        with self._lock:
            if len(self._known) + len(counted) > REMEMBERED:
                self._known = {}
            self._known = self._known | counted if self._known else counted


def _counted(form: Word | Phrase | Pattern) -> Sequence[Counted]:
    """Return what is counted of a form: of a word, its terms."""
    return terms_of(form) if isinstance(form, Word) else (form,)
