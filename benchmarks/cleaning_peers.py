"""What others keep of the same pages."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from typing import Any

import justext
import trafilatura

from search.cleaning.lines import Line
from search.models import Block, Label

BLOCK_LINE = 70
"""Characters a line must exceed to lengthen the block of long lines."""
BLOCK_LINE_MOST = 400


def extract(source: str, *, favor_precision: bool = False) -> str:
    """Return what trafilatura finds in a page of HTML."""
    found: Callable[..., str | None] = trafilatura.extract
    return found(source, include_comments=False, favor_precision=favor_precision) or ""


def wrap(lines: Sequence[Line]) -> str:
    """Return lines as a page of HTML, each a paragraph."""
    paragraphs = "".join(f"<p>{html.escape(line.text)}</p>\n" for line in lines)
    return f"<html><body>{paragraphs}</body></html>"


def classify(source: str) -> list[Any]:
    """Return the paragraphs of a page as jusText judges them."""
    found: list[Any] = justext.justext(source, justext.get_stoplist("French"))
    return found


def justext_blocks(lines: Sequence[Line]) -> list[Block]:
    """Return the lines that jusText keeps when each is a paragraph of its own."""
    kept, place = [], 0
    paragraphs = classify(wrap(lines))
    for line in lines:
        if place < len(paragraphs) and _same(paragraphs[place].text, line.text):
            if not paragraphs[place].is_boilerplate:
                kept.append(_kept(line))
            place += 1
    return kept


def _same(first: str, second: str) -> bool:
    return "".join(first.split()) == "".join(second.split())


def long_block(lines: Sequence[Line]) -> list[Block]:
    """Return the one run of lines that outweighs its own short lines most."""
    best, best_sum, start, running = (0, 0), 0, 0, 0
    for place, line in enumerate(lines):
        if running <= 0:
            start, running = place, 0
        running += min(len(line.text), BLOCK_LINE_MOST) - BLOCK_LINE
        if running > best_sum:
            best, best_sum = (start, place + 1), running
    return [_kept(line) for line in lines[slice(*best)]]


def _kept(line: Line) -> Block:
    return Block(line.number, line.text, Label.BODY, "")
