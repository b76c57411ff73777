"""The page, while the search server that holds its index is away."""

from __future__ import annotations

import contextlib
import http.client
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.engines.opensearch.losing import SINGLE, Index, documents
from tests.engines.opensearch.servers import running

ROOT = Path(__file__).parents[2]
PATHS = ("/", "/search?q=mer", "/article/0001", "/healthz", "/api/search?q=mer")


class Answered(NamedTuple):
    """What the page answers."""

    status: int
    retry_after: str | None
    media_type: str | None
    text: str


def test_the_page_says_to_come_back_later_while_the_server_is_away_and_answers_afterwards() -> None:
    with running(1) as nodes:
        index = Index(nodes.address)
        index.write(documents(3), layout=SINGLE)
        with serving(index.url) as port:
            before = {path: ask(port, path) for path in PATHS}
            assert {each.status for each in before.values()} == {200}
            nodes.kill(1)
            away = {path: ask(port, path) for path in PATHS}
            nodes.restart()
            after = {path: ask(port, path) for path in PATHS}
    assert {each.status for each in away.values()} == {503}
    assert {each.retry_after for each in away.values()} == {"5"}
    assert not any("Traceback" in each.text or nodes.address in each.text for each in away.values())
    assert away["/api/search?q=mer"].media_type == "application/problem+json"
    assert {each.status for each in after.values()} == {200}


@contextlib.contextmanager
def serving(index: str) -> Iterator[int]:
    """Serve the page in a process of its own, and return its port."""
    command = [sys.executable, "-m", "web", "--index", index, "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as page:
        assert page.stdout is not None
        told = re.search(r":(\d+)/ ", page.stdout.readline())
        assert told is not None
        yield int(told[1])
        page.terminate()


def ask(port: int, path: str) -> Answered:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    with contextlib.closing(connection):
        connection.request("GET", path)
        answer = connection.getresponse()
        text = answer.read().decode()
        return Answered(
            answer.status,
            answer.headers["Retry-After"],
            answer.headers.get_content_type(),
            text,
        )
