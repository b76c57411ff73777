"""Send many documents to an index: some megabytes a request, several requests at a time."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from threading import Event
from typing import NamedTuple, Self
from urllib.parse import quote

from search.engines.opensearch.connecting.address import Address
from search.engines.opensearch.connecting.connection import Connection
from search.engines.opensearch.sending.bulk_answers import (
    ANSWER_FILTER,
    Line,
    Outcome,
    Rejected,
    outcome,
)
from search.engines.opensearch.sending.pacing import Gate, Pace
from search.errors import EngineRefusedError, EngineUnavailableError

Action = tuple[str, bytes | None]
"""What a server knows a document by, and its JSON in one line; None deletes it."""


def send(address: Address, index: str, actions: Iterable[Action], pace: Pace) -> list[Rejected]:
    """Store and delete documents, and return those that were rejected.

    Raises EngineUnavailableError and EngineRefusedError.
    """
    remaining = iter(actions)
    first = next(remaining, None)
    if first is None:
        return []
    connection = Connection(address, patience=0)
    with contextlib.closing(connection), BulkSender(connection, index, pace) as sender:
        sender.send(itertools.chain([first], remaining))
    return sender.rejected


class BulkSender:
    """Store and delete documents of an index, in their order where they have the same id.

    What a server is too busy for is sent again, and only that; what it does not store is
    `rejected` when the sender was waited for. `connection` should have no patience of its own, so
    that less is sent at a time as soon as the server is busy. To be used by one thread.
    """

    def __init__(self, connection: Connection, index: str, pace: Pace = Pace()) -> None:
        self.rejected: list[Rejected] = []
        self._connection = connection
        self._path = f"/{quote(index)}/_bulk"
        self._pace = pace
        self._gate = Gate(pace.in_flight)
        self._threads = ThreadPoolExecutor(pace.in_flight)
        self._stopped = Event()
        self._flying: dict[Future[list[Rejected]], _Request] = {}
        self._request = _Request([], set())
        self._bytes = 0

    def __enter__(self) -> Self:
        """Return the sender, which waits for all answers when it is left."""
        return self

    def __exit__(self, kind: object, *exception: object) -> None:
        """Wait until all is stored; where something has failed, send nothing more."""
        try:
            if kind is None:
                self.wait()
        finally:
            self.stop()

    def send(self, actions: Iterable[Action]) -> None:
        """Have documents stored, or deleted, while this goes on.

        Raises EngineUnavailableError and EngineRefusedError where what was sent before could not
        be stored.
        """
        most = self._pace.request_bytes
        for id, body in actions:
            if self._is_on_its_way(id):
                self.wait()
            if body is None:
                text = b'{"delete":{"_id":"%b"}}\n' % id.encode()
            else:
                text = b'{"index":{"_id":"%b"}}\n%b\n' % (id.encode(), body)
            if self._bytes + len(text) > most:
                self._begin_request()
            self._request.lines.append(Line(id, text))
            self._request.ids.add(id)
            self._bytes += len(text)

    def wait(self) -> None:
        """Wait until all that was sent is stored or rejected."""
        self._begin_request()
        while self._flying:
            self._land()

    def stop(self) -> None:
        """Send nothing more; return when nothing is on its way any longer."""
        self._stopped.set()
        self._threads.shutdown(cancel_futures=True)

    def _is_on_its_way(self, id: str) -> bool:
        return id in self._request.ids or any(id in each.ids for each in self._flying.values())

    def _begin_request(self) -> None:
        """Send what was gathered, once there is room for it."""
        if not self._request.lines:
            return
        while len(self._flying) >= self._pace.in_flight:
            self._land()
        self._flying[self._threads.submit(self._deliver, self._request.lines)] = self._request
        self._request, self._bytes = _Request([], set()), 0

    def _land(self) -> None:
        """Wait for the answer to a request, whichever comes first."""
        done, _ = wait(self._flying, return_when=FIRST_COMPLETED)
        for future in done:
            self._flying.pop(future)
            self.rejected += future.result()

    def _deliver(self, lines: Sequence[Line]) -> list[Rejected]:
        """Send lines until each is stored or rejected."""
        rejected: list[Rejected] = []
        waiting = _Waiting(self._connection, self._pace)
        while lines and not self._stopped.is_set():
            with self._gate.passing():
                found = self._post(lines, waiting.pauses)
            rejected += found.rejected
            if found.again:
                self._gate.refuse()
                waiting.pause(found, has_moved=len(found.again) < len(lines))
            else:
                self._gate.take()
            lines = found.again
        return rejected

    def _post(self, lines: Sequence[Line], tried: int) -> Outcome:
        try:
            answer = self._connection.request(
                "POST",
                self._path,
                body=b"".join(line.text for line in lines),
                params={"filter_path": ANSWER_FILTER, "timeout": f"{self._pace.shard_seconds:g}s"},
                timeout=self._pace.answer_seconds,
            )
        except EngineUnavailableError as error:
            return Outcome(lines, reason=error.reason)
        return outcome(self._connection, lines, answer, tried)


class _Request(NamedTuple):
    """What is sent at once, and the ids in it."""

    lines: list[Line]
    ids: set[str]


class _Waiting:
    """Wait before what was refused is sent again, longer each time."""

    def __init__(self, connection: Connection, pace: Pace) -> None:
        self.pauses = 0
        self._address = str(connection.address)
        self._pace = pace
        self._since = pace.now()

    def pause(self, found: Outcome, *, has_moved: bool) -> None:
        """Wait; raises an error where nothing was taken for too long."""
        now = self._pace.now()
        if has_moved or not self.pauses:
            self._since = now
        waited = now - self._since
        if found.is_blocked and waited >= self._pace.blocked_seconds:
            raise EngineRefusedError(
                self._address,
                f"the index takes no changes ({found.reason})",
                "make room on the disks of the server",
            )
        if waited >= self._pace.patience_seconds:
            raise EngineUnavailableError(self._address, found.reason)
        self._pace.sleep(self._pace.pause(self.pauses))
        self.pauses += 1
