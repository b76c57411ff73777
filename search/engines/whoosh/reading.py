"""Read an index: a view that later commits do not change."""

from __future__ import annotations

import contextlib
import functools
import json
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import whoosh.index
from whoosh.searching import Searcher

from search.engines.base import Candidate, Matches
from search.engines.whoosh.collecting import BestCollector
from search.engines.whoosh.occurrences import word_positions
from search.engines.whoosh.queries import to_whoosh
from search.engines.whoosh.schema import DOCUMENT, EXACT, ID, STEM
from search.engines.whoosh.scorers import Bm25
from search.engines.whoosh.storage import contents_of, damage_reported, open_index
from search.errors import DocumentNotFoundError
from search.models import CleanedDocument
from search.query import Query, Word
from search.scoring import Scoring, inverse_document_frequency
from search.serialization import document_from_json


class WhooshIndexReader:
    """Read the index in a folder; threads may share a reader and take turns.

    Raises IndexNotFoundError, and BrokenIndexError wherever the files turn out to be damaged.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._index = open_index(path)
        self._lock = threading.RLock()
        with damage_reported(path):
            self._contents = contents_of(path)
            self._reader = self._index.reader()
            self._ids = IdColumn(self._reader)

    @functools.cached_property
    def document_count(self) -> int:
        """The number of documents."""
        return int(self._reader.doc_count())

    @functools.cached_property
    def _mean_length(self) -> float:
        """The mean number of content words of a document, at least 1."""
        total = int(self._reader.field_length(STEM))
        return max(1.0, total / max(1, int(self._reader.doc_count_all())))

    def search(self, query: Query, scoring: Scoring, limit: int) -> Matches:
        """Return the `limit` best matches by BM25 over both fields, equal scores by id."""
        with self._turn():
            weighting = Bm25(scoring, self._mean_length)
            searcher = Searcher(self._reader, weighting=weighting, fromindex=self._index)
            collector = BestCollector(limit, self._ids.order)
            searcher.search_with_collector(to_whoosh(query, scoring), collector)
            found = [
                Candidate(number, self._ids[number], score) for score, number in collector.best()
            ]
            return Matches(collector.count(), tuple(found))

    def weight(self, word: Word) -> float:
        """Return the inverse document frequency of the word's stem, of a stop word's exact form."""
        field, term = (EXACT, word.exact) if word.is_stop else (STEM, word.stem)
        with self._turn():
            frequency = self._reader.doc_frequency(field, term.encode())
            return inverse_document_frequency(self._reader.doc_count_all(), frequency)

    def positions(
        self, words: Iterable[Word], keys: Sequence[int]
    ) -> Mapping[Word, Mapping[int, frozenset[int]]]:
        """Return where each word stands, in any of its forms, in each of the documents `keys`."""
        found: dict[Word, dict[int, frozenset[int]]] = defaultdict(dict)
        words = tuple(words)
        with self._turn():
            for reader, offset in self._reader.leaf_readers():
                numbers = sorted(
                    k - offset for k in keys if 0 <= k - offset < reader.doc_count_all()
                )
                for word in words:
                    here = word_positions(reader, word, numbers)
                    found[word].update((number + offset, at) for number, at in here.items())
        return found

    def documents(self, keys: Sequence[int]) -> list[CleanedDocument]:
        """Return the documents of `keys`."""
        with self._turn():
            return [
                document_from_json(json.loads(self._reader.stored_fields(key)[DOCUMENT]))
                for key in keys
            ]

    def document(self, id: str) -> CleanedDocument:
        """Return the document of that id; raises DocumentNotFoundError."""
        with self._turn():
            numbers = Searcher(self._reader, fromindex=self._index).document_numbers(**{ID: id})
            key = next(iter(numbers), None)
        if key is None:
            raise DocumentNotFoundError(id)
        return self.documents([key])[0]

    def is_current(self) -> bool:
        """Tell whether no commit was made since the reader was opened."""
        with self._turn():
            return contents_of(self._path) == self._contents

    def close(self) -> None:
        """Let go of the index."""
        self._reader.close()

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        """Read alone: Whoosh's readers keep their place in files that threads would share."""
        with self._lock, damage_reported(self._path):
            yield


class IdColumn:
    """The ids of documents by number, over all segments."""

    def __init__(self, reader: Any) -> None:
        self._columns = [
            (leaf.column_reader(ID, translate=False), offset)
            for leaf, offset in reader.leaf_readers()
            if leaf.doc_count_all()
        ]

    @functools.cached_property
    def order(self) -> dict[int, int]:
        """The place of each document, by number, in the order of ids."""
        ids = (
            (column[n], n + offset) for column, offset in self._columns for n in range(len(column))
        )
        return {number: place for place, (_, number) in enumerate(sorted(ids))}

    def __getitem__(self, number: int) -> str:
        """Return the id of the document `number`."""
        column, offset = next(pair for pair in reversed(self._columns) if pair[1] <= number)
        id: bytes = column[number - offset]
        return id.decode()


def stored_column(index: whoosh.index.FileIndex, field: str, path: str) -> dict[str, str]:
    """Return what stands in a column for each document by its id; raises BrokenIndexError."""
    found: dict[str, str] = {}
    with damage_reported(path), contextlib.closing(index.reader()) as reader:
        for leaf, _ in reader.leaf_readers():
            if leaf.doc_count():
                ids = leaf.column_reader(ID, translate=False)
                values = leaf.column_reader(field, translate=False)
                numbers = leaf.all_doc_ids()
                found.update((ids[n].decode(), values[n].decode()) for n in numbers)
    return found
