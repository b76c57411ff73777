import json
import threading
from collections.abc import Sequence

import pytest

from search.engines.opensearch.crews.attendance import Stage, lock_of
from search.engines.opensearch.crews.crew import Assignment, Crew
from search.engines.opensearch.crews.locking import GIVEN_UP_SECONDS, Lock
from search.engines.opensearch.stored.states import states_of
from search.engines.writer import Entry, News
from search.errors import OtherRunError
from search.parts import Part
from tests.engines.opensearch.memory_server import MemoryConnection, wait_until

TERMS = {"cleaning": "auto"}


class Machine:
    """A machine with a part of two, from when it has joined the others."""

    def __init__(
        self, server: MemoryConnection, number: int, *, rebuild: bool = False, count: int = 2
    ) -> None:
        self.lock = Lock(server, lock_of(number))
        self.lock.acquire()
        assignment = Assignment(Part(number, count), TERMS, 60)
        self.crew = Crew(server, assignment, self.lock.token, lambda: number, rebuild=rebuild)
        self.generation = self.crew.join(lambda: f"begun by {number}")
        self.found: dict[str, str] | None = None

    def exchange(self, *news: News) -> threading.Thread:
        """Exchange news in a thread, for others are waited for."""

        def work() -> None:
            traces = self.crew.exchange(news, None)
            self.found = None if traces is None else dict(traces)

        thread = threading.Thread(target=work)
        thread.start()
        return thread

    def hand_in(self) -> Sequence[bytes] | None:
        return self.crew.hand_in(f"report {self.crew.part}".encode)


def remember(server: MemoryConnection, *ids: str) -> None:
    """Let the server remember documents from a run before."""
    entries = [Entry(id, "digest", f"old {id}", b"") for id in ids]
    for name, state in states_of(entries):
        server.request("PUT", f"/articles-begun by 1-state/_doc/{name}", body=json.loads(state))


def test_the_second_machine_joins_what_the_first_began() -> None:
    server = MemoryConnection()
    assert Machine(server, 1).generation == Machine(server, 2).generation == "begun by 1"


def test_each_learns_all_traces_but_its_own_new_ones() -> None:
    server = MemoryConnection()
    first, second = Machine(server, 1), Machine(server, 2)
    remember(server, "changed", "gone", "mine", "same")
    threads = [
        first.exchange(("mine", "new mine"), ("new", "new")),
        second.exchange(("changed", "new changed"), ("gone", None)),
    ]
    for thread in threads:
        thread.join()
    assert first.found == {"changed": "new changed", "same": "old same"}
    assert second.found == {"mine": "new mine", "new": "new", "same": "old same"}


def test_nobody_learns_anything_where_nothing_is_new() -> None:
    server = MemoryConnection()
    first, second = Machine(server, 1), Machine(server, 2)
    remember(server, "same")
    for thread in [first.exchange(), second.exchange()]:
        thread.join()
    assert first.found is second.found is None


def test_what_was_new_before_a_machine_died_stays_news_for_the_others() -> None:
    server = MemoryConnection()
    first, second = Machine(server, 1), Machine(server, 2)
    dead = second.exchange(("a", "new a"))
    wait_until(lambda: second.crew._attendance.own.stage is Stage.PREPARED)
    server.seconds += GIVEN_UP_SECONDS
    remember(server, "a", "same")  # which the machine has stored before it died
    again = Machine(server, 2)
    threads = [again.exchange(), first.exchange(), dead]
    for thread in threads:
        thread.join()
    assert first.found == {"a": "old a", "same": "old same"}


def test_the_last_one_is_given_all_reports() -> None:
    server = MemoryConnection()
    first, second = Machine(server, 1), Machine(server, 2)
    assert first.hand_in() is None
    assert first.crew.awaited == (2,)
    assert second.hand_in() == [b"report 1/2", b"report 2/2"]
    assert second.crew.awaited == ()
    assert second.crew.stored == 3


def test_one_of_several_that_are_last_lets_everybody_see_it() -> None:
    server = MemoryConnection()
    machines = [Machine(server, number, count=3) for number in (1, 2, 3)]
    results: list[object] = []
    barrier = threading.Barrier(3)

    def work(machine: Machine) -> None:
        barrier.wait()
        results.append(machine.hand_in())

    threads = [threading.Thread(target=work, args=(machine,)) for machine in machines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(result is None for result in results) == [False, True, True]


def test_another_takes_the_place_of_one_that_died_while_it_let_everybody_see_it() -> None:
    server = MemoryConnection()
    first, second = Machine(server, 1), Machine(server, 2)
    first.hand_in()
    assert second.hand_in()
    server.seconds += GIVEN_UP_SECONDS
    again = Machine(server, 1)
    assert again.hand_in()


def test_a_common_run_leaves_nothing() -> None:
    server = MemoryConnection()
    first, second = Machine(server, 1), Machine(server, 2)
    for thread in [first.exchange(("a", "a")), second.exchange()]:
        thread.join()
    first.hand_in()
    second.hand_in()
    second.crew.disband()
    for machine in (first, second):
        machine.lock.release()
    assert server.indices == {"articles-settings": {}}


def test_a_machine_whose_run_has_ended_does_not_hand_in_anything() -> None:
    server = MemoryConnection()
    first, second = Machine(server, 1), Machine(server, 2)
    first.hand_in()
    second.hand_in()
    second.crew.disband()
    with pytest.raises(OtherRunError, match="has ended meanwhile"):
        first.hand_in()


def test_a_rebuild_takes_the_place_of_a_run_that_rests() -> None:
    server = MemoryConnection()
    Machine(server, 2)
    with pytest.raises(OtherRunError, match="rebuild yes instead of no"):
        Machine(server, 1, rebuild=True)
    server.seconds += GIVEN_UP_SECONDS
    assert Machine(server, 1, rebuild=True).generation == "begun by 1"


def test_a_machine_with_another_number_of_parts_is_told_so() -> None:
    server = MemoryConnection()
    Machine(server, 1)
    server.seconds += GIVEN_UP_SECONDS
    with pytest.raises(OtherRunError, match="parts 3 instead of 2"):
        Machine(server, 2, count=3)
