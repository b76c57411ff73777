from __future__ import annotations

import contextlib
import dataclasses
import json
import threading
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.opensearch.sending.bulk import Action, BulkSender
from search.engines.opensearch.sending.bulk_answers import Rejected
from search.engines.opensearch.sending.pacing import Pace
from search.errors import EngineRefusedError, EngineUnavailableError
from tests.engines.opensearch.storing_server import (
    ADDRESS,
    StoringServer,
    refusing,
)


class Clock:
    """Time that passes only where it is slept through."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def pace(self, **changed: float) -> Pace:
        pace = Pace(in_flight=1, sleep=self.sleep, now=lambda: self.now)
        return dataclasses.replace(pace, **changed)  # type: ignore[arg-type]


def actions(ids: Iterable[str]) -> list[Action]:
    return [(id, json.dumps({"is": id}).encode()) for id in ids]


def sent(server: StoringServer, ids: str, pace: Pace | None = None) -> list[Rejected]:
    with BulkSender(server, "articles-1", pace or Clock().pace()) as sender:
        sender.send(actions(ids))
    return sender.rejected


def test_documents_are_stored_and_deleted() -> None:
    server = StoringServer()
    with BulkSender(server, "articles-1") as sender:
        sender.send(actions("abc"))
        sender.send([("b", None), ("unknown", None)])
    assert server.documents == {"a": {"is": "a"}, "c": {"is": "c"}}
    assert server.paths == {"/articles-1/_bulk"}
    assert sender.rejected == []


def test_nothing_is_no_request() -> None:
    server = StoringServer()
    with BulkSender(server, "articles-1") as sender:
        sender.send([])
    assert server.requests == []


@pytest.mark.parametrize(
    ("request_bytes", "expected"),
    [(68, [["a", "b"], ["c"]]), (67, [["a"], ["b"], ["c"]]), (1, [["a"], ["b"], ["c"]])],
)
def test_a_request_has_so_many_bytes_at_the_most_but_at_least_a_document(
    request_bytes: int, expected: list[list[str]]
) -> None:
    assert len(b'{"index":{"_id":"a"}}\n{"is": "a"}\n') == 34
    server = StoringServer()
    sent(server, "abc", Clock().pace(request_bytes=request_bytes))
    assert server.requests == expected


def test_several_requests_are_on_their_way_at_a_time_and_no_more() -> None:
    everyone = threading.Barrier(3)

    def wait(number: int) -> None:
        everyone.wait(10)

    server = StoringServer(before=wait)
    sent(server, "abcdef", Pace(request_bytes=1, in_flight=3))
    assert server.most_at_once == 3
    assert len(server.documents) == 6


def test_a_document_that_is_sent_twice_is_as_it_was_sent_last() -> None:
    slow = threading.Event()

    def hold_the_first(number: int) -> None:
        if number == 1:
            slow.wait(0.05)

    server = StoringServer(before=hold_the_first)
    with BulkSender(server, "articles-1", Pace(request_bytes=1, in_flight=4)) as sender:
        sender.send([("a", b'"first"'), ("b", b'"b"'), ("a", b'"last"'), ("b", None)])
    assert server.documents == {"a": "last"}


def test_only_what_a_server_is_too_busy_for_is_sent_again() -> None:
    server = StoringServer(refusing("bd", 429), refusing("d", 429))
    assert sent(server, "abcd") == []
    assert server.requests == [["a", "b", "c", "d"], ["b", "d"], ["d"]]
    assert sorted(server.documents) == ["a", "b", "c", "d"]


def test_pauses_grow_longer_up_to_a_limit() -> None:
    clock = Clock()
    server = StoringServer(*[refusing("a", 429)] * 9)
    sent(server, "a", clock.pace())
    limits = [0.25, 0.5, 1, 2, 4, 8, 10, 10, 10]
    assert all(
        limit / 2 <= slept <= limit for slept, limit in zip(clock.slept, limits, strict=True)
    )


def test_a_rejected_document_is_named_and_the_others_are_stored() -> None:
    server = StoringServer(refusing("b", 400, reason="no\n date"))
    assert sent(server, "abc") == [Rejected("b", "no date")]
    assert server.requests == [["a", "b", "c"]]
    assert sorted(server.documents) == ["a", "c"]


def test_a_fault_of_the_server_is_tried_some_times_before_the_document_counts_as_rejected() -> None:
    server = StoringServer(*[refusing("b", 500, reason="null")] * 4)
    assert sent(server, "ab") == [Rejected("b", "null")]
    assert server.requests == [["a", "b"], ["b"], ["b"], ["b"]]


def test_a_fault_of_the_server_that_passes_rejects_nothing() -> None:
    server = StoringServer(*[refusing("b", 500)] * 3)
    assert sent(server, "ab") == []
    assert sorted(server.documents) == ["a", "b"]


def test_a_server_that_is_away_for_a_while_is_waited_for() -> None:
    def fail_twice(number: int) -> None:
        if number <= 2:
            raise EngineUnavailableError(str(ADDRESS), "gone")

    server = StoringServer(before=fail_twice)
    assert sent(server, "ab") == []
    assert server.requests == [["a", "b"]] * 3
    assert sorted(server.documents) == ["a", "b"]


def test_a_server_that_stays_away_is_given_up_after_a_while() -> None:
    def fail(number: int) -> None:
        raise EngineUnavailableError(str(ADDRESS), "gone")

    clock = Clock()
    with pytest.raises(EngineUnavailableError) as error:
        sent(StoringServer(before=fail), "a", clock.pace(patience_seconds=60))
    assert (error.value.address, error.value.reason) == (str(ADDRESS), "gone")
    assert 60 <= clock.now < 70


def test_a_busy_server_is_not_given_up_as_long_as_it_takes_some() -> None:
    clock = Clock()
    ids = "abcdefghij"
    server = StoringServer(*[refusing(ids[taken:], 429) for taken in range(1, 10)])
    assert sent(server, ids, clock.pace(patience_seconds=11)) == []
    assert clock.now > 22
    assert len(server.documents) == 10


def test_a_full_disk_is_waited_for_a_little_while_and_said() -> None:
    clock = Clock()
    full = refusing("ab", 429, "cluster_block_exception", "disk usage exceeded")
    with pytest.raises(EngineRefusedError) as error:
        sent(StoringServer(*[full] * 100), "ab", clock.pace(blocked_seconds=30))
    assert error.value.reason == "the index takes no changes (disk usage exceeded)"
    assert 30 <= clock.now < 40


def test_a_disk_that_has_room_again_in_time_is_written() -> None:
    full = refusing("ab", 429, "cluster_block_exception", "disk usage exceeded")
    server = StoringServer(full, full)
    assert sent(server, "ab") == []
    assert sorted(server.documents) == ["a", "b"]


@pytest.mark.parametrize("status", [401, 403, 404])
def test_what_is_no_fault_of_a_document_ends_it(status: int) -> None:
    with pytest.raises(EngineRefusedError) as error:
        sent(StoringServer(refusing("b", status, reason="no such index")), "ab")
    assert error.value.reason == "the index takes no changes (no such index)"


def test_a_failure_inside_sends_nothing_more() -> None:
    server = StoringServer()
    with contextlib.suppress(ZeroDivisionError), BulkSender(server, "articles-1") as sender:
        sender.send(actions("a"))
        raise ZeroDivisionError
    assert server.requests == []


@given(st.lists(st.sampled_from("abcdefgh"), max_size=30), st.data())
def test_whatever_is_refused_for_a_while_everything_is_stored_once_and_nothing_else(
    ids: list[str], data: st.DataObject
) -> None:
    busy = st.lists(st.sets(st.sampled_from("abcdefgh")), max_size=5)
    verdicts = [refusing("".join(refused), 429) for refused in data.draw(busy)]
    server = StoringServer(*verdicts)
    clock = Clock()
    with BulkSender(server, "articles-1", clock.pace(in_flight=2, request_bytes=120)) as sender:
        sender.send((id, b"%d" % number) for number, id in enumerate(ids))
    assert server.documents == {id: number for number, id in enumerate(ids)}
    assert sender.rejected == []
