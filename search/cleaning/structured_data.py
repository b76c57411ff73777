"""What a page says of its article in JSON-LD, broken JSON included."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import lxml.html

from search.cleaning.facts import SCHEMA_NAMES, Facts, facts_of, fill_gaps

LONGEST_SCRIPT = 2_000_000
"""Characters of a script; a longer one is no description of an article."""
MOST_SCRIPTS = 50
MOST_WRAPPINGS = 2
MOST_NODES = 2_000
MOST_TEXTS = 50
"""Texts of one property, and values looked at for them."""

Node = Mapping[str, object]

_SCRIPTS = "//script[contains(@type, 'ld+json')]"
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Recipe)$")
_PAGE = re.compile(r"Web[Pp]age$|CreativeWork$")
_RECORDING = re.compile(r"(?:Episode|VideoObject|AudioObject)$")
_RANKS = (_ARTICLE, _PAGE, _RECORDING)
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage")

_OPENINGS = ("<!--", "//", "/*", "<![CDATA[", "*/")
_CLOSINGS = ("-->", "*/", "]]>", "//", "/*", ";")
"""What pages wrap their JSON in, out of caution for old browsers, or end it with by mistake."""
_LAST_COMMA = re.compile(r",(?=\s*[}\]])")
_PROPERTY = re.compile(r'"(@?[a-zA-Z]{4,24})"\s{0,20}:\s{0,20}"((?:[^"\\]|\\.){0,2000})"')

_NAME_KEYS = ("name", "@value", "alternateName", "title")
_ADDRESS_KEYS = ("url", "contentUrl", "@id")


def structured_facts(tree: lxml.html.HtmlElement) -> Facts:
    """Return what the scripts of JSON-LD in a page say of its article, the best node first."""
    scripts = tree.xpath(_SCRIPTS)[:MOST_SCRIPTS]
    nodes = list(_nodes([_parse(script.text or "") for script in scripts]))
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    ranked = [[n for n in nodes if _is_a(n, kind)][:1] for kind in _RANKS]
    return fill_gaps(_facts(node, by_id) for group in ranked for node in group)


def _parse(script: str) -> object:
    """Return the value of a script; of one that cannot be repaired, the texts that stand in it."""
    if len(script) > LONGEST_SCRIPT:
        return None
    bare = _unwrap(script)
    for attempt in (bare, _LAST_COMMA.sub("", bare)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return _scan(bare)


def _unwrap(script: str) -> str:
    bare = script.strip()
    for _ in range(MOST_WRAPPINGS):
        for opening, closing in itertools.zip_longest(_OPENINGS, _CLOSINGS, fillvalue=""):
            bare = bare.removeprefix(opening).removesuffix(closing).strip()
    return bare


def _scan(script: str) -> Node:
    """Return the first text of each property in what only looks like JSON."""
    found: dict[str, object] = {}
    for match in _PROPERTY.finditer(script):
        name, text = match.groups()
        found.setdefault(name, text.replace('\\"', '"').replace("\\/", "/"))
    return found


def _nodes(roots: Sequence[object]) -> Iterator[Node]:
    """Return the objects of JSON values and of their graphs, in order, up to MOST_NODES."""
    waiting = list(reversed(roots))
    for _ in range(MOST_NODES):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, list):
            waiting += reversed(value[:MOST_NODES])
        elif isinstance(value, dict):
            yield value
            waiting += [value[key] for key in reversed(_NESTED) if key in value]


def _is_a(node: Node, kind: re.Pattern[str]) -> bool:
    named = node.get("@type")
    types = named if isinstance(named, list) else [named]
    return any(isinstance(name, str) and kind.search(name) for name in types)


def _facts(node: Node, by_id: Mapping[str, Node]) -> Facts:
    return facts_of(
        (field, _texts((node[key] for key in names if key in node), by_id, _keys_for(field)))
        for field, names in SCHEMA_NAMES.items()
    )


def _keys_for(field: str) -> tuple[str, ...]:
    return _ADDRESS_KEYS if field in {"url", "image"} else _NAME_KEYS


def _texts(values: Iterable[object], by_id: Mapping[str, Node], keys: tuple[str, ...]) -> list[str]:
    """Return the texts of values: themselves, or those of the first of `keys` that objects have."""
    waiting, texts = list(values)[::-1], []
    for _ in range(MOST_TEXTS):
        if not waiting:
            break
        value = waiting.pop()
        if isinstance(value, list):
            waiting += reversed(value[:MOST_TEXTS])
        elif isinstance(value, dict):
            known = by_id.get(str(value.get("@id")), value)
            waiting += [known[key] for key in keys if known.get(key)][:1]
        elif isinstance(value, str | bool | int | float):
            texts.append(str(value))
    return texts
