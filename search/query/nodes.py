"""What a query says, as its grammar parts it: before it is asked of an index or told its reader.

Nodes are tuples, which are told apart by their types: as many dataclasses would take longer to make
at import than most queries to answer.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from search.query.tree import Filter, Pattern, Term, Word, Zone
from search.readings import ReadingNode

Span: TypeAlias = tuple[int, int]
"""Where something stands in the query, half-open."""


class Placed(NamedTuple):
    """A word, number or date and the span of what was typed for it."""

    term: Term
    span: Span


class Words(NamedTuple):
    """Words that follow each other; `is_one` where they were typed as one."""

    words: tuple[Word, ...]
    terms: tuple[Placed, ...]
    span: Span
    is_one: bool


class Quoted(NamedTuple):
    """An expression in quotation marks; `is_exact` where only its own forms are wanted."""

    text: str
    words: tuple[Word, ...]
    span: Span
    is_exact: bool = False


class Shaped(NamedTuple):
    """A pattern."""

    text: str
    pattern: Pattern
    span: Span


class Filtered(NamedTuple):
    """Filters of which any will do, and how they read."""

    filters: tuple[Filter, ...]
    reading: ReadingNode
    span: Span


class Zoned(NamedTuple):
    """What is looked for in a part of the document, and what that part is called."""

    zone: Zone
    name: str
    inside: Node
    span: Span


class Nearby(NamedTuple):
    """Words of all nodes that stand at most `distance` words apart."""

    nodes: tuple[Node, ...]
    distance: int
    span: Span


class Beside(NamedTuple):
    """What stands side by side: all of it, or, where it `is_loose`, any of its words."""

    nodes: tuple[Node, ...]
    is_loose: bool = False


class Every(NamedTuple):
    """What must all be there."""

    nodes: tuple[Node, ...]


class Some(NamedTuple):
    """Of which any will do."""

    nodes: tuple[Node, ...]


class Without(NamedTuple):
    """What must not be there."""

    node: Node
    span: Span


class With(NamedTuple):
    """What must be there among what need not."""

    node: Node
    span: Span


Node = Words | Quoted | Shaped | Filtered | Zoned | Nearby | Beside | Every | Some | Without | With
