from __future__ import annotations

import base64
import contextlib
import logging
import os
import pickle
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from search.engines.opensearch.connecting import connection as connection_module
from search.engines.opensearch.connecting import nodes
from search.engines.opensearch.connecting.address import Address, parse_address
from search.engines.opensearch.connecting.connection import ConflictError, Connection, MissingError
from search.errors import (
    AddressError,
    EngineError,
    EngineMissingError,
    EngineRefusedError,
    EngineUnavailableError,
    UnsupportedServerError,
)
from tests.engines.opensearch.answering import Clock, FakeServer, Reply, answering

BUSY = Reply({"error": {"type": "busy", "reason": "too many\nrequests"}}, 429)
GOOD = Reply({"found": True})
HANGS_UP = Reply(status=None)
FULL_DISK = {
    "type": "cluster_block_exception",
    "reason": "index [a] blocked by: disk usage exceeded flood-stage watermark",
}


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(connection_module, "time", clock)
    monkeypatch.setattr(nodes, "time", clock)
    return clock


@contextlib.contextmanager
def connected(
    *servers: FakeServer, patience: float | None = None, options: str = ""
) -> Iterator[Connection]:
    hosts = ",".join(server.host for server in servers)
    address = parse_address(f"opensearch://{hosts}/articles{options}", {})
    with contextlib.closing(Connection(address, patience=patience)) as connection:
        yield connection


