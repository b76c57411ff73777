from __future__ import annotations

import dataclasses
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import search
from search.last_run import MOST_REJECTED, LastRun, last_run, merged, run_from_bytes, run_to_bytes

DAY = datetime.timedelta(days=1)
NOON = datetime.datetime(2025, 10, 26, 12, tzinfo=datetime.UTC)


def run(rejections: int) -> LastRun:
    rejected = tuple(search.Rejection(f"f{number}", "empty") for number in range(rejections))
    report = search.IndexReport(3, 2, 1, 4, rejected, 1.23456, unsure=1)
    options = search.IndexOptions(cleaning=search.Cleaning.OFF, limit_bytes=7, memory_mb=64)
    return last_run(report, ["/corpus"], options, NOON)


def test_a_run_is_read_as_it_was_kept() -> None:
    assert run_from_bytes(run_to_bytes(run(2))) == run(2)


def test_rejections_are_all_counted_and_the_first_remembered() -> None:
    most = run(MOST_REJECTED)
    more = run(MOST_REJECTED + 1)
    assert (len(most.rejected), most.rejected_count) == (MOST_REJECTED, MOST_REJECTED)
    assert (len(more.rejected), more.rejected_count) == (MOST_REJECTED, MOST_REJECTED + 1)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"3", b"{", b'{"rejected": 3}'])
def test_what_is_no_run_is_none(content: bytes) -> None:
    assert run_from_bytes(content) is None


@given(st.binary())
def test_any_bytes_can_be_read(content: bytes) -> None:
    assert run_from_bytes(content) is None


def test_the_runs_of_several_machines_are_counted_as_one() -> None:
    later = dataclasses.replace(run(1), took_seconds=0.5, finished_at=NOON + DAY)
    both = merged([later, run(MOST_REJECTED)])
    assert (both.indexed, both.unchanged, both.removed) == (6, 4, 2)
    assert (both.skipped, both.unsure, both.rejected_count) == (8, 2, MOST_REJECTED + 1)
    assert both.rejected == (*later.rejected, *run(MOST_REJECTED).rejected[:-1])
    assert (both.took_seconds, both.finished_at) == (1.235, NOON + DAY)
    assert (both.sources, both.limit_bytes) == (("/corpus",), 7)
