"""Suggest how a query that is being typed may go on: words, phrases and titles of kept texts.

What is looked at is bounded, and chosen the same way each time: where a beginning stands in too
many places, the most frequent words are looked at, and documents at even distances; how a word is
written, and how a phrase goes on, is read in a few documents. What is suggested stands in a kept
text, and is counted in all documents.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from search.analysis import FrenchAnalyzer
from search.engines.base import IndexReader
from search.engines.completer import Sample, Standing
from search.query import Column, Word
from search.suggestions.choosing import (
    DOCUMENTS,
    OF_EACH,
    TITLE_DOCUMENTS,
    TITLE_POSITIONS,
    earliest,
    examples,
)
from search.suggestions.column_values import ColumnValues
from search.suggestions.continuing import Continuation, finder, longest_agreed, written_best
from search.suggestions.counted import distinct, suggestions
from search.suggestions.kept_texts import KeptTexts
from search.suggestions.models import Kind, Suggestion
from search.suggestions.titles import TitleSuggester
from search.suggestions.typed import Typed, read_typed

CONTEXT = 3
"""Words before the last that a phrase is looked for with; more of them agree on nothing else."""

TITLES = 3
"""Titles among eight suggestions."""

CANDIDATES = 12
"""Words that are looked at for a list of suggestions: some are forms of one, or stop words."""

MOST_COUNTED = 4000
"""Words of documents that are looked at to count phrases: about a millisecond."""

FOLLOWING = 64
"""Documents of a word that are looked at to see whether it ever stands behind a stop word."""

BESIDE = 3
"""Words that are suggested because they stand in documents with those before."""

REMEMBERED_WORDS = 1 << 12
"""Words of which is remembered how they are written: about 4 MB."""


Count = Callable[[str], int]
"""Returns how many documents a query finds."""

NOTHING = np.empty(0, dtype=np.int64)
NOWHERE = Standing(NOTHING, NOTHING, NOTHING, ())
"""For words that nothing is looked for behind."""


class Suggester:
    """Complete queries for one view of an index; may be shared by threads."""

    def __init__(self, reader: IndexReader, analyzer: FrenchAnalyzer, count: Count) -> None:
        self.reader = reader
        self._count = count
        self._analyzer = analyzer
        self._texts = KeptTexts(reader)
        self._titles = TitleSuggester(reader, self._texts, analyzer)
        self._continued = functools.lru_cache(REMEMBERED_WORDS)(self._read_word)
        self._values = functools.lru_cache(len(Column))(self._read_values)

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Return at most `limit` queries that `text` may become, the likeliest first.

        Any text is completed, and an empty or very long one to nothing.
        """
        typed = read_typed(text, self._analyzer)
        if typed is None or limit < 1:
            return ()
        if typed.column is not None:
            return self._counted(typed, self._values(typed.column).suggest(typed, limit))
        found = self._in_context if _content(typed.words) else self._alone
        return self._counted(
            typed, tuple(itertools.islice(distinct(text, found(typed, limit)), limit))
        )

    def _counted(self, typed: Typed, found: tuple[Suggestion, ...]) -> tuple[Suggestion, ...]:
        """Return suggestions, behind operators and fields with what they find as whole queries."""
        if not typed.is_narrowed:
            return found
        counted = ((each, self._count(each.text)) for each in found)
        return tuple(
            dataclasses.replace(each, count=count, is_least=False)
            for each, count in counted
            if count
        )

    def _alone(self, typed: Typed, limit: int) -> Sequence[Suggestion]:
        """Complete a word that none but stop words stand before."""
        if not typed.start:
            return self._titles.suggest(typed, (), _of_titles(limit))
        early = self.reader.completer.early(typed.start, TITLE_POSITIONS, TITLE_DOCUMENTS)
        titles = self._titles.suggest(typed, early, _of_titles(limit))
        room = limit - len(titles)
        words, longer = self._written(self._frequent(typed), room)
        found = [*self._words(typed, words), *self._phrases(typed, longer)]
        return (*found[:room], *titles)

    def _frequent(self, typed: Typed) -> Iterable[str]:
        """Return frequent words; behind a stop word, those that are ever found there."""
        completer, context = self.reader.completer, _exactly(typed.words[-1:])
        terms = [*completer.frequent(typed.start, CANDIDATES)]
        if not context:
            return terms
        return itertools.compress(terms, completer.follows(context, terms, FOLLOWING))

    def _in_context(self, typed: Typed, limit: int) -> Sequence[Suggestion]:
        """Complete a word by what stands behind those before it, then by what stands with them."""
        completer, context = self.reader.completer, _exactly(typed.words)
        standing = completer.behind(context, typed.start) if typed.start else NOWHERE
        keys = examples(standing, limit) or completer.holding(context, DOCUMENTS)
        early = [*earliest(standing, len(context)), *keys][:TITLE_DOCUMENTS]
        titles = self._titles.suggest(typed, early, _of_titles(limit))
        room = limit - len(titles)
        found = self._phrases(typed, self._continuations(typed, keys, room))[:room]
        if _may_be_apart(typed) and len(found) < room:
            beside = completer.beside(_content(typed.words), typed.start, CANDIDATES)
            words, _ = self._written(beside, min(BESIDE, room - len(found)))
            found += self._words(typed, words)
        return (*found, *titles)

    def _written(
        self, terms: Iterable[str], limit: int
    ) -> tuple[list[Continuation], list[Continuation]]:
        """Return terms as texts write them, one of each stem, and what they are followed by."""
        words: dict[str, Continuation] = {}
        longer: list[Continuation] = []
        for term in terms:
            word, phrase = self._continued(term)
            if word is None or word.words[0].is_stop or word.stems[0] in words:
                continue
            words[word.stems[0]] = word
            longer += [phrase] if phrase else []
            if len(words) == limit:
                break
        return [*words.values()], longer

    def _continuations(self, typed: Typed, keys: Iterable[int], most: int) -> list[Continuation]:
        """Return how documents go on behind the words typed, up to a word that says something.

        Where they agree on more, that is returned as well.
        """
        groups: dict[tuple[str, ...], list[Continuation]] = {}
        find = finder([word.exact for word in _last(typed.words)], typed.start, self._analyzer)
        kept = (each.kept for each in self._texts.of([*keys]))
        for text in itertools.chain.from_iterable(kept):
            for _, each in find(text):
                if each.content:
                    groups.setdefault(each.first(each.content).stems, []).append(each)
        found = []
        for group in sorted(groups.values(), key=lambda each: (-len(each), each[0].terms))[:most]:
            found.append(written_best([each.first(each.content) for each in group]))
            found += filter(None, [longest_agreed(group)])
        return found

    def _words(self, typed: Typed, found: Sequence[Continuation]) -> list[Suggestion]:
        """Return words with the number of documents that hold them and those before, most first."""
        words = [each.words[0] for each in found]
        counts = self.reader.completer.count_together(_content(typed.words), words)
        return suggestions(typed, Kind.WORD, found, [Sample(each, 1, 1) for each in counts])

    def _phrases(self, typed: Typed, found: Sequence[Continuation]) -> list[Suggestion]:
        """Return phrases with the number of documents that hold them, most first."""
        words = typed.words if _content(typed.words) else ()
        others = [each.words for each in found]
        counts = self.reader.completer.count_in_a_row(words, others, MOST_COUNTED)
        return suggestions(typed, Kind.PHRASE, found, counts)

    def _read_word(self, term: str) -> tuple[Continuation | None, Continuation | None]:
        """Return a word as a few documents write it, and what most of these go on with."""
        keys = self.reader.completer.examples(term, OF_EACH)
        texts = itertools.chain.from_iterable(each.kept for each in self._texts.of(keys))
        find = finder((), term, self._analyzer, is_complete=True)
        found = [each for text in texts for _, each in find(text)]
        if not found:
            return None, None
        return written_best([each.first(1) for each in found]), longest_agreed(found)

    def _read_values(self, column: Column) -> ColumnValues:
        return ColumnValues(self.reader.values(column))


def _may_be_apart(typed: Typed) -> bool:
    """Tell whether the last word may stand apart from the others: no stop word leads to it."""
    return bool(typed.start and not typed.closing and not typed.words[-1].is_stop)


def _exactly(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the last words, to be found as they are."""
    return tuple(Word(word.text, "", word.exact, word.is_stop) for word in _last(words))


def _last(words: Sequence[Word]) -> Sequence[Word]:
    """Return the last words from one on that says something, where one of them does."""
    last = words[-CONTEXT:]
    first = next((place for place, word in enumerate(last) if not word.is_stop), 0)
    return last[first:]


def _content(words: Sequence[Word]) -> tuple[Word, ...]:
    return tuple(dict.fromkeys(word for word in words if not word.is_stop))


def _of_titles(limit: int) -> int:
    """Return how many of some suggestions may be titles."""
    return -(-limit * TITLES // 8)
