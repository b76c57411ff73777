"""The blocks of a page of plain text: every non-empty line, labeled."""

from __future__ import annotations

from search.cleaning.labeling import block_of, label_lines
from search.cleaning.lines import Line, split_lines
from search.cleaning.reasons import Reason
from search.cleaning.scoring import Weights, load_weights
from search.cleaning.states import State
from search.models import Block, Label


def label_text(
    text: str, *, title: str | None = None, weights: Weights | None = None
) -> tuple[Block, ...]:
    """Label every non-empty line of a page of plain text.

    A `title` that stood apart from the text becomes its first block, at line 0, unless the text
    has it too. A text of one line has no site around it.
    """
    lines = split_lines(text)
    title_line = Line(0, (title or "").strip())
    stands_apart = bool(title_line.key) and title_line.key not in {line.key for line in lines}
    if len(lines) == 1:
        blocks = [block_of(lines[0], State.BODY)]
        return (_declared(title_line), *blocks) if stands_apart else tuple(blocks)
    weights = weights or load_weights("text")
    if not stands_apart:
        return tuple(label_lines(lines, weights, title_line.key))
    blocks = label_lines((title_line, *lines), weights, title_line.key)
    return (_declared(title_line), *blocks[1:])


def _declared(line: Line) -> Block:
    return Block(line.number, line.text, Label.TITLE, Reason.DECLARED_TITLE)
