"""Serve an application until it is asked to stop, and let the requests in flight finish."""

from __future__ import annotations

import contextlib
import select
import signal
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import waitress
from flask import Flask
from waitress import wasyncore

from web.limits import SERVER_LIMITS

PATIENCE_SECONDS = 10.0
"""How long requests in flight may take after the server was asked to stop."""

TURN_SECONDS = 1.0
"""How long the server waits for something to happen before it looks whether it should stop."""


def serve(app: Flask, listener: socket.socket) -> None:
    """Answer until SIGTERM or Ctrl-C; a second one does not wait for anybody."""
    connections: dict[int, Any] = {}
    server = waitress.create_server(
        app, map=connections, sockets=[listener], ident=None, **SERVER_LIMITS
    )
    stopping = threading.Event()
    with contextlib.suppress(KeyboardInterrupt), stopped_by_signals(stopping, server):
        while not stopping.is_set():
            turn(connections)
        wasyncore.dispatcher.close(server)  # takes no more connections
        finish(server, connections)
    server.task_dispatcher.shutdown(timeout=TURN_SECONDS)
    wasyncore.close_all(connections, ignore_all=True)


@contextlib.contextmanager
def stopped_by_signals(stopping: threading.Event, server: Any) -> Iterator[None]:
    """Set an event at the first signal to end, and raise KeyboardInterrupt at the second."""

    def stop(_signal: int, _frame: object) -> None:
        if stopping.is_set():
            raise KeyboardInterrupt
        stopping.set()
        server.pull_trigger()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def finish(server: Any, connections: dict[int, Any]) -> None:
    """Answer the requests that are in flight, for as long as there is patience."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while is_busy(server) and time.monotonic() < deadline:
        turn(connections)


def is_busy(server: Any) -> bool:
    """Tell whether a connection waits for an answer, or for the rest of one."""
    channels = list(server.active_channels.values())
    return any(channel.requests or channel.total_outbufs_len for channel in channels)


def turn(connections: dict[int, Any]) -> None:
    """Read and write what can be, after waiting for it."""
    wasyncore.loop(timeout=TURN_SECONDS, use_poll=hasattr(select, "poll"), map=connections, count=1)
