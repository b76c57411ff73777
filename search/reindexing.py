"""Do the last run over an index again: from the same folders, with the same options."""

from __future__ import annotations

import os
from collections.abc import Callable

from search.engines.opening import shown
from search.errors import UnknownSourcesError
from search.index_options import IndexOptions
from search.indexing import build_index
from search.reports import IndexReport, Progress
from search.searching import open_index


def reindex(
    index: str | os.PathLike[str],
    *,
    jobs: int = 1,
    on_progress: Callable[[Progress], None] | None = None,
) -> IndexReport:
    """Make an index hold what the folders and files hold now that it was last made of.

    The rules and synonyms beside them are read anew. Raises UnknownSourcesError where the index
    does not remember them, what `open_index` raises, and what `build_index` does.
    """
    with open_index(index) as searcher:
        run = searcher.last_run
    if run is None or not run.sources:
        raise UnknownSourcesError(shown(os.fspath(index)))
    options = IndexOptions(
        cleaning=run.cleaning,
        limit_bytes=run.limit_bytes,
        memory_mb=run.memory_mb,
        jobs=jobs,
        on_progress=on_progress,
    )
    return build_index(run.sources, index, options)
