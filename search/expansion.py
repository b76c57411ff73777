"""Expand queries in the light of an index and of what its user calls the same."""

from __future__ import annotations

import functools

from search.analysis import FrenchAnalyzer
from search.engines.base import IndexReader
from search.query import Query
from search.query.compounds import Compounds
from search.query.expanding import Source, expand
from search.query.synonyms import Synonyms
from search.reading.files import SYNONYMS_FILE
from search.user_synonyms import known_synonyms


class Expander:
    """Expand queries for one view of an index; may be shared by threads."""

    def __init__(self, reader: IndexReader, analyzer: FrenchAnalyzer) -> None:
        self._reader = reader
        self._analyzer = analyzer

    def expand(self, query: Query) -> Query:
        """Return `query` with other ways to write its words."""
        return expand(query, self._sources)

    @functools.cached_property
    def _sources(self) -> tuple[Source, ...]:
        compounds = Compounds(self._reader)
        return self._synonyms.find, compounds.joined, compounds.split

    @functools.cached_property
    def _synonyms(self) -> Synonyms:
        own = self._reader.setting(SYNONYMS_FILE).decode("utf-8", "replace")
        return known_synonyms(own, self._analyzer)
