"""What may help a reader whose search finds nothing."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Instead:
    """A query with a piece less: what it is without, and how many documents it finds."""

    query: str
    without: str
    total: int


@dataclasses.dataclass(frozen=True, slots=True)
class Advice:
    """What may help.

    `nowhere` are pieces of the query that no document has in any form; `instead` queries with a
    piece less that find something, those that find most first; `removed` counts documents that
    match in what was removed from them; `unfiltered` those that match without choices and days.
    """

    nowhere: tuple[str, ...] = ()
    instead: tuple[Instead, ...] = ()
    removed: int = 0
    unfiltered: int = 0
