"""Show reprints as one: the best of each group stands for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from search.engines.base import Candidate, Matches

ENLARGED = 4
"""How many times as many candidates are asked for where reprints leave too few."""

Find = Callable[[int], Matches]
"""Returns so many of the best documents of a query."""

GroupsOf = Callable[[Sequence[int]], Sequence[str | None]]
"""Returns the group of each of some documents, None for those without reprints."""


def first_of_groups(find: Find, groups_of: GroupsOf, wanted: int) -> Matches:
    """Return the `wanted` best documents of a query, of reprints the first; the total is of all."""
    limit = wanted
    while True:
        matches = find(limit)
        shown = tuple(_firsts(matches.candidates, groups_of))
        if len(shown) >= wanted or limit >= matches.total:
            return Matches(matches.total, shown[:wanted])
        limit = min(matches.total, limit * ENLARGED)


def _firsts(candidates: Sequence[Candidate], groups_of: GroupsOf) -> Iterator[Candidate]:
    seen = set[str]()
    groups = groups_of([candidate.key for candidate in candidates])
    for candidate, group in zip(candidates, groups, strict=True):
        if group is None or group not in seen:
            yield candidate
        if group is not None:
            seen.add(group)
