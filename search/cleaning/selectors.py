"""CSS selectors, as far as people name parts of a page with them.

A selector is compounds with white space between them, each inside the one before: ".menu li a".
A compound is a tag, or nothing, followed by any of .class, #id, [name] and [name=value], the value
with or without quotation marks: "div.promo", "#sidebar", "a[rel=nofollow]". Lists with commas and
the signs > + ~ : * are not supported.
"""

from __future__ import annotations

import dataclasses
import re

import lxml.html

_NAME = r"[\w-]+"
_TAG = re.compile(_NAME)
_CONDITION = re.compile(
    rf"\.(?P<class>{_NAME})|#(?P<id>{_NAME})|\[(?P<name>[\w:.-]+)(?:=(?P<value>[^\]]*))?\]"
)
_COMPOUND = re.compile(r"(?:\[[^\[\]]*\]|\S)+")


@dataclasses.dataclass(frozen=True, slots=True)
class Compound:
    """What one element must have: its tag, or any, its classes and attributes (or any value)."""

    tag: str | None
    classes: frozenset[str]
    attributes: tuple[tuple[str, str | None], ...]

    def matches(self, element: lxml.html.HtmlElement) -> bool:
        """Tell whether the element has all of it."""
        if self.tag is not None and element.tag != self.tag:
            return False
        if self.classes and not self.classes.issubset(element.get("class", "").split()):
            return False
        found = ((element.get(name), value) for name, value in self.attributes)
        return all(has is not None and value in {None, has} for has, value in found)


Selector = tuple[Compound, ...]
"""Compounds, outermost first, each of an element inside that of the one before."""


def parse_selector(text: str) -> Selector:
    """Parse a selector; raise ValueError where it is none or is not supported."""
    compounds = tuple(map(_parse_compound, _COMPOUND.findall(text)))
    if not compounds:
        raise ValueError("an empty selector")
    return compounds


def _parse_compound(text: str) -> Compound:
    tag = _TAG.match(text)
    place = tag.end() if tag else 0
    classes, attributes = set[str](), list[tuple[str, str | None]]()
    while place < len(text):
        found = _CONDITION.match(text, place)
        if found is None:
            raise ValueError(f"not a supported selector at {text[place:]!r}")
        if found["class"]:
            classes.add(found["class"])
        elif found["id"]:
            attributes.append(("id", found["id"]))
        else:
            attributes.append((found["name"].lower(), _unquoted(found["value"])))
        place = found.end()
    return Compound(tag[0].lower() if tag else None, frozenset(classes), tuple(attributes))


def _unquoted(value: str | None) -> str | None:
    return value.strip().strip("\"'") if value is not None else None


def advance(selector: Selector, matched: int, element: lxml.html.HtmlElement) -> int:
    """Return how many compounds match down to `element`, `matched` of which match above it.

    Equals the selector's length when the element itself is selected; to go on inside it, pass at
    most one less.
    """
    return matched + selector[matched].matches(element)
