"""A segment as if it held but one zone of each document."""

from __future__ import annotations

import operator
import weakref
from collections.abc import Callable, Sequence

import numpy as np

from search.engines.whoosh.codec.columns import encode
from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.codec.postings import Postings
from search.engines.whoosh.codec.segments import KEPT_FIELDS, REMOVED_FIELDS
from search.engines.whoosh.expanding import expand
from search.engines.whoosh.kernels import TermList
from search.engines.whoosh.leaves import Leaf
from search.engines.whoosh.selecting import list_of, only, select, together
from search.query import Field, Pattern, Zone

KEPT, EVERYTHING = Zone.KEPT, Zone.EVERYTHING
"""By themselves, for a member of an Enum takes a while to look up."""

MEASURED = frozenset({KEPT, EVERYTHING})
"""Zones in which the length of a document counts, which is that of its kept text."""

CACHED_LISTS = 256
"""Terms whose postings in kept and removed text together are remembered: five bytes for each
document that holds one, four for each position."""

CACHED_PARTS = 1 << 12
"""The same in titles or captions, which hold far less: some tens of documents each."""

CACHED_PATTERNS = 64
"""Patterns whose postings are: one may have as many as a hundred terms."""

_REMOVED = dict(zip(KEPT_FIELDS, REMOVED_FIELDS, strict=True))


def inside(leaf: Leaf, zone: Zone) -> Leaf:
    """Return a segment as if it held but a zone of each document, from whatever zone."""
    if leaf.zone is zone:
        return leaf
    origin = leaf if leaf.zone is KEPT else leaf.origin()
    if origin is None:
        raise ReferenceError("the segment is gone")
    if zone is KEPT:
        return origin
    if zone not in origin.views:
        origin.views[zone] = _view(origin, zone)
    return origin.views[zone]


def halves(leaf: Leaf) -> tuple[Leaf, ...]:
    """Return the segment in the zones between which no phrase goes."""
    if leaf.zone is not EVERYTHING:
        return (leaf,)
    return inside(leaf, KEPT), inside(leaf, Zone.REMOVED)


def _view(origin: Leaf, zone: Zone) -> Leaf:
    """Return what does not keep its origin, which keeps it."""
    views = {each.zone: each for each in (_Title, _Captions, _Removed, _Everything)}
    view: Leaf = views[zone](origin.segment, origin.offset)
    view.origin = weakref.ref(origin)
    return view


class _Removed(Leaf):
    """Removed text, which has postings of its own, where there is any."""

    zone = Zone.REMOVED

    def postings(self, field: Field) -> Postings:
        """Return the postings of a field."""
        return self.segment.postings(_REMOVED[field.value])

    def near(self, pattern: Pattern) -> dict[str, int]:
        """Return the terms of a pattern, and how many documents hold each."""
        return super().near(pattern) if self._has(pattern.field) else {}

    def _find(self, field: Field, term: str) -> TermList | None:
        return super()._find(field, term) if self._has(field) else None

    def _matching(self, pattern: Pattern) -> tuple[TermList, ...]:
        return super()._matching(pattern) if self._has(pattern.field) else ()

    def _has(self, field: Field) -> bool:
        return self.segment.has(_REMOVED[field.value])


class _Made(Leaf):
    """A zone of which the postings are made of those of others."""

    cached_terms = CACHED_LISTS
    cached_patterns = CACHED_PATTERNS

    def near(self, pattern: Pattern) -> dict[str, int]:
        """Return the terms of a pattern, and how many documents hold each."""
        names = {name for zone in self._sources for name in inside(self, zone).near(pattern)}
        found = {name: self.find(pattern.field, name) for name in sorted(names)}
        return {name: each.end - each.start for name, each in found.items() if each is not None}

    @property
    def _sources(self) -> Sequence[Zone]:
        """The zones that the postings are made of."""
        return (KEPT,)


class _Part(_Made):
    """Words of kept text that stand before or after some position in each document."""

    cached_terms = CACHED_PARTS

    def _find(self, field: Field, term: str) -> TermList | None:
        number = self.postings(field).terms.find(encode(term))
        return None if number < 0 else self._select(field, [range(number, number + 1)])

    def _matching(self, pattern: Pattern) -> tuple[TermList, ...]:
        terms = expand(self.postings(pattern.field).terms, pattern)
        found = self._select(pattern.field, terms)
        return () if found is None else (found,)

    def _select(self, field: Field, terms: Sequence[range]) -> TermList | None:
        """Return the postings of some terms, as far as they stand in the zone."""
        postings = self.postings(field)
        found = select(postings, [postings.span(each.start, each.stop) for each in terms])
        bounds = np.repeat(self._bounds[found.documents], found.frequencies)
        return list_of(only(found, self._is_in(found.positions, bounds)))

    @property
    def _bounds(self) -> Array:
        raise NotImplementedError

    @property
    def _is_in(self) -> Callable[[Array, Array], Array]:
        raise NotImplementedError


class _Title(_Part):
    zone = Zone.TITLE

    @property
    def _bounds(self) -> Array:
        return self.segment.title_ends

    @property
    def _is_in(self) -> Callable[[Array, Array], Array]:
        return operator.lt


class _Captions(_Part):
    zone = Zone.CAPTIONS

    @property
    def _bounds(self) -> Array:
        return self.segment.caption_starts

    @property
    def _is_in(self) -> Callable[[Array, Array], Array]:
        return operator.ge


class _Everything(_Made):
    """Kept and removed text: a document holds a term as often as both together."""

    zone = EVERYTHING

    def _find(self, field: Field, term: str) -> TermList | None:
        kept, removed = (inside(self, zone).find(field, term) for zone in self._sources)
        if removed is None:
            return kept
        selections = (
            select(inside(self, zone).postings(field), [] if found is None else [found[1:]])
            for zone, found in zip(self._sources, (kept, removed), strict=True)
        )
        return list_of(together(*selections))

    def _matching(self, pattern: Pattern) -> tuple[TermList, ...]:
        kept, removed = (inside(self, zone).matching(pattern) for zone in self._sources)
        return kept + removed

    @property
    def _sources(self) -> Sequence[Zone]:
        return KEPT, Zone.REMOVED
