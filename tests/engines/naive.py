"""An engine that looks at every word of every document: what the others are held against."""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Iterator, Sequence

from search.query import (
    Either,
    Field,
    Fuzzy,
    ParsedQuery,
    Pattern,
    Phrase,
    Way,
    Word,
    Zone,
    words_of,
)
from search.scoring import Scoring
from tests.engines.naive_documents import NaiveDocument
from tests.engines.naive_terms import is_like


class NaiveIndex:
    """An index of such documents; `deleted` are ids that still count in the statistics."""

    def __init__(
        self, documents: Sequence[NaiveDocument], scoring: Scoring, deleted: Sequence[str] = ()
    ) -> None:
        self.documents = documents
        self._scoring = scoring
        self._deleted = set(deleted)
        self._holding = functools.cache(self._count_holding)

    def search(self, query: ParsedQuery) -> list[tuple[str, float]]:
        assert query.clause is not None
        live = [each for each in self.documents if each.id not in self._deleted]
        found = [each for each in live if each.matches(query.clause, query.zone)]
        scored = [(each.id, self.score(each, query)) for each in found]
        return sorted(scored, key=lambda pair: (-pair[1], pair[0]))

    def score(self, document: NaiveDocument, query: ParsedQuery) -> float:
        score, zone = 0.0, query.zone
        for wanted in query.scored_words:
            share = self._scoring.light_weight if wanted.is_light else 1.0
            if wanted.exact:
                is_unit = not (wanted.stem or wanted.is_stop)
                weight = share * (self._scoring.exact_weight + is_unit)
                score += weight * self._part(document, (Field.EXACT, wanted.exact), zone)
            if wanted.stem and not wanted.is_stop:
                score += share * self._part(document, (Field.STEM, wanted.stem), zone)
        whole = 1 + self._scoring.exact_weight
        score += sum(whole * self._like(document, pattern, zone) for pattern in query.patterns)
        added = [(way, either) for either in query.either for way in either.added]
        return score + sum(self._added(document, way, either, zone) for way, either in added)

    def _like(self, document: NaiveDocument, pattern: Pattern, zone: Zone) -> float:
        """Return BM25 of all terms of a pattern as one."""
        held = [
            sum(is_like(term, pattern) for term in each.terms(pattern.field, zone))
            for each in self.documents
        ]
        times = sum(is_like(term, pattern) for term in document.terms(pattern.field, zone))
        idf = self._idf(sum(map(bool, held)))
        return idf * self._saturated(document, times, zone)

    def _added(self, document: NaiveDocument, way: Way, either: Either, zone: Zone) -> float:
        typed = [part for word in words_of(either) for part in self._parts(word, zone)]
        worth = [idf for _, idf in typed if idf < self._idf(0)]
        most = max(worth, default=math.inf)
        if isinstance(way.clause, Phrase):
            holding = sum(each.says(way.clause, zone) for each in self.documents)
            times = int(document.says(way.clause, zone))
            worth_of_one = min(most, self._idf(holding))
            return way.weight * worth_of_one * self._saturated(document, times, zone)
        score = 0.0
        for (field, term), idf in self._parts(way.clause, zone):
            share = self._scoring.exact_weight if field is Field.EXACT else 1.0
            times = document.terms(field, zone).count(term)
            score += share * min(most, idf) * self._saturated(document, times, zone)
        return way.weight * score

    def _parts(self, word: Word, zone: Zone) -> Iterator[tuple[tuple[Field, str], float]]:
        terms = [(Field.EXACT, word.exact)] if word.exact else []
        terms += [(Field.STEM, word.stem)] if word.stem and not word.is_stop else []
        for term in terms:
            yield term, self._idf(self._holding(term, zone))

    def scores_of(self, patterns: Sequence[Pattern], zone: Zone) -> dict[Pattern, dict[str, float]]:
        return {pattern: self._scores_of(pattern, zone) for pattern in patterns}

    def terms_near(self, pattern: Fuzzy, zone: Zone) -> dict[str, int]:
        found = Counter[str]()
        for each in self.documents:
            terms = set(each.terms(pattern.field, zone))
            found.update(term for term in terms if is_like(term, pattern))
        return found

    def weight(self, word: Word, zone: Zone) -> float:
        is_exact = word.is_stop or not word.stem
        term = (Field.EXACT, word.exact) if is_exact else (Field.STEM, word.stem)
        return self._idf(self._holding(term, zone))

    def _scores_of(self, pattern: Pattern, zone: Zone) -> dict[str, float]:
        """Take all terms of a pattern for one, which each text of a document holds by itself."""
        terms = {
            each.id: [t for t in each.terms(pattern.field, zone) if is_like(t, pattern)]
            for each in self.documents
        }
        held = sum(
            len({t for t in text.terms(pattern.field) if is_like(t, pattern)})
            for each in self.documents
            for text in each.texts[zone]
        )
        idf = self._idf(min(len(self.documents), held))
        return {
            each.id: idf * self._saturated(each, len(terms[each.id]), zone)
            for each in self.documents
        }

    def _part(self, document: NaiveDocument, term: tuple[Field, str], zone: Zone) -> float:
        times = document.terms(term[0], zone).count(term[1])
        return self._idf(self._holding(term, zone)) * self._saturated(document, times, zone)

    @functools.cached_property
    def _mean(self) -> float:
        return max(1.0, sum(each.length for each in self.documents) / len(self.documents))

    def _count_holding(self, term: tuple[Field, str], zone: Zone) -> int:
        return sum(term[1] in each.terms(term[0], zone) for each in self.documents)

    def _idf(self, holding: int) -> float:
        return math.log(1 + (len(self.documents) - holding + 0.5) / (holding + 0.5))

    def _saturated(self, document: NaiveDocument, times: int, zone: Zone) -> float:
        b = self._scoring.b if zone in {Zone.KEPT, Zone.EVERYTHING} else 0.0
        norm = 1 - b + b * document.length / self._mean
        return times * (self._scoring.k1 + 1) / (times + self._scoring.k1 * norm)
