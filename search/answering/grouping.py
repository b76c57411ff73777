"""Show reprints as one: the best of each group stands for all of them."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterator, Sequence

from search.engines.base import Candidate, Matches

FIRST_LOOK = 60
"""Candidates that are asked for at least: as many as are ranked again anyway, so that the reprints
among ten seldom ask for a second search."""

ENLARGED = 4
"""How many times as many candidates are asked for where reprints leave too few."""

Find = Callable[[int], Matches]
"""Returns so many of the best documents of a query."""

GroupsOf = Callable[[Sequence[int]], Sequence[str | None]]
"""Returns the group of each of some documents, None for those without reprints."""


def first_of_groups(find: Find, groups_of: GroupsOf, wanted: int) -> Matches:
    """Return the `wanted` best documents of a query, of reprints the first; the total is of all."""
    limit = max(wanted, FIRST_LOOK)
    while True:
        matches = find(limit)
        firsts = _firsts(matches.candidates, groups_of, wanted)
        shown = tuple(itertools.islice(firsts, wanted))
        if len(shown) >= wanted or limit >= matches.total:
            return dataclasses.replace(matches, candidates=shown)
        limit = min(matches.total, limit * ENLARGED)


def _firsts(
    candidates: Sequence[Candidate], groups_of: GroupsOf, at_once: int
) -> Iterator[Candidate]:
    """Yield the first of each group, and all without one; groups are asked for some at a time."""
    seen = set[str]()
    for start in range(0, len(candidates), at_once):
        part = candidates[start : start + at_once]
        groups = groups_of([candidate.key for candidate in part])
        for candidate, group in zip(part, groups, strict=True):
            if group is None or group not in seen:
                yield candidate
            if group is not None:
                seen.add(group)
