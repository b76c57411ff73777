"""Expand queries in the light of an index and of what its user calls the same."""

from __future__ import annotations

import dataclasses
import functools
from collections import Counter
from collections.abc import Mapping, Sequence

from search.analysis import FrenchAnalyzer
from search.engines.base import IndexReader
from search.errors import SynonymsError
from search.highlighting import Highlighter
from search.query import Fuzzy, ParsedQuery, Word
from search.query.alternatives import Lookup, exactly
from search.query.compounds import Compounds
from search.query.correcting import Corrections, warning_of
from search.query.expanding import Source, expand
from search.query.notations import notations
from search.query.synonyms import Synonyms
from search.remembering import Remembered
from search.scoring import Scoring
from search.user_synonyms import known_synonyms
from search.word_lists import SYNONYMS_FILE

REMEMBERED = 1 << 14
"""Words of which is remembered how many documents hold them: about 5 MB."""

LOOKED_AT = 3
"""Documents that are asked how they write a word."""


class Expander:
    """Expand queries for one view of an index; may be shared by threads."""

    def __init__(self, reader: IndexReader, analyzer: FrenchAnalyzer) -> None:
        self._reader = reader
        self._analyzer = analyzer

    def expand(self, query: ParsedQuery) -> ParsedQuery:
        """Return `query` with other ways to write its words; a warning tells of corrections."""
        expanded = expand(query, self.sources)
        if expanded is query or not (warning := warning_of(expanded)):
            return expanded
        return dataclasses.replace(expanded, warnings=(*query.warnings, warning))

    def suggestion(self, query: ParsedQuery) -> str | None:
        """Return what may be meant by a query in which words are unknown or rare."""
        return self._corrections.suggestion(query)

    @functools.cached_property
    def sources(self) -> tuple[Source, ...]:
        """What knows other ways to write words."""
        compounds = Compounds(self._lookup)
        return (
            notations,
            self._synonyms.find,
            compounds.joined,
            compounds.split,
            self._corrections.of_unknown,
        )

    @functools.cached_property
    def _synonyms(self) -> Synonyms:
        own = self._reader.setting(SYNONYMS_FILE).decode("utf-8", "replace")
        try:
            return known_synonyms(own, self._analyzer)
        except SynonymsError:  # it was right when it was kept: a damaged copy makes no query fail
            return known_synonyms("", self._analyzer)

    @functools.cached_property
    def _corrections(self) -> Corrections:
        return Corrections(self._lookup, functools.partial(_written, self._reader, self._analyzer))

    @functools.cached_property
    def _lookup(self) -> Lookup:
        return _Lookup(self._reader)


def _written(reader: IndexReader, analyzer: FrenchAnalyzer, term: str) -> Word:
    """Return a term as the best documents write it most often, in lower case if they ever do."""
    word = exactly(term, term)
    matches = reader.search(ParsedQuery("", word, (word,)), Scoring(), LOOKED_AT)
    spans = Highlighter((word,), analyzer).spans
    found: Counter[str] = Counter()
    for document in reader.documents([each.key for each in matches.candidates]):
        found.update(document.text[start:end] for start, end in spans(document.text))
    best = min(found, key=lambda text: (not text.islower(), -found[text], text), default=term)
    [token, *_] = analyzer.analyze(best)
    return Word(best, token.stem, token.exact, token.is_stop)


class _Lookup:
    """Ask a reader, and how many documents hold a word only once."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self.frequencies = Remembered(reader.frequencies, REMEMBERED).of

    def together(self, pairs: Sequence[tuple[Word, Sequence[Word]]]) -> list[int]:
        return self._reader.together(pairs) if pairs else []

    def terms_near(self, pattern: Fuzzy) -> Mapping[str, int]:
        return self._reader.terms_near(pattern)
