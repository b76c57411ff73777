"""The end of a run: everybody sees what was done, and the index remembers it."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from search.engines.writer import Crew, RunWriter
from search.index_options import IndexOptions
from search.indexing_run import Run
from search.last_run import LAST_RUN_FILE, last_run, merged, run_from_bytes, run_to_bytes
from search.reports import IndexReport
from search.word_lists import SYNONYMS_FILE


class Kept(NamedTuple):
    """What a run was told, and the index is to remember; `synonyms` as they are kept."""

    sources: Sequence[str | os.PathLike[str]]
    options: IndexOptions
    synonyms: bytes

    def of(self, report: IndexReport) -> bytes:
        """Return what is kept of a run."""
        absolute = [str(Path(source).absolute()) for source in self.sources]
        now = datetime.datetime.now(datetime.UTC)
        return run_to_bytes(last_run(report, absolute, self.options, now))


def conclude(writer: RunWriter, run: Run, kept: Kept, took_seconds: float) -> tuple[int, ...]:
    """Let everybody see what a run did; of machines that work together, the last one does.

    Return the parts that are still awaited.
    """
    if writer.crew:
        _conclude_together(writer, writer.crew, kept, lambda: run.report(took_seconds))
    elif not run.all_rejected:
        if run.changes_anything or writer.goes_on:
            writer.commit()
        _keep(writer, kept, kept.of(run.report(took_seconds)))
    return writer.crew.awaited if writer.crew else ()


def _conclude_together(
    writer: RunWriter, crew: Crew, kept: Kept, report: Callable[[], IndexReport]
) -> None:
    told = crew.hand_in(lambda: kept.of(report()))
    if told is None:
        return
    runs = [run for run in map(run_from_bytes, told) if run]
    if any(run.indexed or run.unchanged for run in runs):
        writer.commit()
        _keep(writer, kept, run_to_bytes(merged(runs)))
    crew.disband()


def _keep(writer: RunWriter, kept: Kept, run: bytes) -> None:
    writer.keep(SYNONYMS_FILE, kept.synonyms)
    writer.keep(LAST_RUN_FILE, run)
