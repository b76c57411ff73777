"""How fast a server is sent what it is to store: as fast as it takes it, and no faster."""

from __future__ import annotations

import contextlib
import dataclasses
import random
import threading
import time
from collections.abc import Callable, Iterator

MEGABYTE = 1_000_000


@dataclasses.dataclass(frozen=True, slots=True)
class Pace:
    """How much is sent at once, and how long a server that is away or busy is waited for.

    `request_bytes` and `in_flight` were measured: larger and more requests are no faster. After
    `patience_seconds` in which it took nothing a server counts as gone, after
    `blocked_seconds` one whose disk is full. It answers after `shard_seconds` that a shard is
    missing, so that what is for that is sent again. A pause doubles from the first to the longest.
    """

    request_bytes: int = 5 * MEGABYTE
    in_flight: int = 4
    patience_seconds: float = 300
    blocked_seconds: float = 30
    answer_seconds: float = 120
    shard_seconds: float = 10
    first_pause_seconds: float = 0.25
    longest_pause_seconds: float = 10
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.monotonic

    def pause(self, number: int) -> float:
        """Return how long to wait before trying again for the `number`th time, from 0, in seconds.

        Up to half of it is left to chance, so that those who were refused come back apart.
        """
        doubled = self.first_pause_seconds * float(2 ** min(number, 30))
        return min(doubled, self.longest_pause_seconds) * random.uniform(0.5, 1)  # noqa: S311 - not a secret


class Gate:
    """Let as many requests through at a time as the server takes.

    Each that it is too busy for halves how many that are; as many in a row as are let through at
    a time let one more through.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._changed = threading.Condition()
        self._passing = 0
        self._taken = 0
        self.allowed = most

    @contextlib.contextmanager
    def passing(self) -> Iterator[None]:
        """Wait until there is room, and take it."""
        with self._changed:
            self._changed.wait_for(lambda: self._passing < self.allowed)
            self._passing += 1
        try:
            yield
        finally:
            with self._changed:
                self._passing -= 1
                self._changed.notify_all()

    def refuse(self) -> None:
        """Let half as many through, but at least one."""
        with self._changed:
            self.allowed = max(1, self.allowed // 2)
            self._taken = 0

    def take(self) -> None:
        """Count a request that was taken whole."""
        with self._changed:
            self._taken += 1
            if self._taken >= self.allowed and self.allowed < self._most:
                self.allowed += 1
                self._taken = 0
                self._changed.notify_all()
