"""What a query says, as its grammar parts it: before it is asked of an index or told its reader."""

from __future__ import annotations

import dataclasses
from typing import TypeAlias

from search.query.tree import Filter, Pattern, Term, Word, Zone
from search.readings import ReadingNode

Span: TypeAlias = tuple[int, int]
"""Where something stands in the query, half-open."""


@dataclasses.dataclass(frozen=True, slots=True)
class Placed:
    """A word, number or date and the span of what was typed for it."""

    term: Term
    span: Span


@dataclasses.dataclass(frozen=True, slots=True)
class Words:
    """Words that follow each other; `is_one` where they were typed as one."""

    words: tuple[Word, ...]
    terms: tuple[Placed, ...]
    span: Span
    is_one: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Quoted:
    """An expression in quotation marks; `is_exact` where only its own forms are wanted."""

    text: str
    words: tuple[Word, ...]
    span: Span
    is_exact: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Shaped:
    """A pattern."""

    text: str
    pattern: Pattern
    span: Span


@dataclasses.dataclass(frozen=True, slots=True)
class Filtered:
    """Filters of which any will do, and how they read."""

    filters: tuple[Filter, ...]
    reading: ReadingNode
    span: Span


@dataclasses.dataclass(frozen=True, slots=True)
class Zoned:
    """What is looked for in a part of the document, and what that part is called."""

    zone: Zone
    name: str
    inside: Node
    span: Span


@dataclasses.dataclass(frozen=True, slots=True)
class Nearby:
    """Words of all nodes that stand at most `distance` words apart."""

    nodes: tuple[Node, ...]
    distance: int
    span: Span


@dataclasses.dataclass(frozen=True, slots=True)
class Beside:
    """What stands side by side: all of it, or, where it `is_loose`, any of its words."""

    nodes: tuple[Node, ...]
    is_loose: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Every:
    """What must all be there."""

    nodes: tuple[Node, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Some:
    """Of which any will do."""

    nodes: tuple[Node, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Without:
    """What must not be there."""

    node: Node
    span: Span


@dataclasses.dataclass(frozen=True, slots=True)
class With:
    """What must be there among what need not."""

    node: Node
    span: Span


Node = Words | Quoted | Shaped | Filtered | Zoned | Nearby | Beside | Every | Some | Without | With
