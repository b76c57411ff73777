from __future__ import annotations

import os
import subprocess
import sys

import pytest

from search.engines.opensearch.crews.processes import has_ended, this_process

NAME = "from search.engines.opensearch.crews.processes import this_process; print(this_process())"

needs_linux = pytest.mark.xfail(sys.platform != "linux", reason="only Linux tells", strict=True)


def test_this_process_goes_on() -> None:
    assert not has_ended(this_process())


@needs_linux
def test_a_process_that_ran_here_has_ended() -> None:
    told = subprocess.run([sys.executable, "-c", NAME], capture_output=True, text=True, check=True)
    assert has_ended(told.stdout.strip())


@needs_linux
def test_a_process_whose_number_another_has_by_now_has_ended() -> None:
    place, number, started = this_process().rsplit(" ", 2)
    assert has_ended(f"{place} {number} {int(started) - 1}")


@pytest.mark.parametrize("number", [os.getpid(), 2**22])
def test_nobody_knows_of_processes_of_other_machines(number: int) -> None:
    assert not has_ended(f"elsewhere 1 {number} 2")


@pytest.mark.parametrize("process", ["", "nobody", "a b c", "a b c d"])
def test_nobody_knows_of_what_is_no_process(process: str) -> None:
    assert not has_ended(process)
