from __future__ import annotations

import queue
import re
import signal
import socket
import subprocess
import sys
import urllib.request
import webbrowser
from pathlib import Path

import pytest
import waitress
from click.testing import CliRunner

from web.__main__ import main


def test_a_missing_index_is_told_with_the_command_that_builds_it(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--index", str(tmp_path / "none")])
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "python -m search.index" in result.stderr


def test_a_port_in_use_is_told(corpus_index: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = CliRunner().invoke(main, ["--index", corpus_index, "--port", port])
    assert result.exit_code == 2
    assert result.stderr == (
        f"error: cannot listen at 127.0.0.1, port {port}: Address already in use\n"
    )


def test_an_address_of_another_machine_is_told(corpus_index: str) -> None:
    result = CliRunner().invoke(main, ["--index", corpus_index, "--host", "192.0.2.1"])
    assert result.exit_code == 2
    assert result.stderr.startswith("error: cannot listen at 192.0.2.1, port 5000: ")


def test_a_host_that_is_no_name_is_told(corpus_index: str) -> None:
    result = CliRunner().invoke(main, ["--index", corpus_index, "--host", "a..b"])
    assert result.exit_code == 2
    assert result.stderr == "error: a..b is no address to listen at\n"


class IdleServer:
    """A server that is interrupted before it answers anything."""

    def run(self) -> None:
        """Return at once."""


def test_the_page_opens_in_the_browser_when_that_is_asked(
    corpus_index: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: queue.Queue[str] = queue.Queue()
    monkeypatch.setattr(webbrowser, "open", opened.put)
    monkeypatch.setattr(waitress, "create_server", lambda *_, **__: IdleServer())
    result = CliRunner().invoke(main, ["--index", corpus_index, "--port", "0", "--open"])
    assert result.exit_code == 0
    assert f"Trouvaille is at {opened.get(timeout=30)} " in result.stdout


def test_the_page_is_served_until_interrupted_and_ends_quietly(corpus_index: str) -> None:
    command = [sys.executable, "-m", "web", "--index", corpus_index, "--port", "0"]
    pipe, root = subprocess.PIPE, Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdout=pipe, stderr=pipe, text=True) as server:
        assert server.stdout is not None
        told = re.fullmatch(
            r"Trouvaille is at (http://127\.0\.0\.1:\d+/) \(Ctrl-C to stop\)\n",
            server.stdout.readline(),
        )
        assert told is not None
        with urllib.request.urlopen(told[1] + "search?q=cyberespace", timeout=30) as answer:
            assert answer.status == 200
        server.send_signal(signal.SIGINT)
        assert server.communicate(timeout=30) == ("", "")
    assert server.returncode == 0
