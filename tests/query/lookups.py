"""What an index would say, made of a few texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from search.analysis import FrenchAnalyzer
from search.query import Fuzzy, Phrase, Word, parse
from search.query.edits import Neighborhood

ANALYZER = FrenchAnalyzer()


class Texts:
    """Texts that can be asked what an index can be asked."""

    def __init__(self, *texts: str) -> None:
        self._documents = [parse(text, ANALYZER).words for text in texts]

    def frequencies(self, forms: Sequence[Word | Phrase]) -> list[int]:
        return [*map(self.frequency, forms)]

    def frequency(self, form: Word | Phrase) -> int:
        if isinstance(form, Word):
            exact = sum(any(w.exact == form.exact for w in each) for each in self._documents)
            stem = sum(any(w.stem == form.stem for w in each) for each in self._documents)
            return max(exact, stem if form.stem and not form.is_stop else 0)
        return sum(_holds(each, form.words) for each in self._documents)

    def together(self, pairs: Sequence[tuple[Word, Sequence[Word]]]) -> list[int]:
        return [self._together(*pair) for pair in pairs]

    def terms_near(self, pattern: Fuzzy) -> dict[str, int]:
        terms = Counter(term for each in self._documents for term in {word.exact for word in each})
        near = Neighborhood(pattern.term, pattern.edits)
        start = pattern.term[: pattern.fixed]
        return {each: terms[each] for each in terms if each.startswith(start) and near.holds(each)}

    def _together(self, word: Word, others: Sequence[Word]) -> int:
        holding = [each for each in self._documents if _holds(each, (word,))]
        return sum(any(_holds(each, (one,)) for one in others) for each in holding)


def _holds(document: tuple[Word, ...], words: tuple[Word, ...]) -> bool:
    starts = range(len(document) - len(words) + 1)
    return any(all(map(_is_form, document[start:], words)) for start in starts)


def _is_form(token: Word, word: Word) -> bool:
    has_stem = bool(word.stem) and not (word.is_stop or token.is_stop)
    return token.exact == word.exact or (has_stem and token.stem == word.stem)
