"""All terms that articles hold, or held: what a server does not list of a field of text.

They are looked for in the blocks of all runs (see `term_blocks`) that can hold them, which are
asked of the state index and remembered. How many documents' kept text holds a term is an estimate:
of those that were deleted or written anew it counts the former ones too.
"""

from __future__ import annotations

import bisect
import heapq
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from search.engines.opensearch.terms.block_cache import Block, BlockCache
from search.engines.opensearch.terms.term_blocks import (
    BEGINNING,
    HEAD,
    LEAF,
    ROOT,
    SHORT,
    Terms,
    name_of,
)
from search.engines.whoosh.codec.remembering import remembered
from search.engines.whoosh.expanding import expand
from search.errors import EngineUnavailableError
from search.query import Field, Fuzzy, Pattern, Prefix, TermRange, Wildcard
from search.query.edits import LONGEST

Found = TypeVar("Found")

Search = Callable[[dict[str, Any]], dict[str, Any]]
"""Answers the body of a search in the state index."""

CACHED_BYTES = 1 << 25
"""Bytes of blocks that are remembered: 4,500 blocks, those of a million articles."""

PATTERNS = 256
"""Patterns of which the terms are remembered."""

AT_ONCE = 512
"""Blocks that are asked for at once: two megabytes."""

MOST_RUNS = 1 << 12
"""Fields of runs that are known at once: writers put runs together long before."""

FEW_BLOCKS = 4
"""Blocks of a run that are looked through for its most frequent terms."""

ATTEMPTS = 3
"""Times that runs are asked for while writers put them together."""

_SIGN = re.compile(r"[*?]")

END = "\U0010ffff"
"""Beyond every term that begins like what stands before it."""


class Root(NamedTuple):
    """A field of a run: what its blocks begin with, as far as it is kept, and how many terms."""

    run: str
    field: Field
    begins: Sequence[str]
    size: int

    def between(self, first: str, last: str) -> range:
        """Return the numbers of the blocks that can hold terms from one to another."""
        start = bisect.bisect_left(self.begins, first[:BEGINNING])
        return range(max(0, start - 1), bisect.bisect_right(self.begins, last[:BEGINNING]))


