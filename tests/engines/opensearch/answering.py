"""A server on this machine that answers what a test tells it to, and remembers what was asked."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import ssl
import threading
from collections.abc import Iterator, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

OPENSEARCH = {"version": {"distribution": "opensearch", "number": "2.19.1"}}


@dataclasses.dataclass(frozen=True)
class Reply:
    """An answer; without a status, the server hangs up; one that is held never comes."""

    content: object = dataclasses.field(default_factory=dict)
    status: int | None = 200
    headers: Mapping[str, str] = dataclasses.field(default_factory=dict)
    is_held: bool = False

    @property
    def body(self) -> bytes:
        if isinstance(self.content, bytes):
            return self.content
        return json.dumps(self.content).encode()


@dataclasses.dataclass(frozen=True)
class Heard:
    """A request as it came in."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


class FakeServer:
    """A server; `replies` are given in turn, the last one again and again."""

    def __init__(self, replies: Sequence[Reply], root: Reply, context: ssl.SSLContext | None):
        self.replies = list(replies) or [Reply()]
        self.root = root
        self.heard: list[Heard] = []
        self.ending = threading.Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        if context:
            self._http.socket = context.wrap_socket(self._http.socket, server_side=True)
        self.host = f"127.0.0.1:{self._http.server_port}"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,))

    @property
    def asked(self) -> list[str]:
        """What was asked but for the version."""
        return [f"{each.method} {each.path}" for each in self.heard if each.path != "/"]

    def reply(self, heard: Heard) -> Reply:
        self.heard.append(heard)
        if heard.path == "/":
            return self.root
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self.ending.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                heard = Heard(self.command, self.path, dict(self.headers.items()), body)
                reply = server.reply(heard)
                if reply.is_held:
                    server.ending.wait()
                if reply.status is None or reply.is_held:
                    self.close_connection = True
                    return
                self.send_response(reply.status)
                for name, value in {
                    "Content-Length": str(len(reply.body)),
                    **reply.headers,
                }.items():
                    self.send_header(name, value)
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(reply.body)

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = answer  # noqa: N815

            def log_message(self, *_arguments: Any) -> None: ...

        return Handler


class Clock:
    """Time that passes only where it is slept through."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@contextlib.contextmanager
def answering(
    *replies: Reply, root: Reply | None = None, context: ssl.SSLContext | None = None
) -> Iterator[FakeServer]:
    """Run a server that gives these replies in turn, the last one again and again."""
    server = FakeServer(replies, root or Reply(OPENSEARCH), context)
    server.start()
    try:
        yield server
    finally:
        server.stop()
