"""What the elements of a page say of its article by their properties (itemprop)."""

from __future__ import annotations

import lxml.html

from search.cleaning.facts import LONGEST_TEXT, SCHEMA_NAMES, Facts, facts_of

MOST_ELEMENTS = 500
"""Elements with properties that are looked at; an article names far fewer."""
MOST_VALUES = 20

_ITEMS = f"(//*[@itemprop])[position() <= {MOST_ELEMENTS}]"
_ABOUT_OTHERS = (
    "boolean(ancestor::*[self::aside or self::nav or self::footer or @itemprop='comment'])"
)
_NAME_OF_ITEM = ".//*[@itemprop='name']"
_VALUE_ATTRIBUTES = ("content", "datetime")
_ADDRESSES = {"a": "href", "link": "href", "img": "src"}
_UNTOLD = frozenset({"name", "description", "url", "text"})
"""Properties that more often speak of an author, a publisher or a comment."""


def microdata_facts(tree: lxml.html.HtmlElement) -> Facts:
    """Return what the first elements with properties say, parts that speak of others left out."""
    values: dict[str, list[str]] = {}
    for element in tree.xpath(_ITEMS):
        for name in (element.get("itemprop") or "").lower().split():
            known = values.setdefault(name, [])
            if len(known) < MOST_VALUES and not element.xpath(_ABOUT_OTHERS):
                known.append(_value(element, name))
    return facts_of(
        (name, [text for key in keys if key not in _UNTOLD for text in values.get(key.lower(), ())])
        for name, keys in SCHEMA_NAMES.items()
    )


def _value(element: lxml.html.HtmlElement, name: str) -> str:
    for attribute in _VALUE_ATTRIBUTES:
        if element.get(attribute):
            return str(element.get(attribute))
    if element.get("itemscope") is not None and name in {"author", "creator"}:
        element = next(iter(element.xpath(_NAME_OF_ITEM)), element)
        return element.get("content") or _text(element)
    address = _ADDRESSES.get(element.tag) if name in {"image", "mainentityofpage"} else None
    return (element.get(address) or "") if address else _text(element)


def _text(element: lxml.html.HtmlElement) -> str:
    return str(element.xpath("string()"))[:LONGEST_TEXT]
