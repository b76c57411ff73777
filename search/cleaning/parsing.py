"""A page of HTML, parsed once."""

from __future__ import annotations

import re

import lxml.etree
import lxml.html

from search.cleaning import wordlists

MOST_ATTRIBUTES = 500
"""Attributes of one element; the parser's time grows with their square."""

_METADATA = frozenset({"base", "link", "meta", "noscript", "script", "style", "template", "title"})
"""Elements that a head may hold; any other one opens the body, as HTML 5 says."""

_BETWEEN = r"[^<>]*>"
_LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]*)[\s/]([^<>]{4000,})>?")


def parse_page(source: str) -> lxml.html.HtmlElement | None:
    """Return the tree of a page of HTML, or None where there is no element in it.

    The parser stops where elements are nested too deeply (2,048 deep, as of libxml2 2.14); of such
    a page only the elements that part lines are parsed.
    """
    tree, is_too_deep = _parse(source)
    if is_too_deep:
        tree = _parse(_flatten(source))[0]
    return tree if tree is None else _empty_head(tree)


def _parse(source: str) -> tuple[lxml.html.HtmlElement | None, bool]:
    parser = lxml.html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    content = bound_tags(source).encode("utf-8", "replace")
    try:
        tree = lxml.html.document_fromstring(content, parser=parser)
    except lxml.etree.LxmlError:
        tree = None
    return tree, any("depth" in entry.message for entry in parser.error_log)


def _empty_head(tree: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
    """Move what a head cannot hold into the body.

    The parser knows HTML 4: a newer element opens no body where the page itself does not.
    """
    head = tree.find("head")
    misplaced = [] if head is None else [each for each in head if each.tag not in _METADATA]
    if not misplaced:
        return tree
    body = tree.find("body")
    if body is None:
        body = lxml.etree.SubElement(tree, "body")
    misplaced[-1].tail = (misplaced[-1].tail or "") + (body.text or "")
    body.text = None
    body[:0] = misplaced
    return tree


def bound_tags(source: str) -> str:
    """Return a page without NUL characters and without the attributes of elements of too many."""
    return _LONG_TAG.sub(_drop_attributes, source.replace("\x00", ""))


def _drop_attributes(tag: re.Match[str]) -> str:
    attributes = tag[2]
    count = max(attributes.count("="), len(attributes.split(maxsplit=MOST_ATTRIBUTES)))
    return f"<{tag[1]}>" if count > MOST_ATTRIBUTES else tag[0]


def _flatten(source: str) -> str:
    """Replace the tags of all elements that nest by line ends."""
    flat = "|".join(sorted(wordlists.entries("flat_elements")))
    return re.sub(rf"<(?!/?(?:{flat})\b){_BETWEEN}", "\n", source, flags=re.IGNORECASE)
