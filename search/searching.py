"""The whole query flow: understand, find, count, show."""

from __future__ import annotations

import dataclasses
import datetime
import os
import time
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Self

from search import answering, exporting, ranking, suggestions
from search.analysis import FrenchAnalyzer
from search.answering.answers import Answer, Answerer
from search.answering.neighbors import neighbors
from search.answering.paging import page_without_hits
from search.answering.showing import Shower
from search.engines.opening import environment_of, open_reader, shown
from search.errors import EngineUnavailableError
from search.highlighting import Highlighter
from search.models import CleanedDocument, Hit, Neighbors, ResultPage, Span
from search.query import ParsedQuery
from search.requests import Query
from search.scoring import Scoring

if TYPE_CHECKING:
    from search.explanations import Explanation
    from search.exporting import Export
    from search.facets import Facets
    from search.last_run import LastRun
    from search.overview import Overview
    from search.suggestions.models import Suggestion
    from search.suggestions.suggesting import Suggester

PAGE_SIZE = 10
"""Hits of a page."""

SUGGESTIONS = 8
"""Suggestions for a query that is being typed: what a reader takes in at a glance."""

SIMILAR = 5
"""Documents that are shown as like one."""

HITS_AT_ONCE = 50
"""Hits that are made together when all are gone through."""


def open_index(path: str | os.PathLike[str]) -> Searcher:
    """Open the index in the folder `path`, or at an address (opensearch://host:9200/name).

    Raises IndexNotFoundError when there is none, BrokenIndexError when it cannot be read; of an
    address also AddressError, EngineMissingError and EngineError.
    """
    return Searcher(os.fspath(path))


