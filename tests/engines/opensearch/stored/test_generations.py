from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest

from search.engines.opensearch.connecting.address import Address
from search.engines.opensearch.connecting.connection import Connection
from search.engines.opensearch.stored.generations import Generation, Layout
from search.errors import EngineRefusedError
from tests.engines.opensearch.answering import FakeServer, Reply, answering

REFUSED = Reply({"error": {"reason": "index [a-1] already exists"}}, 400)
DONE = Reply({})
GONE = Reply({}, 404)
LAYOUT = Layout(shards=1, replicas=0)


@contextlib.contextmanager
def generation(server: FakeServer) -> Iterator[Generation]:
    with contextlib.closing(Connection(Address((server.host,), "a"), patience=0)) as connection:
        yield Generation(connection, "20261122061500-4f2a")


def test_an_index_that_was_made_although_the_answer_was_lost_is_taken_as_it_is() -> None:
    with answering(REFUSED, DONE, DONE) as server, generation(server) as made:
        made.make(LAYOUT)
    assert server.asked == [
        "PUT /a-20261122061500-4f2a",
        "GET /a-20261122061500-4f2a/_settings",
        "PUT /a-20261122061500-4f2a-state",
    ]


def test_an_index_that_a_server_refuses_to_make_is_told() -> None:
    with (
        answering(REFUSED, GONE) as server,
        generation(server) as made,
        pytest.raises(EngineRefusedError, match="already exists"),
    ):
        made.make(LAYOUT)


def test_shards_that_do_not_start_in_time_are_missing_unless_they_are_there_by_then() -> None:
    late = Reply({"timed_out": True, "status": "red"}, 408)
    for status, has_started in (("red", False), ("yellow", True)):
        with answering(late, Reply({"status": status})) as server, generation(server) as made:
            assert made.has_started(1) is has_started
