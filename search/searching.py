"""The whole query flow: parse, match, rank, show."""

from __future__ import annotations

import dataclasses
import functools
import os
import time
from collections.abc import Callable, Sequence
from typing import Self

from search.analysis import FrenchAnalyzer
from search.engines.base import Candidate, IndexReader, Matches
from search.engines.whoosh import WhooshIndexReader
from search.expansion import Expander
from search.explanations import Explanation
from search.highlighting import Highlighter
from search.models import CleanedDocument, Hit, Passage, ResultPage, Span
from search.query import ParsedQuery, parse, relax
from search.query.correcting import is_told
from search.ranking import explain, rank, term_weights
from search.scoring import Scoring
from search.snippets import snippet

PAGE_SIZE = 10
"""Hits of a page."""

NOTHING_FOUND = (
    "Aucun article ne répond à «\u202f{}\u202f» : voici les résultats pour «\u202f{}\u202f»."
)

LONGEST_SAID = 200
"""Characters of a query that is repeated to its user: two or three lines."""

PARSED_QUERIES = 64
"""Queries that are remembered: an article is marked block by block for the same one."""


def open_index(path: str | os.PathLike[str]) -> Searcher:
    """Open the index in the folder `path`.

    Raises IndexNotFoundError when there is none, BrokenIndexError when it cannot be read.
    """
    return Searcher(os.fspath(path))


class Searcher:
    """Search an index; may be shared by threads, and must be closed.

    A searcher sees the index as it was opened until `refresh` is called.
    """

    def __init__(self, path: str, scoring: Scoring | None = None) -> None:
        self._path = path
        self._scoring = scoring or Scoring()
        self._analyzer = FrenchAnalyzer()
        self._parse = functools.lru_cache(PARSED_QUERIES)(
            functools.partial(parse, analyzer=self._analyzer)
        )
        self._reader: IndexReader = WhooshIndexReader(path)
        self._expander = Expander(self._reader, self._analyzer)

    def search(self, query: str, page: int = 1, size: int = PAGE_SIZE) -> ResultPage:
        """Return one page of the documents that match `query`, best first.

        Any text is a query: what is not understood is said in the page's warnings. A page
        beyond the last one is the last one, one below 1 the first.
        """
        started = time.perf_counter()
        reader, size = self._reader, max(1, size)
        understood, matches = self._rank(query, reader, page * size)
        page = min(max(1, page), max(1, -(-matches.total // size)))
        first = (page - 1) * size
        hits = self._hits(understood, reader, matches.candidates[first : first + size], first + 1)
        return ResultPage(
            query=query,
            page=page,
            size=size,
            total=matches.total,
            took_ms=(time.perf_counter() - started) * 1000,
            warnings=understood.warnings,
            hits=hits,
            suggestion=self._suggestion(query, understood),
        )

    def best(self, query: str, limit: int) -> list[tuple[str, float]]:
        """Return the ids and scores of the `limit` best documents, without showing them."""
        _, matches = self._rank(query, self._reader, limit)
        return [(candidate.id, candidate.score) for candidate in matches.candidates]

    def understand(self, query: str) -> ParsedQuery:
        """Return the query as it is answered: loosened where it would find nothing."""
        return self._rank(query, self._reader, 1)[0]

    def explain(self, query: str, id: str) -> Explanation:
        """Return why `query` finds the document of that id, and what its score is made of.

        Raises DocumentNotFoundError where there is no such document.
        """
        reader = self._reader
        document = reader.document(id)
        return explain(self.understand(query), reader, document, self._scoring, self._analyzer)

    def document(self, id: str) -> CleanedDocument:
        """Return the document of that id; raises DocumentNotFoundError."""
        return self._reader.document(id)

    def highlight(self, query: str, text: str) -> tuple[Span, ...]:
        """Return the spans of `text` that match `query`, ascending and disjoint."""
        return self.marker(query)(text)

    def marker(self, query: str) -> Callable[[str], tuple[Span, ...]]:
        """Return a function that gives the spans of any text that match `query`.

        What `search` would have loosened to find anything is loosened here, too.
        """
        return Highlighter(self.understand(query).terms, self._analyzer).spans

    @property
    def document_count(self) -> int:
        """The number of documents."""
        return self._reader.document_count

    def refresh(self) -> None:
        """See the last commit; without a newer one, do nothing.

        Raises BrokenIndexError when the newer index cannot be read; the searcher then goes on
        with the one it has.
        """
        if not self._reader.is_current():
            self._reader = WhooshIndexReader(self._path)
            self._expander = Expander(self._reader, self._analyzer)

    def close(self) -> None:
        """Let go of the index."""
        self._reader.close()

    def __enter__(self) -> Self:
        """Return the searcher, which is closed when the block is left."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Close the searcher."""
        self.close()

    def _rank(self, text: str, reader: IndexReader, wanted: int) -> tuple[ParsedQuery, Matches]:
        """Return the query as it was answered, and its best `wanted` documents."""
        query = self._parse(text)
        # No more than there are, however deep the page.
        limit = min(max(1, wanted), max(1, reader.document_count))
        expanded = self._expander.expand(query)
        matches = rank(expanded, reader, limit, self._scoring)
        relaxed = relax(query) if not matches.total else None
        if relaxed is not None:
            expanded = self._expander.expand(relaxed)
            matches = rank(expanded, reader, limit, self._scoring)
        if matches.total:
            return expanded, matches
        return self._rank_suggestion(query, reader, limit) or (expanded, matches)

    def _rank_suggestion(
        self, query: ParsedQuery, reader: IndexReader, limit: int
    ) -> tuple[ParsedQuery, Matches] | None:
        """Answer what may be meant by a query that finds nothing, if that finds anything."""
        suggestion = self._expander.suggestion(query)
        if suggestion is None:
            return None
        meant = self._expander.expand(self._parse(suggestion))
        matches = rank(meant, reader, limit, self._scoring)
        if not matches.total:
            return None
        warning = NOTHING_FOUND.format(_shortened(query.text), _shortened(suggestion))
        return dataclasses.replace(meant, warnings=(*query.warnings, warning)), matches

    def _suggestion(self, query: str, understood: ParsedQuery) -> str | None:
        """Return what may be meant, where it is short and was not said in a warning."""
        if len(query) > LONGEST_SAID:
            return None
        suggestion = self._expander.suggestion(self._parse(query))
        if suggestion is None or is_told(suggestion, query, understood):
            return None
        return suggestion

    def _hits(
        self,
        query: ParsedQuery,
        reader: IndexReader,
        candidates: Sequence[Candidate],
        first_rank: int,
    ) -> tuple[Hit, ...]:
        weights, highlighter = term_weights(query, reader), Highlighter(query.terms, self._analyzer)
        documents = reader.documents([candidate.key for candidate in candidates])
        ranked = enumerate(zip(candidates, documents, strict=True), first_rank)
        return tuple(
            Hit(
                rank=rank,
                score=candidate.score,
                document=document,
                heading=_heading(document, highlighter),
                snippet=snippet(document, highlighter, weights),
            )
            for rank, (candidate, document) in ranked
        )


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SAID else f"{text[: LONGEST_SAID - 1]}…"


def _heading(document: CleanedDocument, highlighter: Highlighter) -> Passage:
    text = document.heading
    return Passage(text, highlighter.spans(text))
