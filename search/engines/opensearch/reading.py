"""Read an index on a cluster: the contract of engines, by requests."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from search.engines.base import Counts, Matches, Placings, ScoredTerm
from search.engines.opensearch.connecting.address import Address
from search.engines.opensearch.connecting.connection import READING_PATIENCE_SECONDS, Connection
from search.engines.opensearch.counts import counting
from search.engines.opensearch.counts.estimating import held
from search.engines.opensearch.counts.statistics import Lengths, Statistics
from search.engines.opensearch.counts.tallies import frequent_values
from search.engines.opensearch.counts.titles import titled, titles
from search.engines.opensearch.hits.fetching import Fetcher
from search.engines.opensearch.hits.finding import Finder
from search.engines.opensearch.hits.standing import Reader, frequencies, norms, placings
from search.engines.opensearch.queries.matching import EVERYTHING, all_of, any_of, filter_of
from search.engines.opensearch.stored.settings import read_commit, read_setting
from search.engines.opensearch.stored.view import View
from search.engines.opensearch.terms.dictionary import Dictionary
from search.models import CleanedDocument
from search.query import Clause, Column, Fuzzy, ParsedQuery, Pattern, Phrase, Word, Zone
from search.requests import Facet, Sort
from search.scoring import Scoring, inverse_document_frequency

if TYPE_CHECKING:
    from search.engines.completer import Completer


class OpenSearchIndexReader:
    """Read the index at an address; threads may share a reader.

    Raises IndexNotFoundError, and what connections raise whenever the cluster is away.
    """

    def __init__(self, address: Address) -> None:
        self._connection = Connection(address, patience=READING_PATIENCE_SECONDS, waits_again=False)
        self._commit = read_commit(self._connection)
        self._view = View(self._connection, self._commit)
        self._settings: dict[str, bytes] = {}
        self._fetcher = Fetcher(self._view)
        self._texts = Reader()
        self._dictionary = Dictionary(self._view.state_search, str(address))
        self._statistics: dict[Zone, Statistics] = {}

    @functools.cached_property
    def _lengths(self) -> Lengths:
        return Lengths(self._view)

    @property
    def document_count(self) -> int:
        """The number of documents."""
        return self._lengths.document_count

    @property
    def version(self) -> str:
        """The state of the index that is seen: another after each commit."""
        return f"{self._commit.generation}-{self._commit.number}"

    @functools.cached_property
    def completer(self) -> Completer:
        """What knows how words go on."""
        from search.engines.opensearch.completing.completer import OpenSearchCompleter  # noqa: PLC0415 - lazy

        return OpenSearchCompleter(self._view, self._dictionary, self._fetcher)

    def search(
        self, query: ParsedQuery, scoring: Scoring, limit: int, sort: Sort = Sort.RELEVANCE
    ) -> Matches:
        """Return the first `limit` matches, ties by id, with their BM25 over both fields."""
        if query.clause is None:
            return Matches(0, ())
        return self._finder(query.zone, scoring).find(query, query.clause, limit, sort)

    def counts(
        self,
        query: ParsedQuery,
        filters: Mapping[Facet, Clause],
        facets: Sequence[Facet],
        limit: int,
    ) -> Counts:
        """Return how many documents match the query and the filters, and how many by facet."""
        by_facet = {facet: filter_of(clause) for facet, clause in filters.items()}
        return counting.counts(self._view, _filter(query), by_facet, facets, limit)

    def reprints(self, query: ParsedQuery, keys: Sequence[int]) -> Sequence[int]:
        """Return how many others of the group of each of the documents `keys` match the query."""
        groups = dict(zip(keys, self.groups(keys), strict=True))
        grouped = [key for key, group in groups.items() if group is not None]
        if not grouped:
            return [0] * len(keys)
        named = [*dict.fromkeys(group for group in groups.values() if group is not None)]
        counted = counting.reprints(self._view, _filter(query), named)
        own = counting.matching(self._view, _filter(query), grouped)
        return [counted.get(groups[key] or "", 0) - (key in own) for key in keys]

    def groups(self, keys: Sequence[int]) -> list[str | None]:
        """Return the group of each of the documents `keys`, None for one without reprints."""
        return [facts.group for facts in self._fetcher.facts(keys)]

    def days(self, keys: Sequence[int]) -> list[datetime.date | None]:
        """Return the day of each of the documents `keys`, None for one without date."""
        return [facts.published for facts in self._fetcher.facts(keys)]

    def values(self, column: Column) -> Mapping[str, int]:
        """Return all values of a column, in order, and how many documents have each."""
        return counting.values(self._view, column)

    def has_values(self, column: Column) -> bool:
        """Tell whether any document has a value in a column."""
        return counting.has_values(self._view, column)

    def frequent_values(self, column: Column, limit: int) -> Mapping[str, int]:
        """Return the values that most documents have, equal counts by name."""
        return frequent_values(self._view, EVERYTHING, column.value, limit)

    def titles(self, start: str, limit: int) -> Mapping[str, int]:
        """Return titles that begin with `start`, and how many documents have each."""
        return titles(self._view, start, limit)

    def titled(self, titles: Sequence[str]) -> list[int]:
        """Return the key of the first document, by ids, of each of some titles that has one."""
        return titled(self._view, titles)

    def sample(self, most: int) -> list[int]:
        """Return keys of documents spread over all, the same for the same documents."""
        return self._fetcher.sample(most)

    def shares(self, query: ParsedQuery, key: int, scoring: Scoring) -> Mapping[ScoredTerm, float]:
        """Return what each term counts in the document `key`: together, its score in `search`."""
        if query.clause is None:
            return {}
        texts = self._texts.read(self.documents([key]), query.zone)
        return self._finder(query.zone, scoring).shares(query, texts)

    def weights(self, forms: Sequence[Word | Pattern], zone: Zone = Zone.KEPT) -> list[float]:
        """Return the inverse document frequencies of patterns, of words' stems or exact forms."""
        return self._in(zone).weights(forms)

    def frequencies(
        self, forms: Sequence[Word | Phrase | Pattern], zone: Zone = Zone.KEPT
    ) -> list[int]:
        """Return how many documents hold each form, a word by whichever term more of them do."""
        return self._in(zone).frequencies(forms)

    def together(
        self, pairs: Sequence[tuple[Word, Sequence[Word]]], zone: Zone = Zone.KEPT
    ) -> list[int]:
        """Return how many documents hold a word and any of those beside it."""
        return self._view.counts(
            [
                all_of((filter_of(word, zone), any_of(filter_of(each, zone) for each in others)))
                for word, others in pairs
            ]
        )

    def terms_near(self, pattern: Fuzzy, zone: Zone = Zone.KEPT) -> Mapping[str, int]:
        """Return the terms near a term, and how many documents hold each."""
        terms = [*self._dictionary.terms(pattern)]
        counts = self._in(zone).count((pattern.field, term) for term in terms)
        return {term: count for term, count in zip(terms, counts, strict=True) if count}

    def setting(self, name: str) -> bytes:
        """Return what was kept by that name; nothing where nothing was."""
        if name not in self._settings:
            self._settings[name] = read_setting(self._connection, name)
        return self._settings[name]

    def positions(
        self, words: Sequence[Word], keys: Sequence[int], zone: Zone = Zone.KEPT
    ) -> Placings:
        """Return where each word stands, in any of its forms, in each of the documents `keys`."""
        return placings(self._texts.read(self.documents(keys), zone), words, zone)

    def scores(
        self,
        patterns: Sequence[Pattern],
        keys: Sequence[int],
        scoring: Scoring,
        zone: Zone = Zone.KEPT,
    ) -> npt.NDArray[np.float64]:
        """Return BM25 of each pattern, as if all its terms were one, a row for each of `keys`."""
        texts = self._texts.read(self.documents(keys), zone)
        measure = self._finder(zone, scoring).measure
        found = np.zeros((len(keys), len(patterns)))
        for number, (pattern, idf) in enumerate(
            zip(patterns, self._idfs(patterns, zone), strict=True)
        ):
            frequency = frequencies(texts, pattern, zone)
            worth = (scoring.k1 + 1) * idf
            found[:, number] = worth * measure.saturated(frequency, norms(texts))
        return found

    def documents(self, keys: Sequence[int]) -> list[CleanedDocument]:
        """Return the documents of `keys`."""
        return self._fetcher.documents(keys)

    def document(self, id: str) -> CleanedDocument:
        """Return the document of that id; raises DocumentNotFoundError."""
        return self._fetcher.document(id)

    def is_current(self) -> bool:
        """Tell whether no commit was made, and no setting changed, since the reader was opened."""
        return read_commit(self._connection) == self._commit

    def close(self) -> None:
        """Let go of the index."""
        self._view.close()
        self._connection.close()

    def _idfs(self, patterns: Sequence[Pattern], zone: Zone) -> list[float]:
        """Return what all terms of each pattern are worth, as if they were one."""
        parts = (Zone.KEPT, Zone.REMOVED) if zone is Zone.EVERYTHING else (zone,)
        counts = [held(patterns, self._dictionary, self._in(part)) for part in parts]
        most = self.document_count
        return [
            inverse_document_frequency(most, min(most, round(sum(each))))
            for each in zip(*counts, strict=True)
        ]

    def _in(self, zone: Zone) -> Statistics:
        """Return what terms are worth in a zone."""
        if zone not in self._statistics:
            self._statistics[zone] = Statistics(self._view, self._lengths, zone)
        return self._statistics[zone]

    def _finder(self, zone: Zone, scoring: Scoring) -> Finder:
        return Finder(self._view, self._fetcher, self._dictionary, self._in(zone), scoring)


def _filter(query: ParsedQuery) -> dict[str, Any]:
    """Return what documents must match."""
    return filter_of(query.clause, query.zone) if query.clause is not None else any_of(())