def nobody() -> str:
    """Return a host at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"127.0.0.1:{taken.getsockname()[1]}"


def test_a_request_is_answered_with_an_object() -> None:
    with answering(GOOD) as server, connected(server) as connection:
        answer = connection.request(
            "POST", "/a/_search", body={"query": "été"}, params={"size": "3"}
        )
        assert answer == {"found": True}
        heard = server.heard[-1]
    assert (heard.method, heard.path) == ("POST", "/a/_search?size=3")
    assert heard.body == b'{"query":"\\u00e9t\\u00e9"}'
    assert heard.headers["content-type"] == "application/json"


def test_lines_of_a_bulk_request_are_sent_as_they_are() -> None:
    with answering(GOOD) as server, connected(server) as connection:
        connection.request("POST", "/_bulk", body=b'{"index":{}}\n{}\n')
        heard = server.heard[-1]
    assert heard.body == b'{"index":{}}\n{}\n'
    assert heard.headers["content-type"] == "application/x-ndjson"


def test_an_answer_without_content_is_an_empty_object() -> None:
    with answering(Reply(b"")) as server, connected(server) as connection:
        assert connection.request("HEAD", "/a") == {}


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_server_is_asked_again_after_longer_and_longer_pauses(
    status: int, clock: Clock
) -> None:
    busy = [Reply({}, status)] * 4
    with answering(*busy, GOOD) as server, connected(server) as connection:
        assert connection.request("GET", "/a") == {"found": True}
        assert server.asked == ["GET /a"] * 5
    for pause, slept in zip((0.1, 0.2, 0.4, 0.8), clock.slept, strict=True):
        assert pause / 2 <= slept <= pause


def test_a_server_is_given_the_time_that_it_asks_for_within_reason(clock: Clock) -> None:
    replies = [Reply({}, 503, {"Retry-After": after}) for after in ("2", "1000", "soon")]
    with answering(*replies, GOOD) as server, connected(server) as connection:
        connection.request("GET", "/a")
    two, thousand, soon = clock.slept
    assert 1 <= two <= 2
    assert 2.5 <= thousand <= 5
    assert soon <= 0.4


def test_patience_ends_and_the_server_is_then_away_for_the_reason_it_gave(clock: Clock) -> None:
    with answering(BUSY) as server, connected(server, patience=20) as connection:
        with pytest.raises(EngineUnavailableError) as caught:
            connection.request("GET", "/a")
        assert str(caught.value) == (
            f"opensearch://{server.host}/articles: the search server does not answer "
            "(too many requests); try again later"
        )
        assert caught.value.address == f"opensearch://{server.host}/articles"
    assert 15 <= clock.now <= 20


def test_without_patience_a_server_is_asked_once(clock: Clock) -> None:
    with answering(BUSY) as server, connected(server, patience=0) as connection:
        with pytest.raises(EngineUnavailableError):
            connection.request("GET", "/a")
        assert server.asked == ["GET /a"]
    assert clock.slept == []


def test_who_is_in_a_hurry_waits_once_for_a_server_that_is_away(clock: Clock) -> None:
    with answering(*[BUSY] * 100, GOOD) as server:
        connection = Connection(Address((server.host,), "a"), patience=5, waits_again=False)
        for _ in range(3):
            with pytest.raises(EngineUnavailableError):
                connection.request("GET", "/a")
        assert clock.now <= 5
        asked = len(server.asked)
        clock.now += nodes.REST_SECONDS
        with pytest.raises(EngineUnavailableError):
            connection.request("GET", "/a")
        assert len(server.asked) > asked + 1
        server.replies = [GOOD, BUSY, GOOD]
        assert connection.request("GET", "/a") == connection.request("GET", "/a") == {"found": True}
        connection.close()


def test_patience_is_by_default_the_timeout_of_the_address(clock: Clock) -> None:
    with (
        answering(BUSY) as server,
        connected(server, options="?timeout=7") as connection,
        pytest.raises(EngineUnavailableError),
    ):
        connection.request("GET", "/a")
    assert 2 <= clock.now <= 7


def test_a_server_that_hangs_up_is_asked_again() -> None:
    with answering(HANGS_UP, GOOD) as server, connected(server) as connection:
        assert connection.request("GET", "/a") == {"found": True}


def test_a_server_that_nobody_runs_is_away() -> None:
    address = parse_address(f"opensearch://{nobody()}/a", {})
    with pytest.raises(EngineUnavailableError, match="Connection refused"):
        Connection(address, patience=1).request("GET", "/a")


def test_a_server_that_says_nothing_is_away() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        host = f"127.0.0.1:{silent.getsockname()[1]}"
        connection = Connection(Address((host,), "a", timeout=0.05), patience=0)
        with pytest.raises(EngineUnavailableError, match="no answer in time"):
            connection.request("GET", "/a")


def test_how_long_an_answer_may_take_can_be_said_with_the_request() -> None:
    held = Reply(is_held=True)
    with answering(held) as server, connected(server, patience=0) as connection:
        with pytest.raises(EngineUnavailableError, match="no answer in time"):
            connection.request("GET", "/a", timeout=0.05)
        assert server.asked == ["GET /a"]


def test_silent_nodes_are_waited_for_no_longer_than_one_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connection_module, "time", time)
    with (
        answering(GOOD) as one,
        answering(GOOD) as two,
        connected(one, two, patience=0) as connection,
    ):
        connection.request("GET", "/a")
        one.replies = two.replies = [Reply(is_held=True)]
        asked = len(one.asked + two.asked)
        with pytest.raises(EngineUnavailableError, match="no answer in time"):
            connection.request("GET", "/b", timeout=0.05)
        assert len(one.asked + two.asked) == asked + 1


def test_where_a_node_is_away_the_next_is_asked_at_once(clock: Clock) -> None:
    with answering(GOOD) as server:
        address = Address((nobody(), server.host), "a")
        with contextlib.closing(Connection(address)) as connection:
            for _ in range(4):
                assert connection.request("GET", "/a") == {"found": True}
    assert clock.slept == []


def test_a_node_that_was_away_is_asked_last_for_a_while(clock: Clock) -> None:
    with (
        answering(HANGS_UP, GOOD) as one,
        answering(GOOD) as two,
        connected(one, two) as connection,
    ):
        while len(one.asked) < 1:
            connection.request("GET", "/a")
        for _ in range(4):
            connection.request("GET", "/b")
        assert one.asked == ["GET /a"]
        clock.now += nodes.REST_SECONDS
        for _ in range(4):
            connection.request("GET", "/c")
        assert one.asked == ["GET /a", "GET /c", "GET /c"]


def test_requests_are_shared_out_to_all_nodes() -> None:
    with answering(GOOD) as one, answering(GOOD) as two, connected(one, two) as connection:
        for _ in range(6):
            connection.request("GET", "/a")
        assert (len(one.asked), len(two.asked)) == (3, 3)


@pytest.mark.parametrize(
    ("status", "kind", "text"),
    [
        (400, EngineRefusedError, "the search server refuses (no such thing)"),
        (401, EngineRefusedError, "TROUVAILLE_OPENSEARCH_PASSWORD"),
        (403, EngineRefusedError, "the search server refuses (no such thing)"),
        (404, MissingError, "no such thing"),
        (409, ConflictError, "no such thing"),
        (302, EngineRefusedError, "no such thing"),
        (500, EngineUnavailableError, "no such thing"),
    ],
)
def test_a_refusal_is_told_at_once_with_the_reason_of_the_server(
    status: int, kind: type[EngineError], text: str
) -> None:
    causes = [{"type": "illegal", "reason": "no such thing"}]
    reply = Reply({"error": {"root_cause": causes}, "status": status}, status)
    with answering(reply) as server, connected(server) as connection:
        with pytest.raises(kind) as caught:
            connection.request("GET", "/a")
        assert server.asked == ["GET /a"]
    assert text in str(caught.value)


@pytest.mark.parametrize("status", [403, 429])
def test_a_full_disk_is_not_waited_for(status: int) -> None:
    with answering(Reply({"error": FULL_DISK}, status)) as server, connected(server) as connection:
        with pytest.raises(EngineRefusedError, match=r"flood-stage.*make room on the disks"):
            connection.request("PUT", "/a/_doc/1", body={})
        assert server.asked == ["PUT /a/_doc/1"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<html>", "status 400"),
        ({"error": "plain"}, "plain"),
        ({"error": {"type": "only_a_type"}}, "only_a_type"),
        ({"error": {"root_cause": "none", "reason": "odd"}}, "odd"),
        ([1], "status 400"),
        (b"[" * 100_000, "status 400"),
        ({"error": "x" * 9999}, "x" * 300 + r"\)"),
    ],
)
def test_the_reason_is_found_in_whatever_a_server_says(content: object, reason: str) -> None:
    with (
        answering(Reply(content, 400)) as server,
        connected(server) as connection,
        pytest.raises(EngineRefusedError, match=reason),
    ):
        connection.request("GET", "/a")


@pytest.mark.parametrize(
    "root",
    [
        Reply(b"<html>a page</html>"),
        Reply({"hello": "world"}),
        Reply({"version": "1.0"}),
        Reply({"version": {"number": None}}),
        Reply([]),
        Reply(b"no page", 404),
        Reply(b"moved", 302, {"Location": "http://127.0.0.1:1/"}),
    ],
)
def test_what_is_no_search_server_is_told(root: Reply) -> None:
    with answering(root=root) as server, connected(server) as connection:
        with pytest.raises(UnsupportedServerError, match="no search server answers here"):
            connection.request("GET", "/a")
        assert server.asked == []


@pytest.mark.parametrize(
    ("version", "told"),
    [
        ({"distribution": "opensearch", "number": "2.3.0"}, "this is OpenSearch 2.3.0"),
        ({"distribution": "opensearch", "number": "1.3.20"}, "this is OpenSearch 1.3.20"),
        ({"distribution": "opensearch", "number": "4.0.0"}, "this is OpenSearch 4.0.0"),
        ({"number": "7.17.28"}, "this is Elasticsearch 7.17.28"),
        ({"number": "10.0.0"}, "this is Elasticsearch 10.0.0"),
    ],
)
def test_a_version_that_is_not_known_is_refused(version: dict[str, str], told: str) -> None:
    root = Reply({"version": version})
    with (
        answering(root=root) as server,
        connected(server) as connection,
        pytest.raises(UnsupportedServerError, match=told),
    ):
        connection.request("GET", "/a")


@pytest.mark.parametrize(
    "version",
    [
        {"distribution": "opensearch", "number": "2.4.0"},
        {"distribution": "opensearch", "number": "3.9.0-SNAPSHOT"},
        {"number": "8.0.1"},
        {"number": "9.3.0"},
    ],
)
def test_a_version_that_is_known_is_asked_for_once(version: dict[str, str]) -> None:
    root = Reply({"version": version})
    with (
        answering(GOOD, root=root) as server,
        connected(server) as connection,
        ThreadPoolExecutor(4) as threads,
    ):
        list(threads.map(lambda _: connection.request("GET", "/a"), range(8)))
        assert sum(heard.path == "/" for heard in server.heard) == 1


def test_who_may_not_see_the_version_may_search() -> None:
    with answering(GOOD, root=Reply({}, 403)) as server, connected(server) as connection:
        assert connection.request("GET", "/a") == {"found": True}
        assert connection.server.product == "OpenSearch"


def test_wrong_credentials_are_told_before_anything_is_asked() -> None:
    with (
        answering(root=Reply({}, 401)) as server,
        connected(server) as connection,
        pytest.raises(EngineRefusedError, match="a request without a user is not let in"),
    ):
        connection.request("GET", "/a")


def test_a_view_of_opensearch_is_opened_and_closed() -> None:
    with answering(Reply({"pit_id": "p"}), GOOD) as server, connected(server) as connection:
        assert connection.open_view("a", "5m") == "p"
        connection.close_view("p")
        assert server.asked == [
            "POST /a/_search/point_in_time?allow_partial_pit_creation=false&keep_alive=5m",
            "DELETE /_search/point_in_time",
        ]
        assert server.heard[-1].body == b'{"pit_id":["p"]}'


def test_a_view_of_elasticsearch_is_opened_and_closed() -> None:
    root = Reply({"version": {"number": "8.15.0"}})
    with answering(Reply({"id": "p"}), GOOD, root=root) as server, connected(server) as connection:
        assert connection.open_view("a", "5m") == "p"
        connection.close_view("p")
        assert server.asked == ["POST /a/_pit?keep_alive=5m", "DELETE /_pit"]
        assert server.heard[-1].body == b'{"id":"p"}'


@pytest.mark.parametrize("gone", [Reply({}, 404), Reply({}, 503), HANGS_UP])
def test_a_view_that_cannot_be_closed_is_left_to_end(gone: Reply, clock: Clock) -> None:
    with answering(gone) as server, connected(server) as connection:
        connection.close_view("p")
        assert server.asked == ["DELETE /_search/point_in_time"]
    assert clock.slept == []


def test_user_and_password_are_sent_and_shown_nowhere(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    with answering(Reply({}, 401)) as server:
        address = Address((server.host,), "a", "évêque", "s3crète")
        connection = Connection(address)
        with pytest.raises(EngineRefusedError, match="this user and password") as caught:
            connection.request("GET", "/a")
        connection.close()
        sent = base64.b64encode("évêque:s3crète".encode()).decode()
        assert server.heard[-1].headers["authorization"] == f"Basic {sent}"
    written, said = capfd.readouterr()
    told = f"{caught.value}{caught.value!r}{connection!r}{caplog.text}{written}{said}"
    assert "s3cr" not in told
    assert sent not in told


def test_a_failure_is_neither_logged_nor_warned_of(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    old = {"Warning": '299 OpenSearch-2.19.1 "this is old"'}
    with answering(HANGS_UP, BUSY, Reply({}, 200, old)) as server, connected(server) as connection:
        connection.request("GET", "/a")
    assert (caplog.text, *capfd.readouterr()) == ("", "", "")


def test_a_connection_goes_to_another_process_without_what_is_open() -> None:
    with answering(GOOD) as server, connected(server, patience=3) as connection:
        connection.request("GET", "/a")
        other = pickle.loads(pickle.dumps(connection))
        assert other.address == connection.address
        assert other.request("GET", "/a") == {"found": True}
        other.close()


def test_a_forked_process_opens_connections_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    with answering(GOOD) as server, connected(server) as connection:
        connection.request("GET", "/a")
        before = connection._nodes.in_turn()[0][1]
        assert connection._nodes.in_turn()[0][1] is before
        monkeypatch.setattr(os, "getpid", lambda: -1)
        after = connection._nodes.in_turn()[0][1]
        assert after is not before
        before.close()


def test_a_connection_that_was_closed_opens_again() -> None:
    with answering(GOOD) as server, connected(server) as connection:
        connection.close()
        assert connection.request("GET", "/a") == {"found": True}


def test_without_opensearch_py_it_is_said_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "opensearchpy", None)
    for name in [name for name in sys.modules if name.startswith("opensearchpy.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "search.engines.opensearch.connecting.node", raising=False)
    with pytest.raises(EngineMissingError, match=r"pip install 'trouvaille\[opensearch\]'"):
        Connection(Address(("localhost:9200",), "a")).request("GET", "/a")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of a certificate of this machine and its key, which trusts itself."""
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-x509"]
    command = ["openssl", "req", *kind, *subject, "-out", str(file), "-keyout", f"{file}.key"]
    subprocess.run(command, check=True, capture_output=True)
    return file