class Searcher:
    """Search an index; may be shared by threads, and must be closed.

    A searcher sees the index as it was opened until `refresh` is called. Wherever a query is asked
    for, it may be a text or a `Query`, which also says where to look, among which documents and in
    which order. Any text is a query: what is not understood is said in warnings.
    """

    def __init__(self, path: str, scoring: Scoring | None = None) -> None:
        self._path = path
        self._scoring = scoring or Scoring()
        self._analyzer = FrenchAnalyzer()
        self._view = self._open()
        self._suggester: Suggester | None = None

    def search(
        self, query: Query | str, page: int = 1, size: int = PAGE_SIZE, *, with_facets: bool = False
    ) -> ResultPage:
        """Return one page of the documents that match `query`, best first.

        A page beyond the last one is the last one, one below 1 the first.
        """
        started = time.perf_counter()
        request, view, size = _request(query), self._view, max(1, size)
        answer = view.answer(request, max(1, page) * size)
        result = page_without_hits(answer, request, view, size, with_facets=with_facets)
        page = min(max(1, page), max(1, result.pages))
        first = (page - 1) * size
        shown = answer.matches.candidates[first : first + size]
        return dataclasses.replace(
            result,
            page=page,
            hits=Shower(view, answer, request).hits(shown, first + 1),
            took_ms=(time.perf_counter() - started) * 1000,
        )

    def hits(self, query: Query | str) -> Iterator[Hit]:
        """Yield all hits, best first, some made at a time as they are asked for."""
        request, view = _request(query), self._view
        answer = self._complete(view.answer(request, view.reader.document_count))
        yield from _hits(answer, request, view)

    def whole(self, query: Query | str, address: str | None = None) -> Export:
        """Return all of a result as it is now, to be exported; `address` is where it can be found.

        Its hits are made as they are asked for, once.
        """
        request, view = _request(query), self._view
        answer = self._complete(view.answer(request, view.reader.document_count))
        return exporting.Export(
            query=request,
            reading=answer.query.reading.sentence if answer.query.reading else "",
            total=len(answer.matches.candidates),
            index_version=view.reader.version,
            asked_at=datetime.datetime.now(datetime.UTC).astimezone(),
            hits=_hits(answer, request, view),
            address=address,
        )

    def facets(self, query: Query | str) -> Facets:
        """Return how many of the documents that match there are of each kind."""
        request, view = _request(query), self._view
        return answering.count_facets(view.answer(request, 1), request, view.reader)[1]

    def best(self, query: Query | str, limit: int) -> list[tuple[str, float]]:
        """Return the ids and scores of the `limit` best documents, reprints too, not shown."""
        request = dataclasses.replace(_request(query), is_grouped=False)
        candidates = self._complete(self._view.answer(request, limit)).matches.candidates
        return [(candidate.id, candidate.score) for candidate in candidates]

    def understand(self, query: Query | str) -> ParsedQuery:
        """Return the query as it is answered: loosened where it would find nothing."""
        return self._view.answer(_request(query), 1).query

    def suggest(self, text: str, limit: int = SUGGESTIONS) -> tuple[Suggestion, ...]:
        """Return at most `limit` queries that `text` may become, which is still being typed."""
        view, suggester = self._view, self._suggester
        if suggester is None or suggester.reader is not view.reader:
            suggester = suggestions.Suggester(
                view.reader, self._analyzer, lambda text: view.total(Query(text))
            )
            self._suggester = suggester
        return suggester.suggest(text, limit)

    def explain(self, query: Query | str, id: str) -> Explanation:
        """Return why `query` finds the document of that id, and what its score is made of.

        Raises DocumentNotFoundError where there is no such document.
        """
        request, view = _request(query), self._view
        document = view.reader.document(id)
        asked, scoring = view.answer(request, 1).asked, view.scoring_of(request)
        return ranking.explain(asked, view.reader, document, scoring, self._analyzer)

    def document(self, id: str) -> CleanedDocument:
        """Return the document of that id; raises DocumentNotFoundError."""
        return self._view.reader.document(id)

    def similar(self, id: str, size: int = SIMILAR) -> tuple[Hit, ...]:
        """Return the documents most like the one of that id; raises DocumentNotFoundError."""
        view = self._view
        return answering.find_similar(view.reader.document(id), size, view)

    def reprints(self, id: str) -> tuple[str, ...]:
        """Return the ids of the other documents of its group; raises DocumentNotFoundError."""
        view = self._view
        return answering.find_reprints(view.reader.document(id), view)

    def neighbors(self, query: Query | str, id: str) -> Neighbors | None:
        """Return what comes before and after a document in a result; None if it is not there."""
        return neighbors(_request(query), id, self._view)

    def overview(self) -> Overview:
        """Return what the index holds; found out once for each of its states."""
        return self._view.overview

    def highlight(self, query: Query | str, text: str) -> tuple[Span, ...]:
        """Return the spans of `text` that match `query`, ascending and disjoint."""
        return self.marker(query)(text)

    def marker(self, query: Query | str) -> Callable[[str], tuple[Span, ...]]:
        """Return a function that gives the spans of any text that match `query`.

        What `search` would have loosened to find anything is loosened here, too.
        """
        return Highlighter(self.understand(query).terms, self._analyzer).spans

    @property
    def document_count(self) -> int:
        """The number of documents."""
        return self._view.reader.document_count

    @property
    def index_version(self) -> str:
        """The state of the index that is searched; every commit makes another."""
        return self._view.reader.version

    @property
    def path(self) -> str:
        """The folder of the index, or its address, without secrets."""
        return shown(self._path)

    @property
    def environment(self) -> Mapping[str, str]:
        """What another process needs in its environment to open `path`: secrets of an address."""
        return environment_of(self._path)

    @property
    def last_run(self) -> LastRun | None:
        """What the index remembers of the last run over it; None where that is nothing."""
        from search.last_run import LAST_RUN_FILE, run_from_bytes  # noqa: PLC0415  needs the cleaner

        return run_from_bytes(self._view.reader.setting(LAST_RUN_FILE))

    def refresh(self) -> None:
        """See the last commit; without a newer one, do nothing.

        Raises BrokenIndexError when the newer index cannot be read; the searcher then goes on
        with the one it has. Raises EngineUnavailableError when a server does not answer.
        """
        if not self._view.reader.is_current():
            self._view = self._open()  # whoever is searching goes on in the view before

    def close(self) -> None:
        """Let go of the index."""
        self._view.reader.close()

    def __enter__(self) -> Self:
        """Return the searcher, which is closed when the block is left."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Close the searcher."""
        self.close()

    def _complete(self, answer: Answer) -> Answer:
        """Return an answer of which nothing is missing that could not be said with it."""
        if answer.matches.is_partial:
            raise EngineUnavailableError(self.path, "for a part of the index")
        return answer

    def _open(self) -> Answerer:
        return Answerer(open_reader(self._path), self._analyzer, self._scoring)


def _request(query: Query | str) -> Query:
    return Query(query) if isinstance(query, str) else query


def _hits(answer: Answer, request: Query, view: Answerer) -> Iterator[Hit]:
    shower, candidates = Shower(view, answer, request), answer.matches.candidates
    for first in range(0, len(candidates), HITS_AT_ONCE):
        yield from shower.hits(candidates[first : first + HITS_AT_ONCE], first + 1)
