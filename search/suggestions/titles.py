"""Suggest titles that begin with what was typed, or have it at the start of a word."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence

from search.analysis import FrenchAnalyzer
from search.analysis.plain import TITLE_CHARACTERS, plain
from search.engines.base import IndexReader
from search.models import Span
from search.suggestions.continuing import finder
from search.suggestions.kept_texts import KeptTexts
from search.suggestions.models import Kind, Suggestion
from search.suggestions.typed import Typed


class TitleSuggester:
    """Suggest titles for one view of an index; may be shared by threads."""

    def __init__(self, reader: IndexReader, texts: KeptTexts, analyzer: FrenchAnalyzer) -> None:
        self._reader = reader
        self._texts = texts
        self._analyzer = analyzer

    def suggest(self, typed: Typed, keys: Sequence[int], most: int) -> list[Suggestion]:
        """Return at most so many titles, those that begin with what was typed first.

        `keys` are documents of which the titles are looked at where too few begin so.
        """
        if not typed.is_plain:
            return []
        begun = plain(typed.before + typed.last)[:TITLE_CHARACTERS]
        known = self._reader.titles(begun, most)
        found = self._found(typed, self._reader.titled([*known]))
        if len(found) < most:
            found |= {t: spans for t, spans in self._found(typed, keys).items() if t not in found}
        ordered = sorted(found.items(), key=lambda each: each[1][0][0])[:most]
        return [_suggestion(text, spans, known) for text, spans in ordered]

    def _found(self, typed: Typed, keys: Iterable[int]) -> dict[str, list[Span]]:
        """Return the titles of documents that have what was typed, and where each of them does."""
        find = finder([word.exact for word in typed.words], typed.start, self._analyzer)
        found: dict[str, list[Span]] = {}
        texts = self._texts.of([*dict.fromkeys(keys)])
        for title in filter(None, [each.title for each in texts]):
            for span, _ in itertools.islice(find(title), 1):
                found.setdefault(title.written, []).append(span)
        return found


def _suggestion(title: str, spans: Sequence[Span], known: Mapping[str, int]) -> Suggestion:
    """Return a title, with the number of documents that have it, or of those that were looked at.

    Spaces are one character each, so that the spans stay.
    """
    text = "".join(" " if char.isspace() else char for char in title).rstrip()
    start, end = spans[0]
    highlights = tuple(span for span in ((0, start), (end, len(text))) if span[0] < span[1])
    key = plain(title)
    is_least = key not in known or len(key) >= TITLE_CHARACTERS
    count = len(spans) if is_least else known[key]
    return Suggestion(text, Kind.TITLE, count, highlights, is_least)
