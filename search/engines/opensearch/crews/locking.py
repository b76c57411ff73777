"""The lock of an index on a server: one writer at a time, whichever machine it runs on."""

from __future__ import annotations

import os
import secrets
import socket
import threading
import time
from typing import NamedTuple

from search.engines.opensearch.connecting.connection import ConflictError, Connection
from search.engines.opensearch.crews.processes import has_ended, this_process
from search.engines.opensearch.stored.records import Record, Records
from search.errors import EngineError, EngineRefusedError, IndexLockedError

RENEWED_SECONDS = 20
"""How often a writer says that it is still there."""

GIVEN_UP_SECONDS = 90
"""How long after it last did so another one takes its place."""

WRITER = "lock"
"""The name of the lock of the only writer."""


class Holder(NamedTuple):
    """Who has a lock: how it names itself, a secret of its own, and when it last said so.

    That is in seconds of the server's clock. `process` tells it from all others.
    """

    owner: str
    token: str
    renewed: float
    process: str = ""


def holder_of(connection: Connection, name: str) -> Holder | None:
    """Return who has a lock, None where it is free."""
    found = Records(connection).find(name)
    holder = Holder(**found.content) if found else None
    return holder if holder and _is_there(connection, holder) else None


class Lock:
    """The right to write to an index, given back at the latest when its owner has died a while."""

    def __init__(
        self, connection: Connection, name: str = WRITER, *, steady: Connection | None = None
    ) -> None:
        """`steady` is for what is worth waiting for a server that is away."""
        self._connection = connection
        self._steady = steady or connection
        self._records = Records(connection)
        self._name = name
        self.token = secrets.token_hex(8)
        self._record: Record | None = None
        self._one_at_a_time = threading.Lock()
        self._given_back = threading.Event()

    def acquire(self) -> None:
        """Take the lock; raises IndexLockedError when another writer has it."""
        standing = self._records.find(self._name)
        if standing and _is_there(self._connection, Holder(**standing.content)):
            raise self._locked(standing)
        self._put(standing, self._connection)
        threading.Thread(target=self._keep_renewing, daemon=True).start()

    def check(self) -> None:
        """Make sure that no other has it; raises IndexLockedError where one does."""
        with self._one_at_a_time:
            self._put(self._record, self._steady)

    def release(self) -> None:
        """Give the lock back; one that cannot be given back is free after a while."""
        self._given_back.set()
        with self._one_at_a_time:
            if self._record:
                try:
                    self._records.remove(self._name, self._record)
                except EngineError:
                    return
                self._record = None

    def _put(self, standing: Record | None, connection: Connection) -> None:
        """Write that the lock is held by this one, in the place of what stood there."""
        holder = _holder(self.token, seconds_of(connection))
        records = Records(connection)
        try:
            self._record = records.replace(self._name, holder._asdict(), standing)
        except ConflictError:
            found = records.find(self._name)
            if found is None or found.content["token"] != self.token:
                raise self._locked(found) from None
            self._record = found

    def _locked(self, record: Record | None) -> IndexLockedError:
        owner = str(record.content["owner"]) if record else None
        return IndexLockedError(str(self._connection.address), owner)

    def _keep_renewing(self) -> None:
        """Renew the lock until it is given back or lost; `check` tells about the latter."""
        while not self._given_back.wait(RENEWED_SECONDS):
            try:
                with self._one_at_a_time:
                    if not self._given_back.is_set():
                        self._put(self._record, self._connection)
            except IndexLockedError:
                return
            except EngineError:
                continue  # the server is away: there is time until the lock is given up


def _holder(token: str, now: float) -> Holder:
    owner = f"process {os.getpid()} on {socket.gethostname()}"
    return Holder(owner, token, now, this_process())


def _is_there(connection: Connection, holder: Holder) -> bool:
    """Tell whether somebody who has a lock is still there."""
    if has_ended(holder.process):
        return False
    return seconds_of(connection) - holder.renewed < GIVEN_UP_SECONDS


def seconds_of(connection: Connection) -> float:
    """Return the time on the clock of the server, which all writers share, in seconds.

    Who may not ask for it goes by the clock of this machine.
    """
    try:
        told = connection.request(
            "GET", "/_nodes/_local/stats/process", params={"filter_path": "nodes.*.timestamp"}
        )
        return max(float(node["timestamp"]) for node in told["nodes"].values()) / 1000
    except (EngineRefusedError, KeyError):
        return time.time()