class Dictionary:
    """Look terms up; may be shared by threads. `address` is that of errors."""

    def __init__(self, search: Search, address: str, cached_bytes: int = CACHED_BYTES) -> None:
        self._search = search
        self._address = address
        self._blocks = BlockCache(cached_bytes)
        self._roots: tuple[Root, ...] | None = None
        self._known = remembered(self._find, PATTERNS)

    def terms(self, pattern: Pattern) -> Mapping[str, int]:
        """Return the terms of a pattern, ascending, and about how many documents hold each."""
        return self._known(pattern)

    def all_terms(self, patterns: Sequence[Pattern]) -> list[Mapping[str, int]]:
        """Return the terms of each of some patterns, whose blocks are asked for at once."""
        self._asking(lambda: self._load(patterns))
        return [*map(self.terms, patterns)]

    def frequent(self, start: str, most: int) -> dict[str, int]:
        """Return the exact forms with a beginning that most kept texts hold, equals in order.

        Of a short beginning, MOST_FREQUENT of each run at most.
        """
        counts = self._asking(lambda: self._frequent(start))
        kept = (term for term in counts.items() if term[1])
        return dict(heapq.nsmallest(most, kept, key=lambda term: (-term[1], term[0])))

    def _find(self, pattern: Pattern) -> dict[str, int]:
        counts = self._asking(lambda: self._like(pattern))
        return dict(sorted(counts.items()))

    def _asking(self, ask: Callable[[], Found]) -> Found:
        """Return what is found in runs, which writers may put together meanwhile."""
        for _ in range(ATTEMPTS):
            try:
                return ask()
            except LookupError:
                self._roots = None
        raise EngineUnavailableError(self._address, "its dictionary is being written anew")

    def _load(self, patterns: Iterable[Pattern]) -> None:
        """Let the blocks of patterns be remembered, those of patterns that need few."""
        few = [names for names in map(self._names, patterns) if len(names) <= AT_ONCE]
        for _ in self._read([*dict.fromkeys(itertools.chain.from_iterable(few))]):
            pass

    def _like(self, pattern: Pattern) -> Counter[str]:
        """Count the terms of a pattern in all runs."""
        return _counted(self._read(self._names(pattern)), pattern)

    def _names(self, pattern: Pattern) -> list[str]:
        """Return the names of the blocks that can hold the terms of a pattern."""
        first, last = _bounds(pattern)
        return [
            name_of(root.run, root.field, LEAF, str(number))
            for root in self._of(pattern.field)
            for number in root.between(first, last)
        ]

    def _frequent(self, start: str) -> Counter[str]:
        """Count the frequent terms of a beginning in all runs; of few terms, all."""
        roots = {root.run: root for root in self._of(Field.EXACT)}
        spans = {run: root.between(start, start + END) for run, root in roots.items()}
        many = [run for run, span in spans.items() if len(span) > FEW_BLOCKS]
        heads = self._heads(many, start) if len(start) <= SHORT else {}
        names = [
            name_of(run, Field.EXACT, LEAF, str(number))
            for run, span in spans.items()
            if run not in heads
            for number in span
        ]
        counts = _counted(self._read(names), Prefix(start))
        for head in heads.values():
            counts.update(dict(head.pairs()))
        return counts

    def _heads(self, runs: Sequence[str], start: str) -> dict[str, Terms]:
        """Return the most frequent terms of a beginning in each run that holds many."""
        names = {name_of(run, Field.EXACT, HEAD, start): run for run in runs}
        return {names[name]: terms for name, terms in self._fetch([*names]).items()}

    def _of(self, field: Field) -> list[Root]:
        known = self._roots  # which another thread may forget
        if known is None:
            self._roots = known = tuple(roots(self._search))
        return [root for root in known if root.field is field]

    def _read(self, names: Sequence[str]) -> Iterator[Block]:
        """Yield blocks by their names; raises LookupError for one that is gone."""
        for at in range(0, len(names), AT_ONCE):
            own = names[at : at + AT_ONCE]
            known = self._blocks.of(own)
            read = self._fetch([name for name in own if name not in known])
            known |= self._blocks.put(read)
            yield from map(known.__getitem__, own)

    def _fetch(self, names: Sequence[str]) -> dict[str, Terms]:
        return fetched(self._search, names) if names else {}


def roots(search: Search) -> Iterator[Root]:
    """Yield the fields of all runs."""
    for hit in _hits(search, {"term": {"kind": ROOT}}, MOST_RUNS):
        source = hit["_source"]
        begins, sizes = zip(*Terms.read(source).pairs(), strict=True)
        yield Root(source["run"], Field(source["field"]), begins, sum(sizes))


def fetched(search: Search, names: Sequence[str]) -> dict[str, Terms]:
    """Return documents of the state index by their names, those that are there."""
    hits = _hits(search, {"ids": {"values": [*names]}}, len(names))
    return {hit["_id"]: Terms.read(hit["_source"]) for hit in hits}


def _hits(search: Search, query: dict[str, Any], size: int) -> list[dict[str, Any]]:
    body = {"query": query, "size": size, "sort": ["_doc"], "track_total_hits": False}
    found: list[dict[str, Any]] = search(body)["hits"]["hits"]
    return found


def _bounds(pattern: Pattern) -> tuple[str, str]:
    """Return what the terms of a pattern lie between."""
    match pattern:
        case TermRange(first, last):
            return first or "", END if last is None else last
        case Prefix(start):
            return start, start + END
        case Wildcard(wanted):
            start = _SIGN.split(wanted, maxsplit=1)[0]
            return start, start + END
        case Fuzzy(term, _, fixed):
            start = term if len(term) > LONGEST else term[: max(0, fixed)]
            return start, start + END


def _counted(blocks: Iterable[Block], pattern: Pattern) -> Counter[str]:
    """Count the terms of a pattern in some blocks."""
    counts = Counter[str]()
    for block in blocks:
        for numbers in expand(block.terms, pattern):
            names = block.terms.texts([*numbers])
            counts.update(dict(zip(names, block.counts[numbers.start :], strict=False)))
    return counts
