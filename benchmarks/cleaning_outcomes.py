"""What became of the lines of labeled pages, and the figures that follow from it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from benchmarks.cleaning_pages import LabeledPage
from search.cleaning.lines import Line
from search.models import Block, Label, Metadata

KEPT_SHARE = 0.75
"""Share of a long line's word trigrams that the kept text has when it has the line."""
LONG_LINE = 8
SHORT_LINE = 5
"""Words; between the two all 4-grams must be there, below the line must stand by itself."""

_MUST_STAY = frozenset({Label.LEAD, Label.BODY})
_MUST_GO = frozenset({Label.CHROME, Label.RELATED})
_WORD = re.compile(r"\w+")

Blocks = Sequence[Block]
Words = tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Fate:
    """Whether a line was to be kept, whether it was, and the label it got, if that is known."""

    line: Line
    wanted: Label
    stays: bool
    is_kept: bool
    label: Label | None = None

    @property
    def is_right(self) -> bool:
        """Tell whether the line was kept or removed as it should be."""
        return self.stays == self.is_kept


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """The fates of a page's lines that count, and what was read of the page, if anything was."""

    page: LabeledPage
    fates: tuple[Fate, ...]
    metadata: Metadata | None = None

    @property
    def title(self) -> Line | None:
        """The line that is the page's title."""
        pairs = zip(self.page.lines, self.page.labels, strict=True)
        return next((line for line, label in pairs if label is Label.TITLE), None)


@dataclasses.dataclass(frozen=True, slots=True)
class Figures:
    """Each from 0 to 1."""

    precision: float
    recall: float
    f1: float


def text_outcome(page: LabeledPage, blocks: Blocks, metadata: Metadata | None = None) -> Outcome:
    """Return what became of a text, of which every line counts."""
    labels = {block.line: block.label for block in blocks}
    fates = []
    for line, wanted in zip(page.lines, page.labels, strict=True):
        label = labels.get(line.number)
        is_kept = label is not None and label.is_kept
        fates.append(Fate(line, wanted, wanted.is_kept, is_kept, label))
    return Outcome(page, tuple(fates), metadata)


def markup_outcome(page: LabeledPage, kept: str, metadata: Metadata | None = None) -> Outcome:
    """Return what became of a page of HTML, by the words of the kept text.

    Only lead and body lines must be kept and only chrome and related lines must go.
    """
    text = _KeptText.of(kept)
    fates = (
        Fate(line, label, label in _MUST_STAY, text.has(line))
        for line, label in zip(page.lines, page.labels, strict=True)
        if label in _MUST_STAY | _MUST_GO
    )
    return Outcome(page, tuple(fates), metadata)


@dataclasses.dataclass(frozen=True, slots=True)
class _KeptText:
    """The words of a kept text, in sequences and line by line."""

    trigrams: frozenset[Words]
    fourgrams: frozenset[Words]
    lines: frozenset[Words]

    @classmethod
    def of(cls, kept: str) -> _KeptText:
        words = _words(kept)
        lines = frozenset(map(_words, kept.split("\n")))
        return cls(frozenset(_ngrams(words, 3)), frozenset(_ngrams(words, 4)), lines)

    def has(self, line: Line) -> bool:
        words = _words(line.text)
        if len(words) >= LONG_LINE:
            grams = _ngrams(words, 3)
            return sum(gram in self.trigrams for gram in grams) / len(grams) >= KEPT_SHARE
        if len(words) >= SHORT_LINE:
            return self.fourgrams.issuperset(_ngrams(words, 4))
        return words in self.lines


def _words(text: str) -> Words:
    return tuple(_WORD.findall(text.lower()))


def _ngrams(words: Words, size: int) -> list[Words]:
    return [words[start : start + size] for start in range(len(words) - size + 1)]


def figures_of(fates: Sequence[Fate]) -> Figures:
    """Return the figures over all fates, zero where nothing was kept rightly."""
    right = sum(fate.stays and fate.is_kept for fate in fates)
    if not right:
        return Figures(0.0, 0.0, 0.0)
    kept = sum(fate.is_kept for fate in fates)
    wanted = sum(fate.stays for fate in fates)
    return Figures(right / kept, right / wanted, 2 * right / (kept + wanted))
