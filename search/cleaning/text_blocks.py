"""The blocks of a page of plain text: every non-empty line or paragraph, labeled."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from search.cleaning import reasons
from search.cleaning.labeling import block_of, label_lines
from search.cleaning.lines import Line
from search.cleaning.scoring import Weights, load_weights
from search.cleaning.states import State
from search.cleaning.text_lines import read_text
from search.cleaning.wording import first_word, first_words
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
    is_apart = stands_apart(title_line, lines)
    if len(lines) == 1:
        blocks = [block_of(lines[0], State.BODY)]
    else:
        whole = (title_line, *lines) if is_apart else lines
        weights = weights or load_weights("text")
        labeled = label_lines(whole, weights, title_line.key or heading_key)
        blocks = labeled[len(whole) - len(lines) :]
    if any(line.repairs for line in lines):
        blocks = list(map(_with_repairs, blocks, lines))
    return (declared_title(title_line), *blocks) if is_apart else tuple(blocks)


def stands_apart(title: Line, lines: Sequence[Line]) -> bool:
    """Tell whether a title says something that no line does."""
    return bool(first_word(title.text)) and not any(_says(line, title) for line in lines)


def _says(line: Line, title: Line) -> bool:
    """Tell whether a line says what the title does; most lines begin otherwise."""
    if first_word(line.text) != first_word(title.text):
        return False
    return first_words(line.text) == first_words(title.text) and line.key == title.key


def _with_repairs(block: Block, line: Line) -> Block:
    """Say beside the reason what was cut out of the line."""
    if not line.repairs:
        return block
    reason = reasons.with_repairs(block.reason, line.repairs)
    return dataclasses.replace(block, reason=reason)


def declared_title(line: Line) -> Block:
    """Return the block of a title that stood apart from its text."""
    return Block(line.number, line.text, Label.TITLE, reasons.Reason.DECLARED_TITLE)
