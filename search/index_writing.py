"""The writer of an index, whichever engine keeps it."""

from __future__ import annotations

from search.engines.addresses import is_address
from search.engines.writer import RunWriter
from search.errors import EngineError
from search.index_options import IndexOptions
from search.parallel import Workers


def writer_of(index: str, options: IndexOptions, workers: Workers) -> RunWriter:
    """Return the writer of an index for a run; it is a context manager."""
    if is_address(index):
        return _writer_at(index, options)
    from search.engines.whoosh import WhooshIndexWriter  # noqa: PLC0415 - one engine is enough

    return WhooshIndexWriter(
        index,
        rebuild=options.rebuild,
        repair=options.repair,
        memory_mb=options.memory_mb,
        start=workers.start,
    )


def _writer_at(index: str, options: IndexOptions) -> RunWriter:
    """Return the writer of an index on a server, which keeps copies and is not repaired."""
    from search.engines.opensearch.address import parse_address  # noqa: PLC0415 - where asked for

    address = parse_address(index)
    if options.repair:
        raise EngineError(
            str(address), "an index on a server is not repaired", "build it anew with --rebuild"
        )
    from search.engines.opensearch.writing import (  # noqa: PLC0415 - where asked for
        OpenSearchIndexWriter,
    )

    return OpenSearchIndexWriter(address, rebuild=options.rebuild)
