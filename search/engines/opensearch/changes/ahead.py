"""Send articles while others are still cleaned, before anybody knows what these say of them.

Nothing is remembered of such an article until all were looked at: wherever a run breaks off, the
next one takes it for new and writes it anew, or removes it as one that nobody remembers.
"""

from __future__ import annotations

import contextlib
import dataclasses
import math
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from search.engines.opensearch.changes.portions import Target, read_actions, write_articles
from search.engines.opensearch.connecting.connection import Connection
from search.engines.opensearch.crews.locking import GIVEN_UP_SECONDS
from search.engines.opensearch.sending.bulk import BulkSender
from search.engines.opensearch.sending.pacing import MEGABYTE

REQUEST_BYTES = MEGABYTE
"""Bytes of a request: so that little is still on its way when the last article was cleaned."""

CHECKED_SECONDS = GIVEN_UP_SECONDS / 6
"""For how long after a check nobody is asked again: to take over takes much longer than that."""


class SentAhead:
    """Articles on their way to a generation; to be used by one thread."""

    write = staticmethod(write_articles)

    def __init__(self, target: Callable[[], Target], check: Callable[[], None]) -> None:
        """`target` tells where they go, as soon as there is one.

        `check` raises an error where another writer has taken over: it may know of each article
        what others say of it, and that would be lost.
        """
        self._target = target
        self._check = check
        self._checked = -math.inf
        self._sender: BulkSender | None = None
        self._open = contextlib.ExitStack()

    def send(self, path: Path) -> None:
        """Begin to send what was written to a file, and remove that."""
        self._check_now_and_then()
        if self._sender is None:
            self._sender = self._begin(self._target())
        self._sender.send(read_actions(path))
        path.unlink()

    def wait(self) -> Mapping[str, str]:
        """Wait until all arrived; return those that no server takes, each with the reason."""
        if self._sender is None:
            return {}
        self._sender.wait()
        return {each.id: each.reason for each in self._sender.rejected}

    def stop(self) -> None:
        """Send nothing more; return when nothing is on its way any longer."""
        self._open.close()
        self._sender = None

    def _check_now_and_then(self) -> None:
        now = time.monotonic()
        if now - self._checked >= CHECKED_SECONDS:
            self._check()
            self._checked = now

    def _begin(self, target: Target) -> BulkSender:
        connection = self._open.enter_context(
            contextlib.closing(Connection(target.address, patience=0))
        )
        size = min(REQUEST_BYTES, target.pace.request_bytes)
        pace = dataclasses.replace(target.pace, request_bytes=size)
        sender = BulkSender(connection, target.articles, pace)
        self._open.callback(sender.stop)
        return sender
