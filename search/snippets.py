"""Choose the passages of a document that show best why it was found."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence

from search.analysis import FrenchAnalyzer
from search.analysis.sentences import split_sentences
from search.highlighting import Highlighter
from search.models import CleanedDocument, Label, Passage, Snippet, Span
from search.query import Term

MAX_PASSAGES = 3
MAX_LENGTH = 320
"""Code points of a passage: about four lines of the results page."""

CONTEXT = 80
"""Code points shown before the first match of a sentence that is cut."""

ELLIPSIS = "…"

_WORD_START = re.compile(r"(?<=\s)\S")


@dataclasses.dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of the text: its number in the document and what of the query is in it.

    `pairs` counts the words that follow each other as typed.
    """

    number: int
    text: str
    highlights: tuple[Span, ...] = ()
    terms: frozenset[Term] = frozenset()
    pairs: int = 0


def snippet(
    document: CleanedDocument,
    highlighter: Highlighter,
    weights: Mapping[Term, float],
    analyzer: FrenchAnalyzer,
) -> Snippet:
    """Return the one to three passages of `document` that hold most terms, by `weights`.

    A passage is a sentence, cut at words around its matches where it is long. Where no sentence
    matches (the title did), the first one is shown.
    """
    sentences = list(_sentences(document, highlighter, analyzer))
    chosen = _choose(sentences, weights) or sentences[:1]
    passages = (_shorten(each) for each in sorted(chosen, key=lambda each: each.number))
    return Snippet(tuple(passages))


def _sentences(
    document: CleanedDocument, highlighter: Highlighter, analyzer: FrenchAnalyzer
) -> Iterator[_Sentence]:
    texts = (
        text
        for block in document.kept
        if block.label is not Label.TITLE
        for text in split_sentences(block.text)
    )
    for number, text in enumerate(texts):
        tokens = analyzer.analyze(text)
        if terms := highlighter.terms(tokens):
            spans, pairs = highlighter.spans(tokens), highlighter.pairs(tokens)
            yield _Sentence(number, text, spans, terms, pairs)
        else:
            yield _Sentence(number, text)


def _choose(sentences: Sequence[_Sentence], weights: Mapping[Term, float]) -> list[_Sentence]:
    """Take the sentence that adds most weight in terms not yet shown, up to MAX_PASSAGES times.

    Of sentences that add the same, the one with more words that follow each other, then the first.
    """

    def worth(sentence: _Sentence) -> tuple[float, int, int]:
        added = sum(weights.get(term, 0.0) for term in sentence.terms - shown)
        return added, sentence.pairs, -sentence.number

    chosen: list[_Sentence] = []
    shown: set[Term] = set()
    while sentences and len(chosen) < MAX_PASSAGES:
        best = max(sentences, key=worth)
        if not worth(best)[0]:
            break
        chosen.append(best)
        shown |= best.terms
    return chosen


def _shorten(sentence: _Sentence) -> Passage:
    """Return the sentence or, where it is too long, the part of it with most matches."""
    text, marks = sentence.text, sentence.highlights
    if len(text) <= MAX_LENGTH:
        return Passage(text, marks)
    start = _best_start(text, marks)
    end = _word_end(text, start + MAX_LENGTH)
    before = ELLIPSIS + " " if start else ""
    after = ELLIPSIS if end < len(text) else ""
    shift = len(before) - start
    inside = [(max(a, start), min(b, end)) for a, b in marks if a < end and b > start]
    return Passage(
        before + text[start:end] + after, tuple((a + shift, b + shift) for a, b in inside)
    )


def _best_start(text: str, marks: Sequence[Span]) -> int:
    """Return where a part of MAX_LENGTH begins that holds most of `marks`: at a word."""
    starts = [_word_start(text, first - CONTEXT) for first, _ in marks] or [0]
    return max(
        starts,
        key=lambda start: (
            sum(1 for a, b in marks if start <= a and b <= start + MAX_LENGTH),
            -start,
        ),
    )


def _word_start(text: str, offset: int) -> int:
    """Return the first start of a word from `offset` on."""
    if offset <= 0:
        return 0
    found = _WORD_START.search(text, offset - 1)
    return found.start() if found else offset


def _word_end(text: str, offset: int) -> int:
    """Return the end of the last whole word before `offset`."""
    if offset >= len(text):
        return len(text)
    end = len(text[: offset + 1].rstrip()) if text[offset].isspace() else text.rfind(" ", 0, offset)
    return end if end > 0 else offset
