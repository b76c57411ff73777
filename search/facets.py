"""How many documents of a result there are of each kind."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from search.requests import Facet


@dataclasses.dataclass(frozen=True, slots=True)
class FacetValue:
    """A value, how many documents of the result have it, and whether it is among those chosen."""

    value: str
    count: int
    is_chosen: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Facets:
    """The counts of a result.

    Those of a facet are of the documents that match the query and the choices in all other facets,
    so that they say what choosing one more value would add. Values come by falling count, then by
    name; those of dates and lengths in their own order. Chosen values are there also where they
    count nothing. `others` says how many values of a facet are left out, `missing` how many of the
    documents have no value.
    """

    values: Mapping[Facet, tuple[FacetValue, ...]]
    others: Mapping[Facet, int] = dataclasses.field(default_factory=dict)
    missing: Mapping[Facet, int] = dataclasses.field(default_factory=dict)
