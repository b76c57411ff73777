"""The blocks of a page of HTML: every line that it shows, labeled."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from search.cleaning.alignment import align
from search.cleaning.extraction import EXTRACTED, extract_article
from search.cleaning.labeling import demote, label_lines
from search.cleaning.lines import Line
from search.cleaning.page_lines import page_lines, parse_page
from search.cleaning.reasons import Reason
from search.cleaning.scoring import Weights, load_weights
from search.models import Block, Label, Metadata

SAME_TITLE = 0.6
"""Share of common words from which a line is the page's title, written differently."""
LIKE_TITLE = 0.25
"""The same for lines that are labeled a title already."""


def label_page(
    source: str, *, title: str | None = None, weights: Weights | None = None
) -> tuple[tuple[Block, ...], Metadata]:
    """Label every line of a page of HTML, and return what the page says of itself.

    A known `title` outranks the one that the page gives.
    """
    lines, metadata = read_page(source)
    blocks = label_lines(lines, weights or load_weights("markup"))
    return _name_title(blocks, title, metadata)


def read_page(source: str) -> tuple[tuple[Line, ...], Metadata]:
    """Return the lines of a page, marked where the extractor takes them for the article."""
    tree = parse_page(source)
    if tree is None:
        return (), Metadata()
    lines, language = page_lines(tree), tree.get("lang") or ""
    found = extract_article(tree)
    metadata = found.metadata
    if language[:2].isalpha() and not metadata.language:
        metadata = dataclasses.replace(metadata, language=language[:2].lower())
    return _mark_extracted(lines, align(lines, found.lines)), metadata


def _mark_extracted(lines: Sequence[Line], extracted: Sequence[bool]) -> tuple[Line, ...]:
    return tuple(
        dataclasses.replace(line, marks=(*line.marks, EXTRACTED)) if is_extracted else line
        for line, is_extracted in zip(lines, extracted, strict=True)
    )


def _name_title(
    blocks: list[Block], declared: str | None, metadata: Metadata
) -> tuple[tuple[Block, ...], Metadata]:
    """Make sure that a page with an article has one title block and says the same elsewhere.

    A line of the page is better than what its head says, which often adds the site's name.
    """
    title = declared or metadata.title
    if not title or not any(block.label.is_kept for block in blocks):
        return tuple(blocks), metadata
    place = _title_place(blocks, title)
    if place is None:
        blocks = [_title(Block(0, title, Label.TITLE, "")), *map(demote, blocks)]
        return tuple(blocks), metadata
    named = [_title(b) if i == place else demote(b) for i, b in enumerate(blocks)]
    return tuple(named), dataclasses.replace(metadata, title=blocks[place].text)


def _title_place(blocks: Sequence[Block], title: str) -> int | None:
    """Return the place of the line most like `title`, those labeled so already first."""
    words = frozenset(Line(0, title).words)
    ranked = [
        (block.label is Label.TITLE, _likeness(words, block), -place)
        for place, block in enumerate(blocks)
    ]
    alike = [rank for rank in ranked if rank[1] >= (LIKE_TITLE if rank[0] else SAME_TITLE)]
    return -max(alike)[2] if alike else None


def _likeness(words: frozenset[str], block: Block) -> float:
    own = frozenset(Line(0, block.text).words)
    return len(words & own) / len(words | own) if words and own else 0.0


def _title(block: Block) -> Block:
    return dataclasses.replace(block, label=Label.TITLE, reason=Reason.PAGE_TITLE)
