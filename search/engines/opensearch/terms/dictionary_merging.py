"""Put runs of terms together, so that few of them are to be looked at."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from search.engines.opensearch.terms.dictionary import Root, Search, fetched, roots
from search.engines.opensearch.terms.term_blocks import LEAF, Term, documents_of, name_of
from search.query import Field

MOST_RUNS = 8
"""Runs beyond which some are put together: each is asked for blocks of its own."""

READ_AT_ONCE = 64
"""Blocks of a run that are read at once while it is put together with others: 300 kilobytes."""


def runs_to_merge(search: Search) -> list[str]:
    """Return the runs that are worth putting together into one; none where they are few.

    Large ones are left until smaller ones come to as much, so that a term is written again seldom.
    """
    sizes: dict[str, int] = {}
    for root in roots(search):
        sizes[root.run] = sizes.get(root.run, 0) + root.size
    if len(sizes) <= MOST_RUNS:
        return []
    ascending = sorted(sizes, key=lambda run: (sizes[run], run))
    least = len(ascending) - MOST_RUNS + 1
    before = itertools.accumulate((sizes[run] for run in ascending), initial=0)
    worth = [
        n
        for n, (run, sum_) in enumerate(zip(ascending, before, strict=False))
        if sizes[run] <= sum_
    ]
    return ascending[: max(least, 1 + max(worth, default=0))]


def merged(search: Search, runs: Sequence[str], into: str) -> Iterator[tuple[str, bytes]]:
    """Yield some runs as one, as DictionaryBuilder does; they may be removed when it is known."""
    own = [root for root in roots(search) if root.run in runs]
    terms = {field: [each for each in own if each.field is field] for field in Field}
    return documents_of(into, {field: _sum(search, each) for field, each in terms.items() if each})


def _sum(search: Search, roots: Iterable[Root]) -> Iterator[Term]:
    """Yield the terms of some roots, ascending, the same ones of several as one."""
    joined = heapq.merge(*(_terms(search, root) for root in roots), key=itemgetter(0))
    for term, same in itertools.groupby(joined, key=itemgetter(0)):
        yield term, sum(count for _, count in same)


def _terms(search: Search, root: Root) -> Iterator[Term]:
    names = [name_of(root.run, root.field, LEAF, str(n)) for n in range(len(root.begins))]
    for at in range(0, len(names), READ_AT_ONCE):
        own = names[at : at + READ_AT_ONCE]
        read = fetched(search, own)
        for name in own:
            yield from read[name].pairs()
