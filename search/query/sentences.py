"""Say in French how a query was read: « convention de Hanoï » SAUF sport, depuis hier."""

from __future__ import annotations

from collections.abc import Sequence

from search.french import NARROW_SPACE
from search.readings import ReadingNode

EVERYTHING = "tous les articles"


def sentence(tree: ReadingNode) -> str:
    """Return the sentence: what is looked for, what is left out, what is preferred, the filters."""
    members = tree.children if tree.kind == "all" else (tree,)
    filters = [each for each in members if _is_filter(each)]
    wished = [one for each in members if each.kind == "prefer" for one in each.children]
    rest = [each for each in members if not (_is_filter(each) or each.kind == "prefer")]
    parts = [_all(rest) if any(each.kind != "not" for each in rest) else EVERYTHING + _all(rest)]
    if wished:
        parts.append(f"de préférence avec {', '.join(map(_grouped, wished))}")
    return ", ".join([*parts, *map(_written, filters)])


def _is_filter(node: ReadingNode) -> bool:
    return node.kind == "date" or (node.kind == "field" and not node.children)


def _written(node: ReadingNode) -> str:
    match node.kind:
        case "all":
            return _all(node.children)
        case "any":
            return " OU ".join(map(_grouped, node.children))
        case "not":
            return f"SAUF {''.join(map(_grouped, node.children))}"
        case "near":
            return _near(node)
    return _leaf(node)


def _leaf(node: ReadingNode) -> str:
    match node.kind:
        case "phrase":
            return _quoted(node.text)
        case "exact":
            return f"exactement {_quoted(node.text)}"
        case "field":
            value = "".join(map(_grouped, node.children)) or node.text
            return f"{node.field}{NARROW_SPACE}: {value}"
    return node.text


def _all(nodes: Sequence[ReadingNode]) -> str:
    """Join what must all be there; what must not stands behind it."""
    wanted = [node for node in nodes if node.kind != "not"]
    left_out = [node for node in nodes if node.kind == "not"]
    is_alone = len(nodes) == 1
    said = " ET ".join(_written(node) if is_alone else _grouped(node) for node in wanted)
    return said + "".join(f" {_written(node)}" for node in left_out)


def _grouped(node: ReadingNode) -> str:
    is_several = node.kind in {"all", "any", "prefer"} and len(node.children) > 1
    return f"({_written(node)})" if is_several else _written(node)


def _near(node: ReadingNode) -> str:
    """Join what stands near each other; a single expression has all its words near each other."""
    if len(node.children) == 1:
        return f"{_grouped(node.children[0])}~{node.text.rpartition('/')[2]}"
    return f" {node.text} ".join(map(_side, node.children))


def _side(node: ReadingNode) -> str:
    is_row = node.kind == "all" and all(each.kind == "word" for each in node.children)
    return " ".join(each.text for each in node.children) if is_row else _grouped(node)


def _quoted(text: str) -> str:
    return f"«{NARROW_SPACE}{text}{NARROW_SPACE}»"
