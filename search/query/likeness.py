"""What a pattern stands for: the same words as in an index, and how a person writes it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

from search.query.edits import LONGEST, Neighborhood, edits_of
from search.query.tree import Fuzzy, Pattern, Prefix, TermRange, Wildcard

_FIGURES = frozenset("0123456789-")
"""What numbers and dates are made of that texts write as several words."""


def written(pattern: Pattern) -> str:
    """Return a pattern as it is typed: `cyber*`, `organi?ation`, `guteres~`, `a..b`."""
    match pattern:
        case Prefix():
            return f"{pattern.start}*"
        case Wildcard():
            return pattern.pattern
        case Fuzzy():
            return f"{pattern.term}~{pattern.edits if pattern.edits != 1 else ''}"
        case TermRange():
            return f"{pattern.first or ''}..{pattern.last or ''}"


def matcher(pattern: Pattern) -> Callable[[str], bool]:
    """Return a function that tells of a term whether it is one of the pattern's."""
    match pattern:
        case Prefix():
            return lambda term: term.startswith(pattern.start)
        case Wildcard():
            expression = _expression(pattern.pattern)
            return lambda term: expression.fullmatch(term) is not None
        case Fuzzy():
            return _is_near(pattern)
        case TermRange():
            first, last = pattern.first or "", pattern.last
            return lambda term: first <= term and (last is None or term <= last)


def beginning(pattern: Pattern) -> str:
    """Return the letters with which all terms of a pattern begin, as far as it says so."""
    match pattern:
        case Prefix():
            return pattern.start
        case Wildcard():
            return _literals(pattern)[0]
        case Fuzzy():
            return pattern.term[: max(0, pattern.fixed)]
        case TermRange():
            return _common_start(pattern.first or "", pattern.last or "")


def longest_part(pattern: Pattern) -> str:
    """Return the letters that stand somewhere in all terms of a pattern, one after another."""
    parts = _literals(pattern) if isinstance(pattern, Wildcard) else [beginning(pattern)]
    return max(parts, key=len)


def may_be_figures(pattern: Pattern) -> bool:
    """Tell whether a number or a date may be among the terms."""
    match pattern:
        case Prefix():
            return _FIGURES.issuperset(pattern.start)
        case Wildcard():
            return all(map(_FIGURES.issuperset, _literals(pattern)))
        case Fuzzy():
            letters = sum(letter not in _FIGURES for letter in pattern.term)
            return _FIGURES.issuperset(beginning(pattern)) and letters <= edits_of(pattern)
        case TermRange():
            return (pattern.first or "") <= "9" and (pattern.last is None or pattern.last >= "0")


def _common_start(one: str, other: str) -> str:
    pairs = zip(one, other, strict=False)
    return "".join(a for a, _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))


def _literals(pattern: Wildcard) -> list[str]:
    return re.split(r"[*?]", pattern.pattern)


def _expression(pattern: str) -> re.Pattern[str]:
    """Return what matches terms; what follows a * is taken where it first fits, and left there."""
    first, *rest = (_literal(part) for part in re.split(r"\*+", pattern))
    middle = "".join(f"(?>.*?{part})" for part in rest[:-1])
    return re.compile(first + middle + (f".*{rest[-1]}" if rest else ""))


def _literal(part: str) -> str:
    return ".".join(map(re.escape, part.split("?")))


def _is_near(pattern: Fuzzy) -> Callable[[str], bool]:
    if len(pattern.term) > LONGEST:
        return lambda term: term == pattern.term
    start, neighborhood = beginning(pattern), Neighborhood(pattern.term, edits_of(pattern))
    return lambda term: term.startswith(start) and neighborhood.holds(term)