@contextlib.contextmanager
def answering_in_secret(certificate: Path) -> Iterator[FakeServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, f"{certificate}.key")
    with answering(GOOD, context=context) as server:
        yield server


def test_a_server_is_trusted_by_the_certificate_that_is_named(certificate: Path) -> None:
    with answering_in_secret(certificate) as server:
        address = parse_address(f"opensearchs://{server.host}/a?ca={certificate}", {})
        with contextlib.closing(Connection(address)) as connection:
            assert connection.request("GET", "/a") == {"found": True}


def test_a_server_may_be_trusted_blindly(certificate: Path) -> None:
    with answering_in_secret(certificate) as server:
        address = parse_address(f"opensearchs://{server.host}/a?verify=no", {})
        with contextlib.closing(Connection(address)) as connection:
            assert connection.request("GET", "/a") == {"found": True}


def test_a_server_of_unknown_authority_is_not_talked_to(certificate: Path, clock: Clock) -> None:
    with answering_in_secret(certificate) as server:
        address = parse_address(f"opensearchs://{server.host}/a", {})
        with pytest.raises(EngineRefusedError, match=r"self.signed certificate.*\?ca=FILE"):
            Connection(address).request("GET", "/a")
        assert server.heard == []
    assert clock.slept == []


def test_a_server_without_tls_is_told_from_one_that_is_away() -> None:
    with answering(GOOD) as server:
        address = parse_address(f"opensearchs://{server.host}/a", {})
        with pytest.raises(EngineRefusedError, match="speaks no TLS"):
            Connection(address).request("GET", "/a")


def test_a_file_of_no_certificates_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.pem").touch()
    for name in ("empty.pem", "missing.pem"):
        address = parse_address(f"opensearchs://localhost/a?ca={tmp_path / name}", {})
        with pytest.raises(AddressError, match=f"{name} cannot be read"):
            Connection(address).request("GET", "/a")
