"""The writer of an index, whichever engine keeps it."""

from __future__ import annotations

import hashlib

from search.analysis import ANALYSIS_VERSION
from search.cleaning.site_rules import Rules
from search.cleaning.version import CLEANING_VERSION
from search.engines.addresses import is_address
from search.engines.writer import RunWriter
from search.errors import EngineError
from search.index_options import IndexOptions
from search.parallel import Workers


def writer_of(
    index: str, options: IndexOptions, workers: Workers, synonyms: bytes = b""
) -> RunWriter:
    """Return the writer of an index for a run; it is a context manager.

    `synonyms` are those that the run will keep. Raises AddressError.
    """
    if is_address(index):
        return _writer_at(index, options, synonyms)
    from search.engines.whoosh import WhooshIndexWriter  # noqa: PLC0415 - one engine is enough

    return WhooshIndexWriter(
        index,
        rebuild=options.rebuild,
        repair=options.repair,
        memory_mb=options.memory_mb,
        start=workers.start,
    )


def _writer_at(index: str, options: IndexOptions, synonyms: bytes) -> RunWriter:
    """Return the writer of an index on a server, which keeps copies and is not repaired."""
    from search.engines.opensearch.connecting.address import parse_address  # noqa: PLC0415 - where asked for

    address = parse_address(index)
    if options.repair:
        raise EngineError(
            str(address), "an index on a server is not repaired", "build it anew with --rebuild"
        )
    from search.engines.opensearch.crews.crew import Assignment  # noqa: PLC0415 - where asked for
    from search.engines.opensearch.writing import (  # noqa: PLC0415 - where asked for
        OpenSearchIndexWriter,
    )

    assignment = None
    if options.part and options.part.count > 1:
        assignment = Assignment(options.part, _terms(options, synonyms), options.patience_seconds)
    return OpenSearchIndexWriter(address, rebuild=options.rebuild, assignment=assignment)


def _terms(options: IndexOptions, synonyms: bytes) -> dict[str, str]:
    """Return by what documents are read: machines that index parts of a corpus must agree."""
    rules = options.rules or Rules()
    return {
        "cleaning": options.cleaning.value,
        "limit": f"{options.limit_bytes} bytes",
        "rules": rules.whole_digest,
        "synonyms": hashlib.blake2b(synonyms, digest_size=8).hexdigest(),
        "version of cleaning": str(CLEANING_VERSION),
        "version of analysis": str(ANALYSIS_VERSION),
    }
