"""Documents of which every word is looked at."""

from __future__ import annotations

import dataclasses
import itertools
import re
import unicodedata
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
    Phrase,
    Prefix,
    Published,
    TermRange,
    Wildcard,
    Word,
    Zone,
)
from tests.engines.naive_terms import is_like
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
