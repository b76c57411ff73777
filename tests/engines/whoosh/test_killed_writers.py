"""Writers are ended at any moment: what they had committed is there, whole."""

import contextlib
import itertools
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engines.whoosh.verifying import verify
from search.errors import IndexNotFoundError
from tests.engines.whoosh.children import fork
from tests.engines.whoosh.stores import change, everything_small, held, states, store

CALLS = 48_000
"""The most calls of functions that a writer lives for: a change takes a third of it."""


CHANGES = 20
"""The most changes of a writer: Python forgets an interrupt that comes while it cleans up."""


def kill_itself(calls: int) -> None:
    """Let this process be killed when it has called that many more functions, C's too."""
    left = itertools.count()

    def count(_frame: object, event: str, _argument: object) -> None:
        if event in {"call", "c_call"} and next(left) == calls:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)


def write(path: Path, committed: int, telling: int) -> None:
    """Make one change after another, telling when each begins."""
    with everything_small(), contextlib.suppress(KeyboardInterrupt):
        for number in range(committed + 1, committed + 1 + CHANGES):
            os.write(telling, bytes(1))
            here = change(number)
            store(path, here.texts, here.deleted)


@contextlib.contextmanager
def writer(path: Path, committed: int, calls: int | None) -> Iterator[tuple[int, int]]:
    """Start a writer; yield its process id and where it told how far it is, then wait for it."""

    def work() -> None:
        if calls is not None:
            kill_itself(calls)
        write(path, committed, telling)

    told, telling = os.pipe()
    child = fork(work)
    os.close(telling)
    yield child, told
    os.close(told)


def held_or_nothing(path: Path) -> dict[str, str]:
    try:
        return held(path)
    except IndexNotFoundError:
        return {}


def check(path: Path, expected: list[dict[str, str]], begun: int) -> int:
    """Check that an index holds what some change left, the last or the one before; return which."""
    found = held_or_nothing(path)
    committed = begun if found == expected[begun] else begun - 1
    assert found == expected[committed]
    assert not committed or verify(str(path)).is_whole
    return committed


@pytest.fixture
def path(quick_path: Path) -> Path:
    """Where an index may stand, in a process that has everything loaded that writers need."""
    with everything_small():
        for number in range(1, 12):
            store(quick_path / "other", change(number).texts, change(number).deleted)
    return quick_path / "index"


def test_what_was_committed_is_there_whenever_a_writer_is_killed(path: Path) -> None:
    chance, expected, committed = random.Random(1), states(1000), 0
    for _ in range(200):
        with writer(path, committed, chance.randrange(CALLS)) as (child, told):
            os.waitpid(child, 0)
            begun = committed + len(os.read(told, 1000))
        committed = check(path, expected, begun) if begun else 0
    assert committed > 100
    here = change(committed + 1)
    store(path, here.texts, here.deleted)
    assert held(path) == expected[committed + 1]


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_what_was_committed_is_there_whenever_somebody_ends_a_writer(
    path: Path, ending: signal.Signals
) -> None:
    chance, expected, committed = random.Random(2), states(1000), 0
    for _ in range(10):
        with writer(path, committed, None) as (child, told):
            os.read(told, 1)
            time.sleep(chance.uniform(0, 0.1))
            os.kill(child, ending)
            os.waitpid(child, 0)
            begun = committed + 1 + len(os.read(told, 1000))
        committed = check(path, expected, begun)
