"""Part settled tokens: SAUF binds before PRES, that before ET, and that before OU.

query    = every (OU every)*
every    = beside (ET beside | SAUF near)*
beside   = near+
near     = operand (PRES/n operand)*
operand  = words and quotations in a row | (query) | name:one | -one | +one

The value of a field is one word, quotation or parenthesis, or all words that name days.
A filter beside words holds for the whole query, or for the parenthesis that it stands in.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from search.query.field_names import FIELDS, ZONES, Subject
from search.query.lexing import Kind, Token
from search.query.nodes import Beside, Every, Filtered, Node, Some, Span, With, Without, Zoned
from search.query.operands import Operands
from search.query.tree import Zone

_ROW = frozenset((Kind.WORD, Kind.QUOTE, Kind.UNCLOSED))
_END = frozenset((Kind.OR, Kind.CLOSE, None))
_OPERATORS = frozenset((Kind.AND, Kind.NOT))


def node_of(tokens: Sequence[Token], operands: Operands) -> Node | None:
    """Return what tokens say; None where it is nothing.

    Without ET and OU, what stands side by side outside of parentheses is loose.
    """
    grammar = _Grammar(tokens, operands)
    if any(token.kind in {Kind.AND, Kind.OR} for token in tokens):
        return grammar.query()
    return _one_of(Beside(tuple(grammar.loose()), is_loose=True))


@dataclasses.dataclass
class _Grammar:
    """Read tokens from the first to the last; parentheses are known to be in pairs."""

    tokens: Sequence[Token]
    operands: Operands
    place: int = 0
    lifted: list[Node] = dataclasses.field(default_factory=list)

    def query(self) -> Node | None:
        """Return all up to the end or to the parenthesis that closes this."""
        outer, self.lifted = self.lifted, []
        found = [self.every()]
        while self._kind is Kind.OR:
            self.place += 1
            found.append(self.every())
        known = tuple(node for node in found if node is not None)
        node = _one_of(Some(known))
        every = Every((node, *self.lifted) if node else tuple(self.lifted))
        self.lifted = outer
        return _one_of(every)

    def loose(self) -> list[Node]:
        """Return what stands side by side in a query without operators but SAUF and PRES."""
        found: list[Node] = []
        while self._kind is not None:
            found += [self.excluded()] if self._kind is Kind.NOT else self.near()
        return found

    def every(self) -> Node | None:
        """Return what must all be there."""
        found: list[Node | None] = []
        is_operand = True
        while self._kind not in _END:
            if self._kind is Kind.AND:
                self.place += 1
                is_operand = True
                continue
            found.append(
                self.excluded() if self._kind is Kind.NOT else self.beside(is_operand=is_operand)
            )
            is_operand = False
        return _one_of(Every(tuple(node for node in found if node is not None)))

    def beside(self, *, is_operand: bool) -> Node | None:
        """Return what stands side by side; filters among other things hold for more than this."""
        found: list[Node] = []
        while self._kind not in _END and self._kind not in _OPERATORS:
            found += self.near()
        others = [node for node in found if not _is_filter(node)]
        if others or not is_operand:
            self.lifted += [node for node in found if _is_filter(node)]
            found = others
        return _one_of(Beside(tuple(found)))

    def excluded(self) -> Node:
        """Return what is left out: all words behind SAUF together."""
        start = self.tokens[self.place].start
        self.place += 1
        node = _one_of(Beside(tuple(self.near()))) or Beside(())
        return Without(node, (start, self.tokens[self.place - 1].end))

    def near(self) -> list[Node]:
        """Return an operand, or what joins operands by their distances."""
        start = self.tokens[self.place].start
        left = self.operand()
        found: list[Node] = []
        while self._kind is Kind.NEAR:
            distance = self.tokens[self.place].distance
            self.place += 1
            right = self.operand()
            span = start, self.tokens[self.place - 1].end
            if left and right:
                sides = [side for side in map(_side, (left, right)) if side is not None]
                found.append(self.operands.near(sides, distance, span))
            left = right or left
        joined = _one_of(Every(tuple(found)))
        return [joined] if joined is not None else left

    def operand(self) -> list[Node]:
        """Return the nodes of one operand; there is at least one token of it."""
        token = self.tokens[self.place]
        if token.kind in _ROW:
            return self.operands.row(self._row())
        self.place += 1
        if token.kind is Kind.OPEN:
            node = self.query()
            self.place += 1
        elif token.kind is Kind.FIELD:
            node = self.field(token)
        else:
            node = self.signed(token)
        return [node] if node is not None else []

    def field(self, token: Token) -> Node | None:
        """Return what a field asks of the value behind it."""
        subject = FIELDS[token.text.lower()]
        node = self._value(self.operands.words_of_value(subject, self.tokens[self.place :]))
        if node is None:
            return None
        if subject in ZONES:
            zone = Zone.TITLE if subject is Subject.TITLE else Zone.CAPTIONS
            return Zoned(zone, subject.value, node, self._span(token))
        return self.operands.value(subject, node)

    def signed(self, token: Token) -> Node | None:
        """Return what is required or left out: the one thing behind a sign."""
        node = self._value()
        if node is None:
            return None
        kind = With if token.kind is Kind.WITH else Without
        return kind(node, self._span(token))

    def _value(self, words: int = 1) -> Node | None:
        """Return the one thing at this place, if there is any, of so many words."""
        if self._kind not in _ROW:
            return None if self._kind is None else _side(self.operand())
        start, self.place = self.place, self.place + words
        return _side(self.operands.row(self.tokens[start : self.place]))

    def _row(self) -> Sequence[Token]:
        start = self.place
        while self._kind in _ROW:
            self.place += 1
        return self.tokens[start : self.place]

    def _span(self, first: Token) -> Span:
        return first.start, self.tokens[self.place - 1].end

    @property
    def _kind(self) -> Kind | None:
        return self.tokens[self.place].kind if self.place < len(self.tokens) else None


def _is_filter(node: Node) -> bool:
    match node:
        case With(one) | Without(one):
            return _is_filter(one)
        case Beside(nodes) | Every(nodes) | Some(nodes):
            return all(map(_is_filter, nodes))
    return isinstance(node, Filtered)


def _side(nodes: Sequence[Node]) -> Node | None:
    return _one_of(Beside(tuple(nodes)))


def _one_of(node: Beside | Every | Some) -> Node | None:
    """Return a node, its only member in the place of one, and None in the place of none."""
    if node.nodes[1:] or (node.nodes and isinstance(node, Beside) and node.is_loose):
        return node
    return node.nodes[0] if node.nodes else None
