"""An engine that looks at every word of every document: what the others are held against."""

from __future__ import annotations

import dataclasses
import fnmatch
import itertools
import math
import re
import unicodedata
from collections.abc import Iterator, Sequence

from search.analysis import Variant
from search.analysis.folding import fold
from search.models import CleanedDocument
from search.query import (
    All,
    Any,
    Clause,
    Column,
    Either,
    Field,
    Fuzzy,
    Has,
    Inside,
    Like,
    Long,
    Near,
    Not,
    ParsedQuery,
    Pattern,
    Phrase,
    Prefix,
    Published,
    TermRange,
    Way,
    Wildcard,
    Word,
    parse,
    words_of,
)
from search.scoring import Scoring
from tests.engines.trees import ANALYZER


@dataclasses.dataclass(frozen=True)
class NaiveDocument:
    """The words of a document, in order."""

    document: CleanedDocument
    tokens: tuple[Word, ...]
    variants: tuple[Variant, ...] = ()

    @property
    def id(self) -> str:
        return self.document.id

    @property
    def length(self) -> int:
        return sum(not token.is_stop for token in self.tokens)

    def terms(self, field: Field) -> list[str]:
        if field is Field.EXACT:
            exacts = [token.exact for token in self.tokens]
            return exacts + [variant.exact for variant in self.variants]
        stems = [token.stem for token in self.tokens if not token.is_stop]
        return stems + [variant.stem for variant in self.variants if variant.stem]

    def positions(self, wanted: Word) -> frozenset[int]:
        return frozenset(
            position
            for position, token in enumerate(self.tokens)
            if (wanted.exact and token.exact == wanted.exact)
            or (
                wanted.stem
                and token.stem == wanted.stem
                and not token.is_stop
                and not wanted.is_stop
            )
        ) | {
            variant.position
            for variant in self.variants
            if (wanted.exact and variant.exact == wanted.exact)
            or (wanted.stem and variant.stem == wanted.stem and not wanted.is_stop)
        }

    def matches(self, clause: Clause) -> bool:
        match clause:
            case Any() | Either():
                return any(map(self.matches, clause.clauses))
            case All(each):
                return all(map(self.matches, each))
            case Not():
                return not self.matches(clause.clause)
            case Published() | Has() | Like() | Long():
                return self.passes(clause)
            case Inside():
                raise NotImplementedError
            case Prefix() | Wildcard() | Fuzzy() | TermRange():
                return any(is_like(term, clause) for term in self.terms(clause.field))
            case _:
                return self.says(clause)

    def says(self, clause: Word | Phrase | Near) -> bool:
        match clause:
            case Word():
                return bool(self.positions(clause))
            case Phrase(each):
                starts = (
                    {position - offset for position in self.positions(word)}
                    for offset, word in enumerate(each)
                )
                return bool(set.intersection(*starts))
            case Near():
                return any(fits(each, clause) for each in self.placings(clause.words))

    def passes(self, clause: Published | Has | Like | Long) -> bool:
        match clause:
            case Published():
                day = self.document.metadata.published
                return day is not None and not (
                    (clause.first and day < clause.first) or (clause.last and day > clause.last)
                )
            case Has():
                return self.value(clause.column) in clause.values
            case Like():
                value = self.value(clause.column)
                return value is not None and f" {plain(clause.text)} " in f" {plain(value)} "
            case Long():
                least = 0 if clause.first is None else clause.first
                return self.length >= least and (clause.last is None or self.length <= clause.last)

    def placings(self, words: Sequence[Word]) -> Iterator[tuple[int, ...]]:
        """Yield every way to give each word a position of its own."""
        for placing in itertools.product(*(self.positions(word) for word in words)):
            if len(set(placing)) == len(placing):
                yield placing

    def value(self, column: Column) -> str | None:
        metadata = self.document.metadata
        match column:
            case Column.GROUP:
                return self.document.group
            case Column.AUTHOR:
                return metadata.author or metadata.agency
            case Column.PICTURE:
                return "yes" if metadata.image else None
            case Column.TRUNCATED:
                return "yes" if metadata.is_truncated else None
        value: str | None = getattr(metadata, column.value)
        return value


def plain(text: str) -> str:
    composed = unicodedata.normalize("NFC", text.lower())
    return " ".join(map(fold, re.findall(r"[^\W_]+", composed)))


def fits(placing: tuple[int, ...], clause: Near) -> bool:
    between = max(placing) - min(placing) - (len(placing) - 2)
    is_in_order = list(placing) == sorted(placing)
    return between <= clause.distance and (is_in_order or not clause.is_ordered)


def is_like(term: str, clause: Prefix | Wildcard | Fuzzy | TermRange) -> bool:
    match clause:
        case Prefix():
            return term.startswith(clause.start)
        case Wildcard():
            pattern = "".join(f"[{sign}]" if sign in "[]" else sign for sign in clause.pattern)
            return re.fullmatch(fnmatch.translate(pattern), term) is not None
        case TermRange():
            return (clause.first is None or clause.first <= term) and (
                clause.last is None or term <= clause.last
            )
        case Fuzzy():
            is_fixed = term.startswith(clause.term[: clause.fixed])
            return is_fixed and clause.term in within(term, clause.edits, clause.term)


