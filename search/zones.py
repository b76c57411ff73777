"""Which blocks of a document stand in which of its zones, and the tokens of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from search.analysis.batches import BatchAnalyzer, TokenArrays
from search.models import Block, CleanedDocument, Label
from search.query.tree import Zone

_TITLE, _CAPTION = Label.TITLE, Label.CAPTION
"""By themselves, for a member of an Enum takes a while to look up."""


def blocks_in(document: CleanedDocument, zone: Zone) -> tuple[Block, ...]:
    """Return the blocks of a zone, in the order of the document."""
    match zone:
        case Zone.KEPT:
            return document.kept
        case Zone.TITLE:
            return tuple(block for block in document.blocks if block.label is Label.TITLE)
        case Zone.CAPTIONS:
            return tuple(block for block in document.blocks if block.label is Label.CAPTION)
        case Zone.REMOVED:
            return document.removed
        case Zone.EVERYTHING:
            return document.blocks


def analyze_kept(documents: Iterable[CleanedDocument], analyzer: BatchAnalyzer) -> TokenArrays:
    """Return the tokens of kept text: titles first, captions last, where they weigh less."""
    placed = [_placed(document.kept) for document in documents]
    return analyzer.analyze(
        [each.texts for each in placed],
        captions=[each.captions for each in placed],
        titles=[each.titles for each in placed],
    )


def analyze_removed(
    documents: Iterable[CleanedDocument], analyzer: BatchAnalyzer
) -> TokenArrays | None:
    """Return the tokens of removed text, None where there is none."""
    removed = [[block.text for block in document.removed] for document in documents]
    return analyzer.analyze(removed) if any(removed) else None


class _Placed(NamedTuple):
    """The texts of blocks in their places, and how many are titles and captions."""

    texts: list[str]
    titles: int
    captions: int


def _placed(blocks: Sequence[Block]) -> _Placed:
    titles = [block.text for block in blocks if block.label is _TITLE]
    captions = [block.text for block in blocks if block.label is _CAPTION]
    if not (titles or captions):
        return _Placed([block.text for block in blocks], 0, 0)
    apart = _TITLE, _CAPTION
    rest = [block.text for block in blocks if block.label not in apart]
    return _Placed([*titles, *rest, *captions], len(titles), len(captions))
