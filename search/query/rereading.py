"""Tell how a query was read, as a tree."""

from __future__ import annotations

from collections.abc import Sequence

from search.query.clauses import content_of, is_idle, is_optional, is_side
from search.query.nodes import (
    Beside,
    Every,
    Filtered,
    Nearby,
    Node,
    Placed,
    Quoted,
    Shaped,
    Some,
    With,
    Without,
    Words,
    Zoned,
)
from search.query.runs import is_stop
from search.query.tree import Fuzzy, Prefix
from search.readings import ReadingNode


def reading_of(node: Node, text: str) -> ReadingNode | None:
    """Return the tree of what a node of the query `text` says; None where that is nothing."""
    match node:
        case Zoned() | Without() | With():
            return _around(node, text)
        case Some():
            return _together("any", _each(node.nodes, text))
        case Every():
            return _together("all", _each(node.nodes, text))
        case Beside() if node.is_loose:
            return _loose(node, text)
        case Beside():
            return _together("all", _each(content_of(node.nodes), text))
    return _leaf(node, text)


def _leaf(node: Words | Quoted | Shaped | Filtered | Nearby, text: str) -> ReadingNode | None:
    match node:
        case Words():
            return _together("all", _words(node, text))
        case Quoted():
            return ReadingNode("exact" if node.is_exact else "phrase", node.text.strip())
        case Shaped():
            return ReadingNode(_shape(node), node.text)
        case Filtered():
            return node.reading
        case Nearby():
            return ReadingNode("near", f"PRES/{node.distance}", children=_each(node.nodes, text))


def _around(node: Zoned | Without | With, text: str) -> ReadingNode | None:
    inside = reading_of(node.inside if isinstance(node, Zoned) else node.node, text)
    if inside is None or isinstance(node, With):
        return inside
    if isinstance(node, Without):
        return ReadingNode("not", children=(inside,))
    return ReadingNode("field", field=node.name, children=(inside,))


def _each(nodes: Sequence[Node], text: str) -> tuple[ReadingNode, ...]:
    found = (reading_of(node, text) for node in nodes)
    return tuple(dict.fromkeys(node for node in found if node is not None))


def _together(kind: str, nodes: Sequence[ReadingNode]) -> ReadingNode | None:
    """Return nodes combined, a single one by itself, and those of the same kind as its own."""
    flat = [one for node in nodes for one in (node.children if node.kind == kind else (node,))]
    if not flat[1:]:
        return flat[0] if flat else None
    return ReadingNode(kind, children=tuple(dict.fromkeys(flat)))


def _loose(node: Beside, text: str) -> ReadingNode | None:
    """Return what is required, and what is only preferred beside it, or any of this."""
    optional = content_of([each for each in node.nodes if is_optional(each)])
    required = [each for each in node.nodes if not is_optional(each)]
    wished = [each for one in optional for each in _optional(one, text) if each]
    others = _each(required, text)
    if wished and not all(map(is_side, required)):
        prefer = ReadingNode("prefer", children=tuple(dict.fromkeys(wished)))
        return _together("all", [*others, prefer])
    one = _together("all" if all(map(is_idle, optional)) else "any", wished)
    return _together("all", [one, *others] if one else others)


def _optional(node: Node, text: str) -> tuple[ReadingNode | None, ...]:
    return _words(node, text) if isinstance(node, Words) else (reading_of(node, text),)


def _words(node: Words, text: str) -> tuple[ReadingNode, ...]:
    """Return words as they were typed: stop words only where there are no others."""
    content = [each for each in node.terms if not is_stop(each.term)] or node.terms
    return tuple(dict.fromkeys(ReadingNode("word", _text(each, text)) for each in content))


def _text(each: Placed, text: str) -> str:
    return " ".join(text[slice(*each.span)].split())


def _shape(node: Shaped) -> str:
    if isinstance(node.pattern, Fuzzy):
        return "fuzzy"
    return "prefix" if isinstance(node.pattern, Prefix) else "wildcard"
