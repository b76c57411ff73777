"""An article piece by piece: what stands where, and which of its marks is which."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Sequence

import search

Blocks = tuple[search.Block, ...]
Marker = Callable[[str], tuple[search.Span, ...]]

KEPT_SCOPES = frozenset({search.Scope.ARTICLE, search.Scope.TITLE, search.Scope.EVERYTHING})
"""Where a query may be looked for that finds words of the article."""

REMOVED_SCOPES = frozenset({search.Scope.REMOVED, search.Scope.EVERYTHING})
"""Where a query may be looked for that finds words of what was removed."""


@dataclasses.dataclass(frozen=True, slots=True)
class Paragraph:
    """A block with its matches; `first` is the number of its first mark in the article, from 1."""

    block: search.Block
    passage: search.Passage
    first: int = 1


@dataclasses.dataclass(frozen=True, slots=True)
class LaidOut:
    """An article as it stands on its page: around its heading, and how many marks it has."""

    above: tuple[Paragraph, ...]
    heading: Paragraph
    below: tuple[Paragraph, ...]
    marks: int


def laid_out(document: search.CleanedDocument, marker: Marker, scope: search.Scope) -> LaidOut:
    """Lay an article out, the words of a query marked where the scope looks for them."""
    above, below = _around_title(document)
    heading = search.Block(0, document.heading, search.Label.TITLE, "")
    blocks = (*above, heading, *below)
    numbered = _numbered([_marked(block, marker, scope) for block in blocks])
    last, place = numbered[-1], len(above)
    return LaidOut(
        above=numbered[:place],
        heading=numbered[place],
        below=numbered[place + 1 :],
        marks=last.first + len(last.passage.highlights) - 1,
    )


def no_marks(_text: str) -> tuple[search.Span, ...]:
    """Mark nothing."""
    return ()


def _around_title(document: search.CleanedDocument) -> tuple[Blocks, Blocks]:
    """Split the blocks at the title, which the heading stands for; without one, all are below."""
    labels = [block.label for block in document.blocks]
    if not document.title or search.Label.TITLE not in labels:
        return (), document.blocks
    title = labels.index(search.Label.TITLE)
    return document.blocks[:title], document.blocks[title + 1 :]


def _marked(block: search.Block, marker: Marker, scope: search.Scope) -> Paragraph:
    scopes = KEPT_SCOPES if block.label.is_kept else REMOVED_SCOPES
    spans = marker(block.text) if scope in scopes else ()
    return Paragraph(block, search.Passage(block.text, spans))


def _numbered(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    counts = (len(paragraph.passage.highlights) for paragraph in paragraphs)
    firsts = itertools.accumulate(counts, initial=1)
    pairs = zip(paragraphs, firsts, strict=False)
    return tuple(dataclasses.replace(paragraph, first=first) for paragraph, first in pairs)