def within(term: str, edits: int, alphabet: str = "abcdeghimnorstux*") -> set[str]:
    """Return the words that changes of a letter make of a term, from letters of an alphabet."""
    found = {term}
    for _ in range(edits):
        found |= {other for word in found for other in changed(word, alphabet)}
    return found


def changed(word: str, alphabet: str) -> Iterator[str]:
    letters = sorted(set(alphabet) | set(word))
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        yield from (head + letter + tail for letter in letters)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]


def naive_document(document: CleanedDocument) -> NaiveDocument:
    """Return a document with all its words."""
    variants = tuple(ANALYZER.read(document.text)[1])
    return NaiveDocument(document, parse(document.text, ANALYZER).words, variants)


class NaiveIndex:
    """An index of such documents; `deleted` are ids that still count in the statistics."""

    def __init__(
        self, documents: Sequence[NaiveDocument], scoring: Scoring, deleted: Sequence[str] = ()
    ) -> None:
        self.documents = documents
        self._scoring = scoring
        self._deleted = set(deleted)

    def search(self, query: ParsedQuery) -> list[tuple[str, float]]:
        assert query.clause is not None
        live = [each for each in self.documents if each.id not in self._deleted]
        found = [each for each in live if each.matches(query.clause)]
        scored = [(each.id, self.score(each, query)) for each in found]
        return sorted(scored, key=lambda pair: (-pair[1], pair[0]))

    def score(self, document: NaiveDocument, query: ParsedQuery) -> float:
        score = 0.0
        for wanted in query.scored_words:
            share = self._scoring.light_weight if wanted.is_light else 1.0
            if wanted.exact:
                is_unit = not (wanted.stem or wanted.is_stop)
                weight = share * (self._scoring.exact_weight + is_unit)
                score += weight * self._part(document, Field.EXACT, {wanted.exact})
            if wanted.stem and not wanted.is_stop:
                score += share * self._part(document, Field.STEM, {wanted.stem})
        whole = 1 + self._scoring.exact_weight
        score += sum(whole * self._like(document, pattern) for pattern in query.patterns)
        added = [(way, either) for either in query.either for way in either.added]
        return score + sum(self._added(document, way, either) for way, either in added)

    def _like(self, document: NaiveDocument, pattern: Pattern) -> float:
        """Return BM25 of all terms of a pattern as one."""
        held = [
            sum(is_like(term, pattern) for term in each.terms(pattern.field))
            for each in self.documents
        ]
        times = sum(is_like(term, pattern) for term in document.terms(pattern.field))
        idf = self._idf(sum(map(bool, held)))
        return idf * self._saturated(document, times)

    def _added(self, document: NaiveDocument, way: Way, either: Either) -> float:
        typed = [part for word in words_of(either) for part in self._parts(word)]
        worth = [idf for _, idf in typed if idf < self._idf(0)]
        most = max(worth, default=math.inf)
        if isinstance(way.clause, Phrase):
            holding = sum(each.says(way.clause) for each in self.documents)
            times = int(document.says(way.clause))
            return way.weight * min(most, self._idf(holding)) * self._saturated(document, times)
        score = 0.0
        for (field, term), idf in self._parts(way.clause):
            share = self._scoring.exact_weight if field is Field.EXACT else 1.0
            times = document.terms(field).count(term)
            score += share * min(most, idf) * self._saturated(document, times)
        return way.weight * score

    def _parts(self, word: Word) -> Iterator[tuple[tuple[Field, str], float]]:
        if word.exact:
            yield (Field.EXACT, word.exact), self._idf(self._holding(Field.EXACT, word.exact))
        if word.stem and not word.is_stop:
            yield (Field.STEM, word.stem), self._idf(self._holding(Field.STEM, word.stem))

    def scores_of(self, patterns: Sequence[Pattern]) -> dict[Pattern, dict[str, float]]:
        found: dict[Pattern, dict[str, float]] = {}
        for pattern in patterns:
            every = {term for each in self.documents for term in each.terms(pattern.field)}
            like = {term for term in every if is_like(term, pattern)}
            found[pattern] = {
                each.id: self._part(each, pattern.field, like) for each in self.documents
            }
        return found

    def _part(self, document: NaiveDocument, field: Field, terms: set[str]) -> float:
        held = [len(terms.intersection(each.terms(field))) for each in self.documents]
        idf = self._idf(min(len(self.documents), sum(held)))
        return idf * self._saturated(document, sum(map(document.terms(field).count, terms)))

    def _holding(self, field: Field, term: str) -> int:
        return sum(term in each.terms(field) for each in self.documents)

    def _idf(self, holding: int) -> float:
        return math.log(1 + (len(self.documents) - holding + 0.5) / (holding + 0.5))

    def _saturated(self, document: NaiveDocument, times: int) -> float:
        mean = max(1.0, sum(each.length for each in self.documents) / len(self.documents))
        norm = 1 - self._scoring.b + self._scoring.b * document.length / mean
        return times * (self._scoring.k1 + 1) / (times + self._scoring.k1 * norm)
