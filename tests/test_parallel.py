import multiprocessing
import os
import select
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.errors import ProcessDiedError
from search.parallel import BATCHES_AHEAD, Workers, available_processors
from tests.engines.whoosh.children import status_of


def double(batch: list[int]) -> tuple[list[int], int]:
    return [2 * number for number in batch], os.getpid()


def double_slowly(batch: list[int]) -> tuple[list[int], int]:
    """Take longer in this process, so that the other one waits for its next batch."""
    time.sleep(0.01 if multiprocessing.parent_process() else 0.5)
    return double(batch)


def hold(path: str) -> None:
    """Write to a file in another process and leave it open, until that ends."""
    if path:
        os.write(os.open(path, os.O_WRONLY), b"held")


def is_deaf(_: list[int]) -> tuple[bool, bool]:
    """Tell whether this is another process, and whether Ctrl-C is held back from it."""
    held = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    return multiprocessing.parent_process() is not None, signal.SIGINT in held


def die(process: int) -> None:
    if os.getpid() != process:
        os._exit(1)


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_batches(jobs: int) -> None:
    batches = [[1, 2], [0], [3], [], [4, 5, 6]]
    with Workers(jobs) as workers:
        results = [numbers for numbers, _ in workers.map(double, batches)]
    assert results == [[2, 4], [0], [6], [], [8, 10, 12]]


def test_a_single_batch_needs_no_other_process() -> None:
    with Workers(2) as workers:
        assert list(workers.map(double, [[1]])) == [([2], os.getpid())]
        assert list(workers.map(double, [])) == []


def test_several_batches_are_worked_on_by_as_many_processes_as_wanted_for_a_whole_run() -> None:
    with Workers(2) as workers:
        first = {process for _, process in workers.map(double, [[1]] * 20)}
        second = {process for _, process in workers.map(double, [[1]] * 20)}
    assert os.getpid() in first & second
    assert len(first | second) == 2


@pytest.mark.parametrize(("jobs", "ahead"), [(1, 2), (2, 2 * BATCHES_AHEAD + 1)])
def test_few_batches_are_read_before_the_first_result_is_taken(jobs: int, ahead: int) -> None:
    read: list[int] = []

    def batches() -> Iterator[list[int]]:
        for number in range(100):
            read.append(number)
            yield [number]

    with Workers(jobs) as workers:
        results = workers.map(double, batches())
        assert next(results)[0] == [0]
        assert len(read) == ahead
        assert len(list(results)) == 99


def test_ctrl_c_reaches_only_the_process_that_gives_out_the_work() -> None:
    with Workers(2) as workers:
        found = set(workers.map(is_deaf, [[1]] * 20))
    assert found == {(True, True), (False, False)}


def test_of_large_batches_each_process_has_one() -> None:
    with Workers(2) as workers:
        processes = [process for _, process in workers.map(double_slowly, [[1]] * 4, held=1)]
    assert [process == os.getpid() for process in processes[:2]] == [False, True]


@pytest.mark.parametrize(("batches", "is_here"), [(1, True), (3, False)])
def test_work_is_begun_in_another_process_once_there_is_one(batches: int, *, is_here: bool) -> None:
    with Workers(2) as workers:
        assert len(list(workers.map(double, [[1]] * batches))) == batches
        numbers, process = workers.start(double, [2])()
    assert numbers == [4]
    assert (process == os.getpid()) is is_here


def test_what_goes_wrong_is_raised_where_the_result_is_asked_for() -> None:
    with Workers(2) as workers:
        list(workers.map(double, [[1]] * 3))
        result = workers.start(int, "no number")
        with pytest.raises(ValueError, match="no number"):
            result()


def test_a_process_that_dies_is_reported() -> None:
    with Workers(2) as workers, pytest.raises(ProcessDiedError):
        list(workers.map(die, [os.getpid()] * 2))


def test_a_process_does_not_outlive_the_one_that_started_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "held")
    reading = os.open(tmp_path / "held", os.O_RDONLY | os.O_NONBLOCK)

    def work() -> None:
        with Workers(2) as workers:
            list(workers.map(hold, [str(tmp_path / "held"), ""]))
            os.kill(os.getpid(), signal.SIGKILL)

    assert status_of(work) == -signal.SIGKILL
    assert os.read(reading, 10) == b"held"
    assert select.select([reading], [], [], 30)[0]
    assert os.read(reading, 10) == b""
    os.close(reading)


def test_the_processors_that_may_be_used_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert available_processors() >= 1
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert available_processors() == 1
