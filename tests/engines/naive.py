"""An engine that looks at every word of every document: what the others are held against."""

from __future__ import annotations

import dataclasses
import fnmatch
import itertools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from search.analysis import BLOCK_GAP, CAPTIONS, Variant
from search.analysis.folding import fold
from search.engines.base import REMOVED_AFTER
from search.models import Block, CleanedDocument, Label
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
    Zone,
    words_of,
)
from search.scoring import Scoring
from tests.engines.trees import ANALYZER


@dataclasses.dataclass(frozen=True)
class NaiveText:
    """The words of a text by their positions, and other notations at theirs."""

    tokens: tuple[tuple[int, Word], ...] = ()
    variants: tuple[Variant, ...] = ()

    def terms(self, field: Field) -> list[str]:
        if field is Field.EXACT:
            exacts = [token.exact for _, token in self.tokens]
            return exacts + [variant.exact for variant in self.variants]
        stems = [token.stem for _, token in self.tokens if not token.is_stop]
        return stems + [variant.stem for variant in self.variants if variant.stem]

    def positions(self, wanted: Word) -> frozenset[int]:
        return frozenset(
            position
            for position, token in self.tokens
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

    def placings(self, words: Sequence[Word]) -> Iterator[tuple[int, ...]]:
        """Yield every way to give each word a position of its own."""
        for placing in itertools.product(*(self.positions(word) for word in words)):
            if len(set(placing)) == len(placing):
                yield placing

    def __add__(self, other: NaiveText) -> NaiveText:
        return NaiveText(self.tokens + other.tokens, self.variants + other.variants)


@dataclasses.dataclass(frozen=True)
class NaiveDocument:
    """A document and the texts of its zones; phrases stand in one of those of a zone."""

    document: CleanedDocument
    texts: Mapping[Zone, tuple[NaiveText, ...]] = dataclasses.field(hash=False)

    @property
    def id(self) -> str:
        return self.document.id

    @property
    def length(self) -> int:
        [kept] = self.texts[Zone.KEPT]
        return sum(not token.is_stop for _, token in kept.tokens)

    def terms(self, field: Field, zone: Zone) -> list[str]:
        return [term for text in self.texts[zone] for term in text.terms(field)]

    def positions(self, wanted: Word, zone: Zone) -> list[int]:
        return sorted(
            position + REMOVED_AFTER * number
            for number, text in enumerate(self.texts[zone])
            for position in text.positions(wanted)
        )

    def matches(self, clause: Clause, zone: Zone = Zone.KEPT) -> bool:
        match clause:
            case Any() | Either() | All():
                each = (self.matches(each, zone) for each in clause.clauses)
                return all(each) if isinstance(clause, All) else any(each)
            case Not():
                return not self.matches(clause.clause, zone)
            case Published() | Has() | Like() | Long():
                return self.passes(clause)
            case Inside():
                return self.matches(clause.clause, clause.zone)
            case Prefix() | Wildcard() | Fuzzy() | TermRange():
                return any(is_like(term, clause) for term in self.terms(clause.field, zone))
            case _:
                return self.says(clause, zone)

    def says(self, clause: Word | Phrase | Near, zone: Zone) -> bool:
        return any(text.says(clause) for text in self.texts[zone])

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


def naive_document(document: CleanedDocument) -> NaiveDocument:
    """Return a document with the texts of its zones."""
    apart = {Label.TITLE, Label.CAPTION}
    title = [block for block in document.kept if block.label is Label.TITLE]
    captions = [block for block in document.kept if block.label is Label.CAPTION]
    rest = [block for block in document.kept if block.label not in apart]
    titles, end = text_of(title, 0)
    bodies, end = text_of(rest, end)
    under_pictures, _ = text_of(captions, max(CAPTIONS, end))
    kept, (removed, _) = titles + bodies + under_pictures, text_of(document.removed, 0)
    texts = {
        Zone.KEPT: (kept,),
        Zone.TITLE: (titles,),
        Zone.CAPTIONS: (under_pictures,),
        Zone.REMOVED: (removed,),
        Zone.EVERYTHING: (kept, removed),
    }
    return NaiveDocument(document, texts)


def text_of(blocks: Sequence[Block], start: int) -> tuple[NaiveText, int]:
    """Return the text of blocks of which the first stands at a position, and that of the next."""
    text = NaiveText()
    for block in blocks:
        tokens, variants = ANALYZER.read(block.text)
        words = [Word("", each.stem, each.exact, each.is_stop) for each in tokens]
        text += NaiveText(
            tuple(enumerate(words, start)),
            tuple(each._replace(position=each.position + start) for each in variants),
        )
        start += len(words) + BLOCK_GAP
    return text, start


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

    def _holding(self, term: tuple[Field, str], zone: Zone) -> int:
        return sum(term[1] in each.terms(term[0], zone) for each in self.documents)

    def _idf(self, holding: int) -> float:
        return math.log(1 + (len(self.documents) - holding + 0.5) / (holding + 0.5))

    def _saturated(self, document: NaiveDocument, times: int, zone: Zone) -> float:
        mean = max(1.0, sum(each.length for each in self.documents) / len(self.documents))
        b = self._scoring.b if zone in {Zone.KEPT, Zone.EVERYTHING} else 0.0
        norm = 1 - b + b * document.length / mean
        return times * (self._scoring.k1 + 1) / (times + self._scoring.k1 * norm)
