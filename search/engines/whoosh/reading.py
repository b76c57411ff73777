"""Read an index: a view that later commits do not change."""

from __future__ import annotations

import datetime
import functools
import zlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from search.engines.base import Counts, Matches, Placings, ScoredTerm
from search.engines.whoosh import kernels
from search.engines.whoosh.catalogs import Catalogs
from search.engines.whoosh.codec.columns import encode
from search.engines.whoosh.counting import Counter
from search.engines.whoosh.evaluation import shares
from search.engines.whoosh.leaves import by_leaf, leaves_of, placed
from search.engines.whoosh.matched import Matched
from search.engines.whoosh.matching import among, listed
from search.engines.whoosh.questions import Questions
from search.engines.whoosh.searchers import TreeQuery, open_searcher
from search.engines.whoosh.settings import read_setting
from search.engines.whoosh.sorting import first_by
from search.engines.whoosh.storage import damage_reported, open_segments, read_index
from search.engines.whoosh.titles import titled, titles
from search.engines.whoosh.turns import Turn
from search.engines.whoosh.zoning import inside
from search.errors import DocumentNotFoundError
from search.models import CleanedDocument
from search.query import (
    All,
    Any,
    Clause,
    Column,
    Fuzzy,
    Inside,
    ParsedQuery,
    Pattern,
    Phrase,
    Word,
    Zone,
)
from search.requests import Facet, Sort
from search.scoring import Scoring
from search.serialization import document_from_stored

if TYPE_CHECKING:
    from search.engines.completer import Completer


