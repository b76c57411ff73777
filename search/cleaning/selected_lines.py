"""Which lines of a page of HTML stand in elements that selectors name."""

from __future__ import annotations

import re
from collections.abc import Sequence

import lxml.etree
import lxml.html

from search.cleaning.page_lines import page_lines
from search.cleaning.parsing import parse_page
from search.cleaning.selectors import Selector, advance
from search.cleaning.site_rules import Order

_SIGNS = {None: "\ufdd0", Order.KEEP: "\ufdd1", Order.REMOVE: "\ufdd2"}
"""Characters that stand for no character, set before each piece of text to say where it was."""
_SIGN = re.compile(f"[{''.join(_SIGNS.values())}]")

Selectors = Sequence[tuple[Selector, Order]]


def selected_lines(source: str, selectors: Selectors) -> list[tuple[int, str, Order | None]]:
    """Return the number and text of every line of a page, and the order on its elements.

    The innermost selected element around a piece of text decides, and of several selectors of one
    element the first. A line is kept for any piece of it, but removed for all of them only, so
    that removing links does not take the paragraphs around them.
    """
    tree = parse_page(source)
    if tree is None:
        return []
    _sign(tree, selectors)
    lines = (page_line.line for page_line in page_lines(tree))
    return [
        (line.number, _SIGN.sub("", line.text), _order(set(_SIGN.findall(line.text))))
        for line in lines
    ]


def _sign(tree: lxml.html.HtmlElement, selectors: Selectors) -> None:
    """Set before every piece of text the sign of the order on its innermost element."""
    lengths = [len(selector) for selector, _ in selectors]
    order: Order | None = None
    stack = [(order, [0] * len(selectors))]
    for event, element in lxml.etree.iterwalk(tree, events=("start", "end")):
        if event == "end":
            stack.pop()
            element.tail = _signed(element.tail, stack[-1][0])
            continue
        outer, above = stack[-1]
        pairs = zip(selectors, above, strict=True)
        matched = [advance(selector, count, element) for (selector, _), count in pairs]
        ends = zip(selectors, matched, lengths, strict=True)
        own = next((order for (_, order), count, length in ends if count == length), outer)
        inner = [min(pair) for pair in zip(matched, (n - 1 for n in lengths), strict=True)]
        stack.append((own, inner))
        element.text = _signed(element.text, own)


def _signed(text: str | None, order: Order | None) -> str | None:
    if not text or text.isspace():
        return text
    start = len(text) - len(text.lstrip())
    return f"{text[:start]}{_SIGNS[order]}{text[start:]}"


def _order(signs: set[str]) -> Order | None:
    if _SIGNS[Order.KEEP] in signs:
        return Order.KEEP
    return Order.REMOVE if signs == {_SIGNS[Order.REMOVE]} else None
