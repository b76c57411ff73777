"""The blocks of a page of plain text: every non-empty line or paragraph, labeled."""

from __future__ import annotations

import dataclasses

from search.cleaning import reasons
from search.cleaning.labeling import block_of, label_lines
from search.cleaning.lines import Line
from search.cleaning.scoring import Weights, load_weights
from search.cleaning.states import State
from search.cleaning.text_lines import read_text
from search.cleaning.wording import first_word
from search.models import Block, Label


def label_text(
    text: str, *, title: str | None = None, weights: Weights | None = None
) -> tuple[Block, ...]:
    """Label every non-empty line of a page of plain text, in wrapped text every paragraph.

    A `title` that stood apart from the text becomes its first block, at line 0, unless the text
    has it too. A text of one line has no site around it.
    """
    title_line = Line(0, (title or "").strip())
    lines, heading_key = read_text(text, title_line)
    stands_apart = bool(title_line.key) and not any(_says(line, title_line) for line in lines)
    title_key = title_line.key or heading_key
    weights = weights or load_weights("text")
    if len(lines) == 1:
        blocks = [block_of(lines[0], State.BODY)]
    elif stands_apart:
        blocks = label_lines((title_line, *lines), weights, title_key)[1:]
    else:
        blocks = label_lines(lines, weights, title_key)
    if any(line.repairs for line in lines):
        blocks = list(map(_with_repairs, blocks, lines))
    return (_declared(title_line), *blocks) if stands_apart else tuple(blocks)


def _says(line: Line, title: Line) -> bool:
    """Tell whether a line says what the title does; most lines begin with another word."""
    return first_word(line.text) == first_word(title.text) and line.key == title.key


def _with_repairs(block: Block, line: Line) -> Block:
    """Say beside the reason what was cut out of the line."""
    if not line.repairs:
        return block
    reason = reasons.with_repairs(block.reason, line.repairs)
    return dataclasses.replace(block, reason=reason)


def _declared(line: Line) -> Block:
    return Block(line.number, line.text, Label.TITLE, reasons.Reason.DECLARED_TITLE)
