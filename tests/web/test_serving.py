from __future__ import annotations

import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from click.testing import CliRunner
from flask import Flask

from web.__main__ import is_unspecified, main
from web.mounting import current_mount
from web.runs import Runs
from web.serving import serve
from web.settings import LOOPBACK


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


def test_the_page_opens_in_the_browser_when_that_is_asked(
    corpus_index: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: queue.Queue[str] = queue.Queue()
    monkeypatch.setattr(webbrowser, "open", opened.put)
    monkeypatch.setattr("web.__main__.serve", lambda _app, _listener: None)
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


class SlowApp:
    """An application whose answer takes until it is let go."""

    def __init__(self) -> None:
        self.is_asked, self.may_go = threading.Event(), threading.Event()

    def __call__(self, _environ: object, start: Callable[..., object]) -> list[bytes]:
        self.is_asked.set()
        assert self.may_go.wait(30)
        start("200 OK", [("Content-Length", "100000")])
        return [b"a" * 100_000]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_request_in_flight_is_answered_before_the_server_stops(number: signal.Signals) -> None:
    app, answers = SlowApp(), queue.Queue[bytes]()
    handler = signal.getsignal(number)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"

        def ask() -> None:
            with urllib.request.urlopen(address, timeout=30) as answer:
                answers.put(answer.read())

        def interrupt() -> None:
            assert app.is_asked.wait(30)
            os.kill(os.getpid(), number)
            app.may_go.set()

        for each in (ask, interrupt):
            threading.Thread(target=each, daemon=True).start()
        serve(cast("Flask", app), listener)
    assert answers.get(timeout=30) == b"a" * 100_000
    assert signal.getsignal(number) is handler


def test_a_second_interrupt_waits_for_nobody() -> None:
    app = SlowApp()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        asking = socket.create_connection(listener.getsockname())
        asking.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")

        def interrupt() -> None:
            assert app.is_asked.wait(30)
            os.kill(os.getpid(), signal.SIGINT)
            os.kill(os.getpid(), signal.SIGTERM)  # two of one kind may come as one

        threading.Thread(target=interrupt, daemon=True).start()
        with asking:
            serve(cast("Flask", app), listener)
            assert not app.may_go.is_set()
    app.may_go.set()


def test_options_say_who_may_ask(corpus_index: str, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[Flask] = []
    monkeypatch.setattr("web.__main__.serve", lambda app, _listener: served.append(app))
    options = ["--allow-host", "Archives.example.fr", "--allow-origin", "https://a.fr", "--metrics"]
    result = CliRunner().invoke(main, ["--index", corpus_index, "--port", "0", *options])
    assert result.exit_code == 0
    with served[0].test_request_context("/"):
        settings = current_mount().settings
    assert settings.hosts == LOOPBACK | {"archives.example.fr"}
    assert settings.origins == {"https://a.fr"}
    assert settings.has_metrics
    assert not settings.allows_addresses


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_the_page_can_be_made_to_change_the_index(
    corpus_index: str, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    served: list[Flask] = []
    monkeypatch.setattr("web.__main__.serve", lambda app, _listener: served.append(app))
    options = ["--index", corpus_index, "--port", "0", "--host", host, "--editable"]
    assert CliRunner().invoke(main, options).exit_code == 0
    with served[0].test_request_context("/"):
        assert current_mount().settings.is_editable


def test_a_run_ends_with_the_server(corpus_index: str, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[Runs] = []

    def serve(app: Flask, _listener: socket.socket) -> None:
        with app.test_request_context("/"):
            editing = current_mount().editing
        assert editing
        assert editing.runs.begin()
        begun.append(editing.runs)

    monkeypatch.setattr("web.__main__.serve", serve)
    options = ["--index", corpus_index, "--port", "0", "--editable"]
    assert CliRunner().invoke(main, options).exit_code == 0
    assert not begun[0].state.is_running


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "archives.example.fr"])
def test_no_page_that_others_can_reach_may_change_the_index(corpus_index: str, host: str) -> None:
    result = CliRunner().invoke(main, ["--index", corpus_index, "--host", host, "--editable"])
    assert result.exit_code == 2
    assert result.stderr == (
        f"error: --editable is for this machine alone: --host 127.0.0.1, not {host}\n"
    )


@pytest.mark.parametrize("host", ["0.0.0.0", "::", ""])
def test_who_serves_all_addresses_answers_under_all(host: str) -> None:
    assert is_unspecified(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_who_serves_one_address_does_not(host: str) -> None:
    assert not is_unspecified(host)
