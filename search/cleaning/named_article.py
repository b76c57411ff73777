"""The article that a page names by its markup, for pages of which next to nothing was kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence

from search.cleaning.constraints import shows_site
from search.cleaning.fallback import LEAST_SHARE
from search.cleaning.headings import ARTICLE_REGIONS, main_heading
from search.cleaning.lines import Line
from search.cleaning.marks import HIDDEN, MOSTLY_LINKED, SET_ASIDE
from search.cleaning.markup_blocks import read_page
from search.cleaning.reasons import Reason
from search.models import Block, Label

TEXT_SHARE = 0.5
"""Share of characters without links that an article has more of, and a list of articles less."""

_OTHERS = frozenset(
    {
        HIDDEN,
        SET_ASIDE,
        *(f"within {tag}" for tag in ("aside", "button", "footer", "form", "header", "nav")),
        *(f"in {name}" for name in ("comment", "cookie", "menu", "newsletter", "related")),
    }
)
_UNNAMED = frozenset({Label.CHROME, Label.RELATED})


def keep_named_article(blocks: Sequence[Block], source: str) -> tuple[Block, ...]:
    """Keep, below the only heading of a page, the text in what its markup calls the article.

    Where nothing is called so, all of the page that is called nothing else. Lists of links are no
    article, whatever they are called.
    """
    lines, _ = read_page(source)
    heading = main_heading(lines)
    shift = len(blocks) - len(lines)  # a title that is no line of the page comes first
    if heading is None:
        return tuple(blocks)
    below = range(heading + 1, len(lines))
    named = [place for place in below if not ARTICLE_REGIONS.isdisjoint(lines[place].regions)]
    inside = [place for place in named or below if _OTHERS.isdisjoint(lines[place].regions)]
    texts = {place + shift for place in inside if _is_text(lines[place])}
    length, whole = _length(blocks, texts), sum(len(lines[place].text) for place in inside)
    kept = _length(blocks, {place for place in texts if blocks[place].label.is_kept})
    if length <= TEXT_SHARE * whole or kept > LEAST_SHARE * length:
        return tuple(blocks)
    found = [_keep(block) if place in texts else block for place, block in enumerate(blocks)]
    return _with_title(found, heading + shift)


def _length(blocks: Sequence[Block], places: Collection[int]) -> int:
    return sum(len(blocks[place].text) for place in places)


def _is_text(line: Line) -> bool:
    return MOSTLY_LINKED not in line.marks and not shows_site(Line(line.number, line.text))


def _keep(block: Block) -> Block:
    if block.label not in _UNNAMED:
        return block
    return dataclasses.replace(block, label=Label.BODY, reason=Reason.FALLBACK)


def _with_title(blocks: Sequence[Block], heading: int) -> tuple[Block, ...]:
    """Name the heading the title, unless the document has one."""
    if any(block.label is Label.TITLE for block in blocks):
        return tuple(blocks)
    title = dataclasses.replace(blocks[heading], label=Label.TITLE, reason=Reason.PAGE_TITLE)
    return (*blocks[:heading], title, *blocks[heading + 1 :])
