from collections.abc import Callable

import pytest

from search.engines.opensearch.crews import attendance
from search.engines.opensearch.crews.attendance import Attendance, Stage, lock_of
from search.engines.opensearch.crews.locking import GIVEN_UP_SECONDS, Lock
from search.engines.opensearch.stored.records import Records
from search.errors import MissingPartError, OtherRunError
from search.parts import Part
from search.reports import Progress
from tests.engines.opensearch.memory_server import MemoryConnection


class Hours:
    """A clock on which sleeping takes no time; `then` is done in the course of it, once."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.then: Callable[[], None] = lambda: None

    def monotonic(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds
        then, self.then = self.then, lambda: None
        then()


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Hours:
    found = Hours()
    monkeypatch.setattr(attendance, "time", found)
    return found


def present(server: MemoryConnection, number: int, patience: float = 60) -> Attendance:
    """Return a part of three that somebody works on."""
    lock = Lock(server, lock_of(number))
    lock.acquire()
    return Attendance(server, "run", Part(number, 3), lock.token, patience)


def test_parts_know_how_far_the_others_are() -> None:
    server = MemoryConnection()
    first, second = present(server, 1), present(server, 2)
    second.note(stage=Stage.PREPARED, blocks=7)
    assert first.missing(Stage.PREPARING) == [3]
    assert first.missing(Stage.PREPARED) == [1, 3]
    assert first.members()[2].blocks == 7
    assert first.present([1, 2, 3]) == [1, 2]


def test_a_part_waits_and_tells_for_whom(hours: Hours) -> None:
    server = MemoryConnection()
    first, second = present(server, 1), present(server, 2)
    first.note(stage=Stage.PREPARED)
    told: list[Progress] = []

    def go_on() -> None:
        for each in (second, present(server, 3)):
            each.note(stage=Stage.PREPARED)

    hours.then = go_on
    first.wait_for(Stage.PREPARED, told.append)
    assert told == [Progress("Waiting for part 2, 3 (not running) of 3", 1, 3)]


def test_a_part_that_is_working_is_waited_for_however_long_it_takes(hours: Hours) -> None:
    server = MemoryConnection()
    first, second = present(server, 1, patience=10), present(server, 2)
    for each in (first, present(server, 3)):
        each.note(stage=Stage.PREPARED)

    def wait_on() -> None:
        if hours.seconds < 1000:
            hours.then = wait_on
        else:
            second.note(stage=Stage.PREPARED)

    hours.then = wait_on
    first.wait_for(Stage.PREPARED, None)
    assert hours.seconds >= 1000


def test_parts_that_give_no_sign_are_given_up(hours: Hours) -> None:
    server = MemoryConnection()
    first, _ = present(server, 1, patience=10), present(server, 2)
    with pytest.raises(MissingPartError) as error:
        first.wait_for(Stage.PREPARED, None)
    assert error.value.parts == (3,)
    assert 10 < hours.seconds <= 10 + attendance.LONGEST_PAUSE_SECONDS
    assert "no sign of part 3/3 for 10 s" in str(error.value)


def test_a_part_whose_machine_died_gives_no_sign_after_a_while() -> None:
    server = MemoryConnection()
    first, _ = present(server, 1), present(server, 2)
    server.seconds += GIVEN_UP_SECONDS - 1
    assert first.present([2]) == [2]
    server.seconds += 1
    assert first.present([2]) == []


def test_a_part_that_is_started_again_is_as_far_as_it_was() -> None:
    server = MemoryConnection()
    present(server, 1).note(stage=Stage.PREPARED, has_news=True)
    server.seconds += GIVEN_UP_SECONDS
    again = present(server, 1)
    assert (again.own.stage, again.own.has_news) == (Stage.PREPARED, True)
    assert again.present([1]) == [1]


def test_parts_of_another_run_do_not_count() -> None:
    server = MemoryConnection()
    present(server, 1)
    other = Attendance(server, "other", Part(2, 3), "token", 60)
    assert list(other.members()) == [2]


def test_nobody_waits_when_the_run_has_ended(hours: Hours) -> None:
    server = MemoryConnection()
    first = present(server, 1)
    hours.then = lambda: attendance.forget(Records(server), 3)
    with pytest.raises(OtherRunError, match="has ended meanwhile"):
        first.wait_for(Stage.PREPARED, None)
