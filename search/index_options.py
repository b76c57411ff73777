"""How an index is built."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from search.cleaning.site_rules import Rules
from search.engines.whoosh import MEMORY_MB
from search.models import Cleaning
from search.parts import Part
from search.reading import DEFAULT_LIMIT_BYTES
from search.reports import Progress

PATIENCE_SECONDS = 600.0
"""How long another machine may give no sign: about as long as it takes to start it again."""


@dataclasses.dataclass(frozen=True, slots=True)
class IndexOptions:
    """How an index is built.

    `rebuild` begins with nothing, `repair` with what is whole of the index, and indexes only what
    was lost with the rest; where the last table of contents was lost, it makes the index hold the
    documents of the paths, as any run does. `jobs` is the number of processes that clean and
    analyze; a caller that asks for more than one must guard its main module, as `multiprocessing`
    demands. `limit_bytes` is the size above which a document is rejected. `rules` are the user's
    for sites; None reads those that stand beside the documents. `on_progress` is told how far the
    run is. `memory_mb` is what the run may take, roughly, in all its processes; what needs more
    goes by way of the disk. Machines that index a corpus on a server at the same time, each with a
    `part` of its own, wait for each other: one that gives no sign for `patience_seconds` is not
    waited for any longer.
    """

    rebuild: bool = False
    repair: bool = False
    cleaning: Cleaning = Cleaning.AUTO
    jobs: int = 1
    limit_bytes: int = DEFAULT_LIMIT_BYTES
    rules: Rules | None = None
    on_progress: Callable[[Progress], None] | None = None
    memory_mb: int = MEMORY_MB
    part: Part | None = None
    patience_seconds: float = PATIENCE_SECONDS
