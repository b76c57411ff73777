"""Terms that are held against a pattern one by one."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterator

from search.query import (
    Fuzzy,
    Prefix,
    TermRange,
    Wildcard,
)


def is_like(term: str, clause: Prefix | Wildcard | Fuzzy | TermRange) -> bool:
    match clause:
        case Prefix():
            return term.startswith(clause.start)
        case Wildcard():
            pattern = "".join(f"[{sign}]" if sign in "[]" else sign for sign in clause.pattern)
            return re.fullmatch(fnmatch.translate(pattern), term) is not None
        case TermRange():
            return (clause.first is None or clause.first <= term) and (
                clause.last is None or term <= clause.last
            )
        case Fuzzy():
            is_fixed = term.startswith(clause.term[: clause.fixed])
            return is_fixed and clause.term in within(term, clause.edits, clause.term)


def within(term: str, edits: int, alphabet: str = "abcdeghimnorstux*") -> set[str]:
    """Return the words that changes of a letter make of a term, from letters of an alphabet."""
    found = {term}
    for _ in range(edits):
        found |= {other for word in found for other in changed(word, alphabet)}
    return found


def changed(word: str, alphabet: str) -> Iterator[str]:
    letters = sorted(set(alphabet) | set(word))
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        yield from (head + letter + tail for letter in letters)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