class WhooshIndexReader:
    """Read the index in a folder; threads may share a reader and take turns.

    Raises IndexNotFoundError, and BrokenIndexError wherever the files turn out to be damaged.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._contents, segments = open_segments(path)
        self._turn = Turn(path)
        self._settings: dict[str, bytes] = {}
        with damage_reported(path):
            self._leaves = leaves_of(segments)
            self._questions = {Zone.KEPT: Questions(self._leaves)}
            self._catalogs = Catalogs(self._leaves)
            self._matched = Matched(self._leaves, self._catalogs)
            self.searcher = open_searcher(self._leaves)

    @functools.cached_property
    def document_count(self) -> int:
        """The number of documents."""
        return sum(segment.live for segment in self._contents.segments)

    @property
    def version(self) -> str:
        """The state of the index that is seen: another after each commit."""
        seals = repr([sorted(each.files.items()) for each in self._contents.segments])
        return f"{self._contents.generation}-{zlib.crc32(seals.encode()):08x}"

    @functools.cached_property
    def completer(self) -> Completer:
        """What knows how words go on."""
        from search.engines.whoosh.completer import WhooshCompleter  # noqa: PLC0415 - see lazy

        return WhooshCompleter(self._leaves, self._turn)

    def search(
        self, query: ParsedQuery, scoring: Scoring, limit: int, sort: Sort = Sort.RELEVANCE
    ) -> Matches:
        """Return the first `limit` matches, ties by id, with their BM25 over both fields."""
        if query.clause is None:
            return Matches(0, ())
        clause = _clause_of(query)
        with self._turn:
            question = self._in(query.zone).ask(query, query.clause, scoring, limit)
            if sort is not Sort.RELEVANCE:
                found = self._matched.documents(clause)
                return first_by(self._leaves, self._catalogs, question, sort, found)
            marks = self._matched.room()
            total, candidates = self.searcher.answer(question, marks)
            if marks is not None:
                self._matched.remember(clause)
        return Matches(total, tuple(candidates))

    def counts(
        self,
        query: ParsedQuery,
        filters: Mapping[Facet, Clause],
        facets: Sequence[Facet],
        limit: int,
    ) -> Counts:
        """Return how many documents match the query and the filters, and how many by facet."""
        with self._turn:
            counter = Counter(self._leaves, self._catalogs, self._matched)
            return counter.count(_clause_of(query), filters, facets, limit)

    def reprints(self, query: ParsedQuery, keys: Sequence[int]) -> Sequence[int]:
        """Return how many others of the group of each of the documents `keys` match the query."""
        with self._turn:
            return self._matched.reprints(_clause_of(query), keys)

    def groups(self, keys: Sequence[int]) -> list[str | None]:
        """Return the group of each of the documents `keys`, None for one without reprints."""
        with self._turn:
            return [leaf.value(Column.GROUP, number) for leaf, number in placed(self._leaves, keys)]

    def days(self, keys: Sequence[int]) -> list[datetime.date | None]:
        """Return the day of each of the documents `keys`, None for one without date."""
        with self._turn:
            return [leaf.columns.day(number) for leaf, number in placed(self._leaves, keys)]

    def values(self, column: Column) -> Mapping[str, int]:
        """Return all values of a column, in order, and how many documents have each."""
        with self._turn:
            catalog = self._catalogs.find(column.value)
            return catalog.present(self._catalogs.totals(column.value))

    def has_values(self, column: Column) -> bool:
        """Tell whether any document has a value in a column."""
        with self._turn:
            return bool(self._catalogs.totals(column.value)[1:].any())

    def frequent_values(self, column: Column, limit: int) -> Mapping[str, int]:
        """Return the values that most documents have, equal counts by name."""
        with self._turn:
            return self._catalogs.frequent(column.value, limit)

    def titles(self, start: str, limit: int) -> Mapping[str, int]:
        """Return titles that begin with `start`, and how many documents have each."""
        with self._turn:
            return titles(self._catalogs, start, limit)

    def titled(self, titles: Sequence[str]) -> list[int]:
        """Return the key of the first document, by ids, of each of some titles that has one."""
        with self._turn:
            return titled(self._leaves, titles)

    def sample(self, most: int) -> list[int]:
        """Return keys of documents at equal distances in the order of titles."""
        everything = ParsedQuery("", All(()), ())
        found = self.search(everything, Scoring(), max(1, self.document_count), Sort.TITLE)
        step = max(1, -(-len(found.candidates) // max(1, most)))
        return [each.key for each in found.candidates[::step]]

    def shares(self, query: ParsedQuery, key: int, scoring: Scoring) -> Mapping[ScoredTerm, float]:
        """Return what each term counts in the document `key`: together, its score in `search`."""
        if query.clause is None:
            return {}
        with self._turn:
            question = self._in(query.zone).ask(query, query.clause, scoring, 1)
            [(leaf, document)] = by_leaf(self._leaves, [key])
            return shares(leaf, question, document)

    def tree(self, query: ParsedQuery, scoring: Scoring) -> TreeQuery:
        """Return a query of ours as one of Whoosh's, for `searcher` and its collectors."""
        clause = query.clause if query.clause is not None else Any(())
        return TreeQuery(self._in(query.zone).ask(query, clause, scoring, self.document_count))

    def weights(self, forms: Sequence[Word | Pattern], zone: Zone = Zone.KEPT) -> list[float]:
        """Return the inverse document frequencies of patterns, of words' stems or exact forms."""
        with self._turn:
            return [*map(self._in(zone).weight, forms)]

    def frequencies(
        self, forms: Sequence[Word | Phrase | Pattern], zone: Zone = Zone.KEPT
    ) -> list[int]:
        """Return how many documents hold each form, a word by whichever term more of them do."""
        with self._turn:
            return [*map(self._in(zone).holding, forms)]

    def together(
        self, pairs: Sequence[tuple[Word, Sequence[Word]]], zone: Zone = Zone.KEPT
    ) -> list[int]:
        """Return how many documents hold a word and any of those beside it, deleted ones too."""
        with self._turn:
            leaves = [inside(leaf, zone) for leaf in self._leaves]
            return [
                sum(len(among(leaf, Any((*others,)), listed(leaf, word))) for leaf in leaves)
                for word, others in pairs
            ]

    def terms_near(self, pattern: Fuzzy, zone: Zone = Zone.KEPT) -> Mapping[str, int]:
        """Return the terms near a term, and how many documents hold each."""
        with self._turn:
            return self._in(zone).terms_near(pattern)

    def setting(self, name: str) -> bytes:
        """Return what was kept by that name; nothing where nothing was."""
        if name not in self._settings:
            self._settings[name] = read_setting(self._path, name)
        return self._settings[name]

    def positions(
        self, words: Sequence[Word], keys: Sequence[int], zone: Zone = Zone.KEPT
    ) -> Placings:
        """Return where each word stands, in any of its forms, in each of the documents `keys`."""
        counts, positions = [], []
        if words:
            with self._turn:
                for leaf, documents in by_leaf(self._leaves, keys):
                    lists = tuple(map(inside(leaf, zone).lists, words))
                    found = kernels.positions(documents, lists)
                    counts.append(found[0])
                    positions.append(found[1])
        return Placings(
            np.frombuffer(b"".join(counts), "<u4").reshape(len(keys), len(words)),
            np.frombuffer(b"".join(positions), "<u4"),
        )

    def scores(
        self,
        patterns: Sequence[Pattern],
        keys: Sequence[int],
        scoring: Scoring,
        zone: Zone = Zone.KEPT,
    ) -> npt.NDArray[np.float64]:
        """Return BM25 of each pattern, as if all its terms were one, a row for each of `keys`."""
        with self._turn:
            scorer = self._in(zone).pattern_scorer(patterns, scoring)
            found = [
                scorer.scores(inside(leaf, zone), documents)
                for leaf, documents in by_leaf(self._leaves, keys)
            ]
        return np.concatenate([np.empty((0, len(patterns))), *found])

    def documents(self, keys: Sequence[int]) -> list[CleanedDocument]:
        """Return the documents of `keys`."""
        with self._turn:
            return [
                document_from_stored(leaf.segment.documents[number])
                for leaf, number in placed(self._leaves, keys)
            ]

    def document(self, id: str) -> CleanedDocument:
        """Return the document of that id; raises DocumentNotFoundError."""
        with self._turn:
            for leaf in self._leaves:
                number = leaf.columns.ids.find(encode(id))
                if number >= 0 and not leaf.segment.is_deleted(number):
                    return document_from_stored(leaf.segment.documents[number])
        raise DocumentNotFoundError(id)

    def is_current(self) -> bool:
        """Tell whether no commit was made, and no setting changed, since the reader was opened."""
        return read_index(self._path) == self._contents and all(
            read_setting(self._path, name) == content for name, content in self._settings.items()
        )

    def close(self) -> None:
        """Let go of the index."""
        self.searcher.close()

    def _in(self, zone: Zone) -> Questions:
        """Return what terms are worth in a zone."""
        if zone not in self._questions:
            self._questions[zone] = Questions(self._leaves, zone)
        return self._questions[zone]


def _clause_of(query: ParsedQuery) -> Clause:
    """Return what documents must match, whichever zone is asked by itself."""
    clause = query.clause if query.clause is not None else Any(())
    return clause if query.zone is Zone.KEPT else Inside(query.zone, clause)
