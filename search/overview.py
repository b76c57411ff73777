"""What an index holds, and what was removed of the documents in it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from search.facets import Facets

if TYPE_CHECKING:
    from search.cleaning.report import RemovedLine
    from search.last_run import LastRun


@dataclasses.dataclass(frozen=True, slots=True)
class ReprintGroup:
    """Reprints of each other: the id and heading of the most complete, and how many there are."""

    id: str
    heading: str
    documents: int


@dataclasses.dataclass(frozen=True, slots=True)
class SiteCleaning:
    """What was removed of a site's documents, as far as they were looked at.

    `site` is None for documents of no known site; `share_removed` is of their characters, from 0
    to 1; `lines` are those removed from the most documents.
    """

    site: str | None
    documents: int
    share_removed: float
    lines: tuple[RemovedLine, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Overview:
    """An index at a glance.

    `distinct` counts reprints as one; `groups` are the largest groups of reprints. `cleaning` is
    told of `sampled` documents spread over all, the same for the same documents, the sites
    with the most of them first. `last_run` is None where nothing is known of it.
    """

    documents: int
    distinct: int
    facets: Facets
    groups: tuple[ReprintGroup, ...]
    cleaning: tuple[SiteCleaning, ...]
    sampled: int
    last_run: LastRun | None
