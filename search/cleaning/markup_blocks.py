"""The blocks of a page of HTML: every line that it shows, labeled."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from search.cleaning.asides import set_aside
from search.cleaning.containers import container_marks
from search.cleaning.evidence import SAME_TITLE, evidence_marks, likeness
from search.cleaning.headings import article_heading, outranks
from search.cleaning.labeling import block_of, demote, label_lines
from search.cleaning.lines import Line, word_lines
from search.cleaning.marks import SET_ASIDE
from search.cleaning.page_lines import page_lines
from search.cleaning.page_metadata import PageFacts, read_page_facts
from search.cleaning.parsing import parse_page
from search.cleaning.reasons import Reason
from search.cleaning.scoring import Weights, load_weights
from search.cleaning.states import State
from search.models import Block, Label, Metadata

LIKE_TITLE = 0.25
"""Share of common words from which a line that is labeled a title already is the page's."""


def label_page(
    source: str, *, title: str | None = None, weights: Weights | None = None
) -> tuple[tuple[Block, ...], Metadata]:
    """Label every line of a page of HTML, and return what the page says of itself.

    A known `title` outranks the one that the page gives. Prose that stands alone has no site
    around it.
    """
    lines, facts = read_page(source)
    if len(lines) == 1 and lines[0].prose:
        blocks = [block_of(lines[0], State.BODY)]
    else:
        blocks = label_lines(lines, weights or load_weights("markup"))
    metadata = dataclasses.replace(facts.metadata, title=title) if title else facts.metadata
    titles = (title,) if title else _titles(lines, facts)
    return _name_title(blocks, lines, titles, metadata)


def _titles(lines: Sequence[Line], facts: PageFacts) -> tuple[str, ...]:
    """Return the titles that a page gives, or the heading of its article where they are not its."""
    place = article_heading(lines)
    if place is None or not outranks(lines[place], facts.titles):
        return facts.titles
    return (lines[place].text,)


def read_page(source: str) -> tuple[tuple[Line, ...], PageFacts]:
    """Return the lines of a page, marked by what the page says of its article."""
    tree = parse_page(source)
    if tree is None:
        return (), PageFacts()
    placed, facts = page_lines(tree), read_page_facts(tree)
    lines = [page_line.line for page_line in placed]
    word_lines(lines)
    lines = _add_regions(lines, container_marks(placed))
    lines = _add_regions(lines, evidence_marks(lines, facts))
    aside = [(SET_ASIDE,) if is_aside else () for is_aside in set_aside(lines)]
    return tuple(_add_regions(lines, aside)), facts


def _add_regions(lines: Sequence[Line], found: Sequence[tuple[str, ...]]) -> list[Line]:
    return [
        line.within(regions) if regions else line
        for line, regions in zip(lines, found, strict=True)
    ]


def _name_title(
    blocks: list[Block], lines: Sequence[Line], titles: Sequence[str], metadata: Metadata
) -> tuple[tuple[Block, ...], Metadata]:
    """Make sure that a page with an article has one title block and says the same elsewhere.

    A line of the page is better than what its head says, which often adds the site's name.
    """
    if not titles or not any(block.label.is_kept for block in blocks):
        return tuple(blocks), metadata
    places = (_title_place(blocks, lines, title) for title in titles)
    place = next((place for place in places if place is not None), None)
    if place is None:
        title = Block(0, metadata.title or titles[0], Label.TITLE, "")
        return (_title(title), *map(demote, blocks)), metadata
    named = [_title(b) if i == place else demote(b) for i, b in enumerate(blocks)]
    return tuple(named), dataclasses.replace(metadata, title=blocks[place].text)


def _title_place(blocks: Sequence[Block], lines: Sequence[Line], title: str) -> int | None:
    """Return the place of the line most like `title`, those labeled so already first."""
    words = frozenset(Line(0, title).words)
    ranked = [
        (block.label is Label.TITLE, likeness(words, line), -place)
        for place, (line, block) in enumerate(zip(lines, blocks, strict=True))
    ]
    alike = [rank for rank in ranked if rank[1] >= (LIKE_TITLE if rank[0] else SAME_TITLE)]
    return -max(alike)[2] if alike else None


def _title(block: Block) -> Block:
    return dataclasses.replace(block, label=Label.TITLE, reason=Reason.PAGE_TITLE)
