"""What an index would say, made of a few texts."""

from __future__ import annotations

import itertools
from collections import Counter

from search.analysis import FrenchAnalyzer
from search.query import Fuzzy, Phrase, Word, parse
from tests.engines.naive import within

ANALYZER = FrenchAnalyzer()


class Texts:
    """Texts that can be asked what an index can be asked."""

    def __init__(self, *texts: str) -> None:
        self._documents = [parse(text, ANALYZER).words for text in texts]

    @property
    def document_count(self) -> int:
        return len(self._documents)

    def frequency(self, form: Word | Phrase) -> int:
        if isinstance(form, Word):
            exact = sum(any(w.exact == form.exact for w in each) for each in self._documents)
            stem = sum(any(w.stem == form.stem for w in each) for each in self._documents)
            return max(exact, stem if form.stem and not form.is_stop else 0)
        return sum(_holds(each, form.words) for each in self._documents)

    def together(self, words: tuple[Word, ...]) -> int:
        return sum(all(_holds(each, (w,)) for w in words) for each in self._documents)

    def terms_near(self, pattern: Fuzzy) -> dict[str, int]:
        terms = Counter(term for each in self._documents for term in {word.exact for word in each})
        alphabet = "".join(sorted(set(itertools.chain.from_iterable(terms))))
        near = within(pattern.term, pattern.edits, alphabet)
        start = pattern.term[: pattern.fixed]
        return {term: terms[term] for term in terms if term in near and term.startswith(start)}


def _holds(document: tuple[Word, ...], words: tuple[Word, ...]) -> bool:
    starts = range(len(document) - len(words) + 1)
    return any(all(map(_is_form, document[start:], words)) for start in starts)


def _is_form(token: Word, word: Word) -> bool:
    has_stem = bool(word.stem) and not (word.is_stop or token.is_stop)
    return token.exact == word.exact or (has_stem and token.stem == word.stem)
