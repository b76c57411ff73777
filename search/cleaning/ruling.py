"""The rules of a site, applied to the labeled blocks of a document."""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Iterator, Sequence

from search.cleaning.bounded_patterns import MATCHED_CHARACTERS
from search.cleaning.reasons import Reason
from search.cleaning.selected_lines import selected_lines
from search.cleaning.site_rules import Order, SiteRules
from search.models import Block, Format, Label, RawDocument

Blocks = tuple[Block, ...]


def apply_rules(raw: RawDocument, blocks: Blocks, tables: Sequence[SiteRules]) -> Blocks:
    """Return the blocks of a document as the user's rules for its site want them."""
    if not tables:
        return blocks
    selectors = [pair for table in tables for pair in table.selectors]
    selected: Iterator[Order | None] = iter([None] * len(blocks))
    if selectors and raw.format is Format.HTML:
        selected = _of_blocks(blocks, selected_lines(raw.text, selectors))
    orders = (order_of(matched_line(block), tables) for block in blocks)
    triples = zip(blocks, orders, selected, strict=True)
    return tuple(_ruled(block, by_line or by_element) for block, by_line, by_element in triples)


def _of_blocks(
    blocks: Blocks, lines: Sequence[tuple[int, str, Order | None]]
) -> Iterator[Order | None]:
    """Yield the order on each block's line: of several lines that look the same, in order."""
    waiting = collections.defaultdict[tuple[int, str], collections.deque[Order | None]](
        collections.deque
    )
    for number, text, order in lines:
        waiting[number, text].append(order)
    for block in blocks:
        orders = waiting.get((block.line, block.text))
        yield orders.popleft() if orders else None


def matched_line(block: Block) -> str:
    """Return what rules for lines are held against: the white space of the block normalized."""
    return " ".join(block.text[:MATCHED_CHARACTERS].split())


def order_of(line: str, tables: Sequence[SiteRules]) -> Order | None:
    """Return what the first rule for a line, its white space normalized, says of it."""
    return next(filter(None, (table.order(line) for table in tables)), None)


def _ruled(block: Block, order: Order | None) -> Block:
    """Return the block with its label changed where it says otherwise, and with its reason."""
    if order is None:
        return block
    if order is Order.KEEP:
        label = block.label if block.label.is_kept else Label.BODY
        return dataclasses.replace(block, label=label, reason=Reason.ALWAYS_KEPT)
    label = Label.CHROME if block.label.is_kept else block.label
    return dataclasses.replace(block, label=label, reason=Reason.ALWAYS_REMOVED)
