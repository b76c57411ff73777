"""The writer of an index, whichever engine keeps it."""

from __future__ import annotations

from search.engines.addresses import is_address
from search.engines.whoosh import WhooshIndexWriter
from search.engines.writer import RunWriter
from search.index_options import IndexOptions
from search.parallel import Workers


def writer_of(index: str, options: IndexOptions, workers: Workers) -> RunWriter:
    """Return the writer of an index for a run; it is a context manager."""
    if is_address(index):
        from search.engines.opensearch.address import parse_address
        from search.engines.opensearch.writing import OpenSearchIndexWriter
        return OpenSearchIndexWriter(parse_address(index), rebuild=options.rebuild)
    return WhooshIndexWriter(
        index,
        rebuild=options.rebuild,
        repair=options.repair,
        memory_mb=options.memory_mb,
        start=workers.start,
    )
