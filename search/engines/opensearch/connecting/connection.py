"""The one way to a search server: every request goes through `Connection.request`."""

from __future__ import annotations

import contextlib
import dataclasses
import math
import random
import threading
import time
from collections.abc import Mapping
from typing import Any

from search.engines.opensearch.connecting.address import Address
from search.engines.opensearch.connecting.asking import (
    Answer,
    Asked,
    ConflictError,
    MissingError,
    UnreachableError,
    UntrustedError,
    encode,
    read_answer,
    reason_of,
)
from search.engines.opensearch.connecting.nodes import REST_SECONDS, Nodes
from search.engines.opensearch.connecting.servers import Server, read_server
from search.errors import (
    EngineError,
    EngineRefusedError,
    EngineUnavailableError,
)

__all__ = ["ConflictError", "Connection", "MissingError"]

FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 5.0
"""A pause doubles from the first to the longest; up to half of it is left to chance."""

READING_PATIENCE_SECONDS = 5.0
"""Who searches would rather be told that the server is away than wait for it."""

CLOSING_SECONDS = 2.0
"""How long to try to let go of what a server forgets by itself."""

LEAST_SECONDS = 0.1
"""What a request has left at the end of its time: a server that is there needs no more."""


class Connection:
    """A connection to the nodes of a cluster; safe to share by threads.

    A request is sent again, to another node where there is one, as long as the server is away
    or busy: `patience` is how many seconds after its beginning it may be sent for the last time
    (that of the address's timeout by default). One whose answer was lost may so be done twice.
    However many nodes are there, it takes no longer than its timeout, or patience if that is more.
    With `waits_again` off, a server that was waited for in vain is asked just once for a while.
    """

    def __init__(
        self, address: Address, *, patience: float | None = None, waits_again: bool = True
    ) -> None:
        self.address = address
        self._patience = address.timeout if patience is None else patience
        self._waits_again = waits_again
        self._waited_in_vain_at = -math.inf
        self._lock = threading.Lock()
        self._nodes = Nodes(address)
        self._server: Server | None = None

    def __reduce__(self) -> tuple[object, ...]:
        return _connect, (self.address, self._patience, self._waits_again)

    def request(
        self,
        method: str,
        path: str,
        *,
        body: object | bytes | None = None,
        params: Mapping[str, str] | None = None,
        timeout: float | None = None,
    ) -> dict[str, Any]:
        """Return the JSON object that the server answers; `body` is an object, or bytes as is.

        `timeout` is how long an answer may take, in seconds. Raises EngineUnavailableError,
        EngineRefusedError, UnsupportedServerError, and MissingError and ConflictError for 404
        and 409.
        """
        self._check_server()
        asked = Asked(method, path, encode(body), params, timeout)
        return read_answer(self.address, self._ask(asked))

    def open_view(self, index: str, keep_alive: str, *, patience: float | None = None) -> str:
        """Return the id of a point in time of a whole index, kept for a time as `5m`.

        Raises EngineUnavailableError where a part of the index is missing, after `patience`.
        """
        path, params, key = self._check_server().opening_of_views(index)
        asked = Asked("POST", path, params={**params, "keep_alive": keep_alive})
        return str(read_answer(self.address, self._ask(asked, patience))[key])

    def close_view(self, id: str) -> None:
        """Let go of a point in time; where the server is away, it will end by itself."""
        with contextlib.suppress(EngineError):
            path, body = self._check_server().closing_of_view(id)
            asked = Asked("DELETE", path, encode(body), timeout=CLOSING_SECONDS)
            self._ask_any_node(asked, time.monotonic() + CLOSING_SECONDS)

    @property
    def server(self) -> Server:
        """Return which server this is; asks it once."""
        return self._check_server()

    def close(self) -> None:
        """Close all connections that are kept; a further request opens them anew."""
        self._nodes.close()

    def _check_server(self) -> Server:
        """Ask once what answers; raises UnsupportedServerError."""
        with self._lock:
            if self._server is None:
                answer = self._ask(Asked("GET", "/"))
                self._server = read_server(self.address, answer)
            return self._server

    def _ask(self, asked: Asked, patience: float | None = None) -> Answer:
        """Send a request until it is answered, or patience ends."""
        now = time.monotonic()
        patience = self._patience_at(now) if patience is None else patience
        end = now + max(patience, asked.timeout or self.address.timeout)
        pause = FIRST_PAUSE_SECONDS
        while True:
            answer, reason = self._ask_any_node(asked, end)
            if answer is not None and not answer.is_busy:
                self._waited_in_vain_at = -math.inf
                return answer
            wait = _wait_of(answer, pause)
            if time.monotonic() + wait > now + patience:
                self._waited_in_vain_at = time.monotonic()
                raise EngineUnavailableError(str(self.address), reason)
            time.sleep(wait)
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)

    def _patience_at(self, now: float) -> float:
        """Return how long a request that begins now may be sent again, in seconds."""
        if not self._waits_again and now < self._waited_in_vain_at + REST_SECONDS:
            return 0
        return self._patience

    def _ask_any_node(self, asked: Asked, end: float) -> tuple[Answer | None, str]:
        """Return what the first node answers that is there until `end`, and what is wrong."""
        reason = ""
        for host, node in self._nodes.in_turn():
            left = end - time.monotonic()
            if reason and left <= 0:
                break
            seconds = min(asked.timeout or self.address.timeout, max(left, LEAST_SECONDS))
            try:
                answer = node.send(dataclasses.replace(asked, timeout=seconds))
            except UnreachableError as error:
                self._nodes.rest(host)
                reason = f"{host}: {error}"
                continue
            except UntrustedError as error:
                raise EngineRefusedError(
                    str(self.address),
                    f"no trusted connection ({error})",
                    "name the certificate of its authority with ?ca=FILE",
                ) from error
            return answer, reason_of(answer) if answer.is_busy else ""
        return None, reason


def _connect(address: Address, patience: float, waits_again: bool) -> Connection:  # noqa: FBT001
    return Connection(address, patience=patience, waits_again=waits_again)


def _wait_of(answer: Answer | None, pause: float) -> float:
    """Return how long to wait, in seconds: as the server says, or a pause with jitter."""
    asked = answer.retry_after if answer else None
    if asked and asked.isascii() and asked.isdigit():
        pause = min(max(pause, float(asked)), LONGEST_PAUSE_SECONDS)
    return pause * random.uniform(0.5, 1)  # noqa: S311  not a secret
