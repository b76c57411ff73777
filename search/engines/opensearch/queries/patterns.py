"""Patterns of terms as queries of a server, which score nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from search.engines.opensearch.stored.tokens import LETTERS, safe
from search.query import Fuzzy, Pattern, Prefix, TermRange, Wildcard
from search.query.edits import LONGEST, edits_of

Dsl = dict[str, Any]

MOST_EDITS = 2
"""Changes of a term that a server makes; the language of queries has no more."""

LONGEST_EXPRESSION = 1_000
"""Characters of a regular expression that a server takes."""

_SPECIAL = re.compile(r"[\\]")
_SIGN = re.compile(r"\W")


def queries_of(pattern: Pattern, field: str) -> list[Dsl]:
    """Return what matches the terms of a pattern, each of them some."""
    letter = LETTERS[pattern.field]
    match pattern:
        case Prefix(start):
            return [_rewritten("prefix", field, value=letter + safe(start))]
        case Wildcard(wanted):
            escaped = _SPECIAL.sub(r"\\\g<0>", safe(wanted))
            return [_rewritten("wildcard", field, value=letter + escaped)]
        case Fuzzy():
            return _fuzzy(pattern, field)
        case TermRange(first, last):
            end = {"lt": chr(ord(letter) + 1)} if last is None else {"lte": letter + safe(last)}
            return [{"range": {field: {"gte": letter + safe(first or ""), **end}}}]


def _fuzzy(pattern: Fuzzy, field: str) -> list[Dsl]:
    """Return what matches a term and those that few changes make of it, two at the most.

    A server swaps no letters that another one comes or goes between: these are asked for by
    themselves.
    """
    term, edits = pattern.term, min(edits_of(pattern), MOST_EDITS)
    value = LETTERS[pattern.field] + safe(term)
    if not edits or len(term) > LONGEST:
        return [{"term": {field: value}}]
    fixed = max(0, pattern.fixed) + 1
    near = _rewritten("fuzzy", field, value=value, fuzziness=edits, prefix_length=fixed)
    swapped = _joined(_swapped_around(value, fixed)) if edits == MOST_EDITS else ()
    return [near, *(_rewritten("regexp", field, value=each, flags="NONE") for each in swapped)]


def _swapped_around(term: str, fixed: int) -> Iterator[str]:
    """Yield what is left of a term if two letters are swapped and one comes or goes between."""
    letters = [_SIGN.sub(r"\\\g<0>", letter) for letter in term]
    for at in range(fixed, len(letters) - 1):
        before, (one, other, *after) = letters[:at], letters[at:]
        yield "".join([*before, other, ".", one, *after])
        if after:
            yield "".join([*before, after[0], one, *after[1:]])


def _joined(expressions: Iterable[str]) -> Iterator[str]:
    """Yield expressions of some others each, no longer than a server takes."""
    joined = ""
    for each in expressions:
        if joined and len(joined) + len(each) >= LONGEST_EXPRESSION:
            yield joined
            joined = ""
        joined = f"{joined}|{each}" if joined else each
    if joined:
        yield joined


def _rewritten(kind: str, field: str, **options: Any) -> Dsl:
    """Return a query of terms that may be any number, which score nothing."""
    return {kind: {field: {**options, "rewrite": "constant_score"}}}
