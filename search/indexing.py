"""The whole document flow: read, clean, compare, analyze, store."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import os
import time
from collections.abc import Iterator, Sequence

from search.cleaning.site_rules import find_rules
from search.cleaning.traces import DamagedTraceError, Traces
from search.concluding import Kept, conclude
from search.engines.addresses import is_address
from search.engines.opening import shown
from search.errors import BrokenIndexError, IndexAccessError, NothingToIndexError
from search.housekeeping import keep_freed_memory
from search.index_options import IndexOptions
from search.index_writing import writer_of
from search.indexing_run import Run
from search.parallel import Workers
from search.reading import read_all
from search.reports import IndexReport
from search.user_synonyms import find_synonyms

Paths = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]


def build_index(
    paths: Paths, index: str | os.PathLike[str], options: IndexOptions = IndexOptions()
) -> IndexReport:
    """Make the index in a folder or at an address hold the documents of files or folders only.

    Only documents that are new, changed or gone since the last time are touched. Documents that
    cannot be read are in the report. Whatever fails, the index answers as it did before.

    Raises ReadError when a path does not exist, SiteRulesError or SynonymsError when a sites.toml
    or a synonymes.txt beside the documents cannot be used, NothingToIndexError when there is no
    document, IndexLockedError when another process is writing, BrokenIndexError when the index
    cannot be used and is neither to be rebuilt nor repaired, IndexNotFoundError when there is none
    to repair. Of an address also AddressError, EngineMissingError and EngineError.
    """
    started = time.perf_counter()
    keep_freed_memory()
    sources = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    read = functools.partial(read_all, sources, limit_bytes=options.limit_bytes)
    documents = read()
    if options.rules is None:
        options = dataclasses.replace(options, rules=find_rules(sources))
    kept = Kept(sources, options, find_synonyms(sources).encode())
    working = Workers(options.jobs)
    with (
        writer_of(os.fspath(index), options, working, kept.synonyms) as writer,
        _faults_reported(shown(os.fspath(index))),
        Traces() as traces,
        working as workers,
    ):
        run = Run(writer, traces, workers, options)
        run.prepare(run.changed(documents))
        if run.read_nothing:
            raise NothingToIndexError([os.fspath(source) for source in sources])
        if writer.crew:
            run.meet(writer.crew)
        if not run.all_rejected:
            run.store(read)
        awaited = conclude(writer, run, kept, time.perf_counter() - started)
    report = dataclasses.replace(run.report(time.perf_counter() - started), awaited=awaited)
    return report if run.all_rejected else dataclasses.replace(report, repair=run.repair())


@contextlib.contextmanager
def _faults_reported(index: str) -> Iterator[None]:
    """Raise IndexAccessError where what waits on disk cannot be written or read again.

    Raises BrokenIndexError where what the index remembers of its documents makes no sense.
    """
    try:
        yield
    except OSError as error:
        raise IndexAccessError(index, error.strerror or repr(error)) from error
    except DamagedTraceError as error:
        can_be_repaired = not is_address(index)
        raise BrokenIndexError(index, str(error), can_be_repaired=can_be_repaired) from error
