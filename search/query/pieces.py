"""Take a query apart into what can be left out of it."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from search.query.lexing import Kind, Token
from search.query.nodes import Beside, Every, Node, Some, Span, Words
from search.query.runs import is_stop
from search.readings import ReadingPart

_BINARY = frozenset((Kind.AND, Kind.OR, Kind.NEAR))
_HEADS = frozenset((Kind.NOT, Kind.WITH, Kind.WITHOUT, Kind.FIELD))
_SIGNS = " ,;:.!?…"


def parts_of(node: Node, text: str, tokens: Sequence[Token]) -> tuple[ReadingPart, ...]:
    """Return each piece of a query that can be left out, and the query without it."""
    starts, ends = [token.start for token in tokens], [token.end for token in tokens]
    found: list[ReadingPart] = []
    last = -1
    for start, end in _spans(node):
        first, final = bisect.bisect_right(ends, start), bisect.bisect_left(starts, end) - 1
        if first > last:  # of words that were typed as one, all go at once
            found.append(_part(text, tokens, first, final))
            last = final
    return tuple(found)


def _part(text: str, tokens: Sequence[Token], first: int, last: int) -> ReadingPart:
    while first and tokens[first - 1].kind in _HEADS:
        first -= 1
    said = _unpaired(text[tokens[first].start : tokens[last].end].lstrip(" ,;").rstrip(_SIGNS))
    first, last = _widened(tokens, first, last)
    before, after = text[: tokens[first].start].rstrip(), text[tokens[last].end :].lstrip()
    space = "" if before.endswith("(") or after.startswith(")") else " "
    return ReadingPart(said, f"{before}{space}{after}".strip())


def _unpaired(said: str) -> str:
    """Return a piece without parentheses of which it has but one."""
    return said if said.count("(") == said.count(")") else said.strip("()")


def _widened(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """Return what goes with some tokens: an operator that has no operand left, and parentheses."""
    while True:
        left = tokens[first - 1].kind if first else None
        right = tokens[last + 1].kind if last + 1 < len(tokens) else None
        if left in _BINARY and (right in _BINARY or right in {None, Kind.CLOSE, Kind.NOT}):
            return first - 1, last
        if right in _BINARY and left in {None, Kind.OPEN}:
            return first, last + 1
        if left is Kind.OPEN and right is Kind.CLOSE:
            first, last = first - 1, last + 1
        elif left in _HEADS:
            first -= 1
        else:
            return first, last


def _spans(node: Node) -> Iterator[Span]:
    match node:
        case Words():
            content = [each for each in node.terms if not is_stop(each.term)] or node.terms
            yield from (each.span for each in content)
        case Beside(nodes) | Every(nodes) | Some(nodes):
            for each in nodes:
                yield from _spans(each)
        case _:
            yield node.span
