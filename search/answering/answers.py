"""Find what a request asks for: parse, expand, loosen where nothing is found, rank."""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from search.analysis import FrenchAnalyzer
from search.answering.grouping import first_of_groups
from search.answering.planning import Filters, bounded, filtered, filters_of
from search.engines.base import IndexReader, Matches
from search.expansion import Expander
from search.query import Column, ParsedQuery, parse, relax
from search.ranking import rank
from search.requests import Query, Sort
from search.scoring import Scoring

if TYPE_CHECKING:
    from search.overview import Overview

NOTHING_FOUND = (
    "Aucun article ne répond à «\u202f{}\u202f» : voici les résultats pour «\u202f{}\u202f»."
)

LONGEST_SAID = 200
"""Characters of a query that is repeated to its user: two or three lines."""

PARSED_QUERIES = 64
"""Queries that are remembered: an article is marked block by block for the same one."""

RECENT = 0.1
"""What an article of the newest day gains where newer ones are favored; of a year before, half."""


class Answer(NamedTuple):
    """The best documents of a request.

    `query` is what they match as it was understood, `filters` what they pass besides.
    """

    query: ParsedQuery
    filters: Filters
    matches: Matches

    @property
    def asked(self) -> ParsedQuery:
        """The query with its filters."""
        return filtered(self.query, self.filters)


class Answerer:
    """Answer requests in one view of an index; may be shared by threads."""

    def __init__(self, reader: IndexReader, analyzer: FrenchAnalyzer, scoring: Scoring) -> None:
        self.reader = reader
        self.analyzer = analyzer
        self.scoring = scoring
        self.expander = Expander(reader, analyzer)
        self._parsed = functools.lru_cache(PARSED_QUERIES)(
            lambda text, today: parse(text, analyzer, today=today)
        )

    def answer(self, request: Query, wanted: int) -> Answer:
        """Return the best `wanted` documents of a request, loosened where it would find nothing."""
        typed = self.parse(request.text)
        # No more than there are, however deep the page.
        limit = min(max(1, wanted), max(1, self.reader.document_count))
        answer = self._rank(typed, request, limit)
        if not answer.matches.total and (relaxed := relax(typed)) is not None:
            answer = self._rank(relaxed, request, limit)
        if answer.matches.total:
            return answer
        return self._rank_suggestion(typed, request, limit) or answer

    def total(self, request: Query) -> int:
        """Return how many documents match a request just as it is typed."""
        query = self._asked(self.parse(request.text), request)
        asked = filtered(query, filters_of(request))
        return self.reader.search(asked, self.scoring, 1).total

    def parse(self, text: str) -> ParsedQuery:
        """Return what a text asks for today."""
        return self._parsed(text, datetime.date.today())  # noqa: DTZ011  the user's own day

    def scoring_of(self, request: Query) -> Scoring:
        """Return how the documents of a request are scored."""
        if not request.favors_recent:
            return self.scoring
        return dataclasses.replace(self.scoring, recency=RECENT)

    @functools.cached_property
    def has_groups(self) -> bool:
        """Whether any document has reprints."""
        return self.reader.has_values(Column.GROUP)

    @functools.cached_property
    def overview(self) -> Overview:
        """What the index holds."""
        from search.answering.overview import overview_of  # noqa: PLC0415  needs the cleaner

        return overview_of(self)

    def _rank(self, typed: ParsedQuery, request: Query, limit: int) -> Answer:
        query = self._asked(typed, request)
        filters = filters_of(request)
        find = self._finder(filtered(query, filters), request)
        if request.is_grouped and self.has_groups:
            return Answer(query, filters, first_of_groups(find, self.reader.groups, limit))
        return Answer(query, filters, find(limit))

    def _asked(self, typed: ParsedQuery, request: Query) -> ParsedQuery:
        """Return a query expanded, in the zone and days of a request and among what was found."""
        within = [self.expander.expand(self.parse(text)) for text in request.within]
        return bounded(self.expander.expand(typed), request, within)

    def _finder(self, query: ParsedQuery, request: Query) -> Callable[[int], Matches]:
        """Return a function that finds so many of the best documents, in the order asked for."""
        if request.sort is not Sort.RELEVANCE:
            return lambda limit: self.reader.search(query, self.scoring, limit, request.sort)
        scoring = self.scoring_of(request)
        return lambda limit: rank(query, self.reader, limit, scoring)

    def _rank_suggestion(self, typed: ParsedQuery, request: Query, limit: int) -> Answer | None:
        """Answer what may be meant by a query that finds nothing, if that finds anything."""
        suggestion = self.expander.suggestion(typed)
        if suggestion is None:
            return None
        answer = self._rank(self.parse(suggestion), request, limit)
        if not answer.matches.total:
            return None
        warning = NOTHING_FOUND.format(shortened(typed.text), shortened(suggestion))
        query = dataclasses.replace(answer.query, warnings=(*typed.warnings, warning))
        return answer._replace(query=query)


def shortened(text: str) -> str:
    """Return a text, or its beginning where it is long."""
    return text if len(text) <= LONGEST_SAID else f"{text[: LONGEST_SAID - 1]}…"
