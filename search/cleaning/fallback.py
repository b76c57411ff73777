"""What is kept of a document of which the labels leave next to nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from search.cleaning.constraints import shows_site
from search.cleaning.extraction import extracted_keys
from search.cleaning.lines import Line
from search.cleaning.main_block import main_block
from search.cleaning.reasons import Reason
from search.models import Block, Label

LEAST_SHARE = 0.1
"""Share of a document's characters below which too little was kept to be sure of the labels."""
LEAST_WEIGHT = 300
"""Weight of a run of lines from which it is worth keeping: a paragraph of 370 characters, or two
of 220; notices of a site, which stand alone, weigh less."""

NOTE_LINES = 5
"""Lines up to which a text is a note: menus are longer."""

_KNOWN = frozenset({Label.BYLINE, Label.SOURCE, Label.DUPLICATE})
"""Labels that say what a line is; a line of the site or of another article is only not wanted."""
_REPEATED = frozenset({Label.DUPLICATE})


def is_unsure(blocks: Sequence[Block]) -> bool:
    """Tell whether so little of a document was kept that its labels may be wrong."""
    total = sum([len(block.text) for block in blocks if block.label not in _REPEATED])
    kept = sum([len(block.text) for block in blocks if block.label.is_kept])
    return kept < LEAST_SHARE * total


def keep_extracted(blocks: Sequence[Block], source: str) -> tuple[Block, ...]:
    """Keep, beside what is kept, what another extractor takes for the article of a page.

    Where there is no prose in it, it is no article.
    """
    keys = extracted_keys(source)
    found = [Line(0, block.text).key in keys for block in blocks]
    pairs = list(zip(blocks, found, strict=True))
    if not any(is_found and _is_anchor(block) for block, is_found in pairs):
        return tuple(blocks)
    return tuple(_keep(block) if is_found else block for block, is_found in pairs)


def keep_note(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Keep the lines of a short text of which nothing was kept, but for those of a site.

    Two or three lines have no structure to read; what is left of them must not be nothing.
    """
    if len(blocks) > NOTE_LINES or any(block.label.is_kept for block in blocks):
        return tuple(blocks)
    return tuple(
        block if shows_site(Line(block.line, block.text)) else _keep(block) for block in blocks
    )


def keep_main_block(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Keep, beside what is kept, the run of long lines that outweighs all others, if any does.

    What is not prose at either end of the run is left out: menus can be long, too.
    """
    start, end, weight = main_block(len(block.text) for block in blocks)
    anchors = [place for place in range(start, end) if _is_anchor(blocks[place])]
    if weight < LEAST_WEIGHT or not anchors:
        return tuple(blocks)
    start, end = anchors[0], anchors[-1] + 1
    return (*blocks[:start], *map(_keep, blocks[start:end]), *blocks[end:])


def _is_anchor(block: Block) -> bool:
    return block.label.is_kept or Line(block.line, block.text).prose > 0


def _keep(block: Block) -> Block:
    if block.label.is_kept or block.label in _KNOWN:
        return block
    return dataclasses.replace(block, label=Label.BODY, reason=Reason.FALLBACK)
