"""Choose the passages of a document that show best why it was found."""

from __future__ import annotations

import itertools
import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from search.analysis.sentences import sentence_ends, split_sentences
from search.highlighting import Highlighter
from search.models import CleanedDocument, Label, Passage, Snippet, Span
from search.occurrences import Occurrence
from search.query import Term, Zone
from search.zones import blocks_in

MAX_PASSAGES = 3
MAX_LENGTH = 320
"""Code points of a passage: about four lines of the results page."""

CONTEXT = 80
"""Code points shown before the first match of a sentence that is cut."""

ELLIPSIS = "…"

_WORD_START = re.compile(r"(?<=\s)\S")


class _Sentence(NamedTuple):
    """A sentence that matches: its span in the document's text, and what of the query is in it."""

    start: int
    end: int
    occurrences: Sequence[Occurrence]
    terms: frozenset[Term]


def snippet(
    document: CleanedDocument,
    highlighter: Highlighter,
    weights: Mapping[Term, float],
    zone: Zone = Zone.KEPT,
) -> Snippet:
    """Return the one to three passages of a zone of `document` that hold most terms, by `weights`.

    A passage is a sentence, cut at words around its matches where it is long. Where no sentence
    matches (the title did), the first one is shown. The title, which stands above, is no passage
    but where it is all that is looked at.
    """
    blocks = [
        block.text
        for block in blocks_in(document, zone)
        if zone is Zone.TITLE or block.label is not Label.TITLE
    ]
    text = "\n".join(blocks)
    sentences = list(_sentences(text, blocks, highlighter))
    chosen = _choose(
        sentences,
        weights,
        lambda each: highlighter.pairs_of(text, (each.start, each.end), each.occurrences),
    )
    if not chosen:
        return Snippet(_beginning(blocks, highlighter))
    chosen.sort(key=lambda each: each.start)
    return Snippet(tuple(_passage(text, each, highlighter) for each in chosen))


def _sentences(text: str, blocks: Sequence[str], highlighter: Highlighter) -> Iterator[_Sentence]:
    """Yield the sentences that match, in order; `text` is the blocks, one a line."""
    occurrences = highlighter.find(text)
    starts = [each.start for each in occurrences]
    first = 0
    for block in blocks:
        last = first + len(block)
        found = occurrences[bisect_left(starts, first) : bisect_left(starts, last)]
        if found:
            yield from _block_sentences(text, (first, last), found, highlighter)
        first = last + 1


def _block_sentences(
    text: str, block: Span, occurrences: Sequence[Occurrence], highlighter: Highlighter
) -> Iterator[_Sentence]:
    ends = sentence_ends(text, *block)
    place = 0
    while place < len(occurrences):
        number = bisect_right(ends, occurrences[place].start)
        start, end = ends[number - 1] if number else block[0], ends[number]
        first = place
        while place < len(occurrences) and occurrences[place].start < end:
            place += 1
        standing = occurrences[first:place]
        yield _Sentence(start, end, standing, highlighter.terms_of(text, standing))


def _choose(
    sentences: Sequence[_Sentence],
    weights: Mapping[Term, float],
    pairs: Callable[[_Sentence], int],
) -> list[_Sentence]:
    """Take the sentence that adds most weight in terms not yet shown, up to MAX_PASSAGES times.

    Of sentences that add the same, the one with more words that follow each other, then the first.
    """
    chosen: list[_Sentence] = []
    shown: set[Term] = set()
    kinds = {each.terms for each in sentences}
    found = frozenset[Term]().union(*kinds)
    while len(chosen) < MAX_PASSAGES and not shown.issuperset(found):
        added = {terms: _worth(terms - shown, weights) for terms in kinds}
        most = max(added.values())
        if not most:
            break
        equal = [each for each in sentences if added[each.terms] == most]
        chosen.append(max(equal, key=pairs) if len(equal) > 1 else equal[0])
        shown |= chosen[-1].terms
    return chosen


def _worth(terms: frozenset[Term], weights: Mapping[Term, float]) -> float:
    """Return the sum of weights, the same in whatever order they are added."""
    if not terms:
        return 0.0
    return math.fsum([weights.get(term, 0.0) for term in terms])


def _passage(text: str, sentence: _Sentence, highlighter: Highlighter) -> Passage:
    whole = text[sentence.start : sentence.end]
    start = sentence.start + len(whole) - len(whole.lstrip())
    spans = highlighter.spans_of(text, sentence.occurrences)
    return _shorten(whole.strip(), tuple((a - start, b - start) for a, b in spans))


def _beginning(blocks: Sequence[str], highlighter: Highlighter) -> tuple[Passage, ...]:
    """Return the first sentence, if there is one."""
    sentences = itertools.chain.from_iterable(map(split_sentences, blocks))
    return tuple(_shorten(each, highlighter.spans(each)) for each in itertools.islice(sentences, 1))


def _shorten(text: str, marks: tuple[Span, ...]) -> Passage:
    """Return the sentence or, where it is too long, the part of it with most matches."""
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
