"""What an index remembers of the last run over it."""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from search.analysis import ANALYSIS_VERSION
from search.cleaning.version import CLEANING_VERSION
from search.models import Cleaning, Rejection
from search.reports import IndexReport

if TYPE_CHECKING:
    from search.index_options import IndexOptions

LAST_RUN_FILE = "last-run.json"

MOST_REJECTED = 1_000
"""Rejections that are remembered: more than anybody reads through."""


@dataclasses.dataclass(frozen=True, slots=True)
class LastRun:
    """When and over what a run went, and what it did, in numbers of documents.

    `finished_at` has a time zone; `sources` are the folders and files that were read; `rejected`
    are the first of `rejected_count` documents that could not be read. `cleaning_version` and
    `analysis_version` say by which rules the documents were read; `cleaning`, `limit_bytes` and
    `memory_mb` are the options of the run.
    """

    finished_at: datetime.datetime
    took_seconds: float
    sources: tuple[str, ...]
    indexed: int
    unchanged: int
    removed: int
    skipped: int
    unsure: int
    rejected_count: int
    rejected: tuple[Rejection, ...]
    cleaning_version: str
    analysis_version: str
    cleaning: Cleaning
    limit_bytes: int
    memory_mb: int


def last_run(
    report: IndexReport, sources: Sequence[str], options: IndexOptions, now: datetime.datetime
) -> LastRun:
    """Return what is to be remembered of a run."""
    return LastRun(
        finished_at=now,
        took_seconds=round(report.took_seconds, 3),
        sources=tuple(sources),
        indexed=report.indexed,
        unchanged=report.unchanged,
        removed=report.removed,
        skipped=report.skipped,
        unsure=report.unsure,
        rejected_count=len(report.rejected),
        rejected=tuple(report.rejected[:MOST_REJECTED]),
        cleaning_version=str(CLEANING_VERSION),
        analysis_version=str(ANALYSIS_VERSION),
        cleaning=options.cleaning,
        limit_bytes=options.limit_bytes,
        memory_mb=options.memory_mb,
    )


def merged(runs: Sequence[LastRun]) -> LastRun:
    """Return the runs of machines that indexed the parts of one corpus as one.

    They were told the same; it took as long as the slowest of them.
    """
    rejected = [rejection for run in runs for rejection in run.rejected]
    return dataclasses.replace(
        runs[0],
        finished_at=max(run.finished_at for run in runs),
        took_seconds=max(run.took_seconds for run in runs),
        indexed=sum(run.indexed for run in runs),
        unchanged=sum(run.unchanged for run in runs),
        removed=sum(run.removed for run in runs),
        skipped=sum(run.skipped for run in runs),
        unsure=sum(run.unsure for run in runs),
        rejected_count=sum(run.rejected_count for run in runs),
        rejected=tuple(rejected[:MOST_REJECTED]),
    )


def run_to_bytes(run: LastRun) -> bytes:
    """Return a run as it is kept in an index."""
    written = dataclasses.asdict(run) | {
        "finished_at": run.finished_at.isoformat(),
        "cleaning": run.cleaning.value,
    }
    return json.dumps(written, ensure_ascii=True, indent=1).encode()


def run_from_bytes(content: bytes) -> LastRun | None:
    """Return what is kept of a run; None where that is nothing, or no run of ours."""
    try:
        found = json.loads(content)
        read = {
            "rejected": tuple(Rejection(**each) for each in found["rejected"]),
            "finished_at": datetime.datetime.fromisoformat(found["finished_at"]),
            "sources": tuple(map(str, found["sources"])),
            "cleaning": Cleaning(found["cleaning"]),
            "limit_bytes": int(found["limit_bytes"]),
            "memory_mb": int(found["memory_mb"]),
        }
        return LastRun(**found | read)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
