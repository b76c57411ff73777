from __future__ import annotations

import itertools
import subprocess
import sys
import uuid
from collections.abc import Iterator

import pytest

from search.engines.opensearch.crews import locking, processes
from search.engines.opensearch.crews.locking import (
    GIVEN_UP_SECONDS,
    Holder,
    Lock,
    holder_of,
    seconds_of,
)
from search.engines.opensearch.stored.records import Records
from search.errors import EngineRefusedError, EngineUnavailableError, IndexLockedError
from tests.engines.opensearch.asking import Place, place


@pytest.fixture
def index(server: str) -> Iterator[Place]:
    with place(server, f"locking-{uuid.uuid4().hex[:12]}") as found:
        Records(found.connection).make_room()
        yield found


def held_since(index: Place, seconds: float) -> None:
    """Let someone else have the lock, who said so last before that many seconds."""
    renewed = seconds_of(index.connection) - seconds
    holder = {"owner": "process 1 on ailleurs", "token": "x", "renewed": renewed}
    Records(index.connection).put("lock", holder)


def test_who_has_a_lock_is_named_to_others_until_it_is_given_back(index: Place) -> None:
    first, second = Lock(index.connection), Lock(index.connection)
    first.acquire()
    with pytest.raises(IndexLockedError) as error:
        second.acquire()
    assert error.value.path == str(index.address)
    assert error.value.owner is not None
    assert error.value.owner.startswith("process ")
    first.release()
    second.acquire()
    second.release()
    assert Records(index.connection).find("lock") is None


def test_locks_of_two_names_are_two(index: Place) -> None:
    first, second = Lock(index.connection, "lock.1"), Lock(index.connection, "lock.2")
    first.acquire()
    second.acquire()
    first.check()
    second.check()
    first.release()
    second.release()


def test_a_lock_that_was_renewed_lately_is_respected(index: Place) -> None:
    held_since(index, GIVEN_UP_SECONDS - 10)
    with pytest.raises(IndexLockedError) as error:
        Lock(index.connection).acquire()
    assert error.value.owner == "process 1 on ailleurs"


def test_a_lock_that_nobody_renews_is_taken(index: Place) -> None:
    held_since(index, GIVEN_UP_SECONDS)
    lock = Lock(index.connection)
    lock.acquire()
    lock.check()
    lock.release()


def test_a_lock_that_was_taken_by_another_is_lost_and_left_to_it(index: Place) -> None:
    lock = Lock(index.connection)
    lock.acquire()
    held_since(index, 0)
    with pytest.raises(IndexLockedError) as error:
        lock.check()
    assert error.value.owner == "process 1 on ailleurs"
    lock.release()
    record = Records(index.connection).find("lock")
    assert record is not None
    assert record.content["token"] == "x"


def test_of_two_that_take_a_lock_at_once_one_has_it(
    index: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Records, "find", lambda self, name: None)
    first, second = Lock(index.connection), Lock(index.connection)
    first.acquire()
    with pytest.raises(IndexLockedError) as error:
        second.acquire()
    assert error.value.owner is None
    monkeypatch.undo()
    first.release()


def test_an_answer_that_was_lost_is_no_other_writer(
    index: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Records.replace

    def replace_twice(self: Records, *given: object) -> object:
        replace(self, *given)  # type: ignore[arg-type]
        return replace(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Records, "replace", replace_twice)
    lock = Lock(index.connection)
    lock.acquire()
    lock.check()
    monkeypatch.undo()
    lock.check()
    lock.release()


def test_a_lock_is_renewed_while_it_is_held_whatever_fails_meanwhile(
    index: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "RENEWED_SECONDS", 0.01)
    times = itertools.count()
    monkeypatch.setattr(locking, "seconds_of", lambda connection: next(times))
    failing = iter([EngineUnavailableError("x", "gone")])
    replace = Records.replace

    def fail_once(self: Records, name: str, content: dict[str, float], standing: object) -> object:
        if content["renewed"] == 2:
            for error in failing:
                raise error
        return replace(self, name, content, standing)  # type: ignore[arg-type]

    monkeypatch.setattr(Records, "replace", fail_once)
    lock = Lock(index.connection)
    lock.acquire()
    while (record := Records(index.connection).find("lock")) and record.content["renewed"] < 5:
        pass
    lock.release()
    assert list(failing) == []
    assert Records(index.connection).find("lock") is None


def test_who_may_not_ask_for_the_time_of_a_server_goes_by_its_own(
    index: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*asked: object, **named: object) -> None:
        raise EngineRefusedError("x", "forbidden")

    monkeypatch.setattr(index.connection, "request", refuse)
    monkeypatch.setattr("time.time", lambda: 7.0)
    assert seconds_of(index.connection) == 7.0


def test_the_lock_of_a_process_that_died_on_this_machine_is_free_at_once(index: Place) -> None:
    code = f"from {processes.__name__} import this_process; print(this_process())"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    dead = told.stdout.strip()
    for process, is_free in ((dead, bool(dead)), (processes.this_process(), False), ("", False)):
        holder = Holder("someone", "x", seconds_of(index.connection), process)
        Records(index.connection).put("lock", holder._asdict())
        assert (holder_of(index.connection, "lock") is None) is is_free
