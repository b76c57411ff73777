"""The commands, where the index is on a search server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import search
from search.engines.opensearch.connecting import connection
from search.parts import Part
from tests.engines.opensearch.answering import Clock, Reply, answering
from web.commands import main

CORPUS = Path(__file__).parent.parent / "corpus"
ADDRESS = "opensearch://host/articles"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "time", Clock())
    for name in ("USER", "PASSWORD", "CA"):
        monkeypatch.delenv(f"TROUVAILLE_OPENSEARCH_{name}", raising=False)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.mark.parametrize("command", [("index", CORPUS), ("search", "paix"), ("web",)])
@pytest.mark.parametrize(
    ("root", "told"),
    [
        (Reply({}, 401), "not let in by the search server"),
        (Reply({"version": {"number": "7.10.2"}}), "this is Elasticsearch 7.10.2"),
        (Reply(b"<html>"), "no search server answers here"),
        (Reply({}, 503), "try again later"),
        (Reply(status=None), "try again later"),
    ],
)
def test_what_a_server_refuses_is_told_in_one_line(
    command: tuple[object, ...], root: Reply, told: str
) -> None:
    with answering(root=root) as server:
        address = f"opensearch://eve:s3cret@{server.host}/articles"
        result = run(*command, "--index", address)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"error: opensearch://{server.host}/articles: ")
    assert told in result.stderr
    assert result.output.count("\n") == 1
    assert "s3cret" not in result.output


@pytest.mark.parametrize("command", [("index", CORPUS), ("search", "paix"), ("web",)])
def test_an_address_that_cannot_be_read_is_told_in_one_line(command: tuple[object, ...]) -> None:
    result = run(*command, "--index", "opensearch://eve:s3cret@host/Articles")
    assert result.exit_code == 2
    assert result.output.startswith("error: the address of the index: it ends with a name")
    assert result.output.count("\n") == 1
    assert "s3cret" not in result.output


@pytest.mark.parametrize("command", [("search", "paix"), ("web",)])
def test_an_index_that_is_not_there_is_told_with_the_command_that_builds_it(
    command: tuple[object, ...],
) -> None:
    with answering(Reply({}, 404)) as server:
        address = f"opensearch://{server.host}/articles"
        result = run(*command, "--index", address)
    assert result.exit_code == 2
    assert result.output.startswith(f"error: {address}: no index here; build one with: ")
    assert f"--index {address}" in result.output


@pytest.mark.parametrize("command", [("index", CORPUS), ("search", "paix"), ("web",)])
def test_user_and_password_are_given_by_options(
    command: tuple[object, ...], tmp_path: Path
) -> None:
    (tmp_path / "password").write_text("s3cret\n")
    options = ("--user", "eve", "--password-file", tmp_path / "password")
    with answering(root=Reply({}, 401)) as server:
        result = run(*command, "--index", f"opensearch://{server.host}/a", *options)
        sent = server.heard[0].headers["authorization"]
    assert result.exit_code == 2
    assert "this user and password are not let in" in result.output
    assert sent == "Basic ZXZlOnMzY3JldA=="


@pytest.mark.parametrize("command", [("index", CORPUS), ("search", "paix")])
@pytest.mark.parametrize("option", ["--user", "--password-file", "--ca"])
def test_options_of_a_server_are_for_an_index_on_a_server(
    command: tuple[object, ...], option: str
) -> None:
    result = run(*command, "--index", "index/", option, "x")
    assert result.exit_code == 2
    assert "are for an index at an address" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--engine", "opensearch", "--index", "index/"], "needs --index opensearch://"),
        (["--engine", "whoosh", "--index", ADDRESS], "needs a folder"),
        (["--repair", "--index", ADDRESS], "use --rebuild"),
    ],
)
def test_what_an_engine_cannot_do_is_told(arguments: list[str], told: str) -> None:
    result = run("index", CORPUS, *arguments)
    assert result.exit_code == 2
    assert told in result.stderr


def test_the_engine_of_a_folder_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Le port de Brest.")
    result = run("index", tmp_path / "a.txt", "--engine", "whoosh", "--index", tmp_path / "index")
    assert result.exit_code == 0


def test_a_part_is_for_an_index_at_an_address(tmp_path: Path) -> None:
    result = run("index", CORPUS, "--index", tmp_path, "--part", "1/2")
    assert result.exit_code == 2
    assert "--part needs --index opensearch://HOST:9200/NAME" in result.output


@pytest.mark.parametrize("option", [("--part", "3/2"), ("--part", "2"), ("--patience", "nan")])
def test_parts_and_patience_are_checked(option: tuple[str, str]) -> None:
    result = run("index", CORPUS, "--index", ADDRESS, *option)
    assert result.exit_code == 2
    assert option[0] in result.output


def test_a_part_is_told_for_whom_everything_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def build_index(
        paths: object, index: object, options: search.IndexOptions
    ) -> search.IndexReport:
        assert options.on_progress
        for step in ("Cleaning", "Cleaning", "Waiting for part 3 of 3"):
            options.on_progress(search.Progress(step, 1, 3))
        asked.append((options.part, options.patience_seconds))
        return search.IndexReport(7, 0, 0, 0, (), 1.0, awaited=(1, 3))

    monkeypatch.setattr("search.index.build_index", build_index)
    options = ("--index", ADDRESS, "--part", "2/3", "--patience", "5")
    result = run("index", CORPUS, *options)
    assert asked == [(Part(2, 3), 5)]
    assert result.stderr.splitlines() == ["Cleaning", "Waiting for part 3 of 3"]
    assert result.stdout.splitlines() == [
        "opensearch://host:9200/articles: 7 indexed in 1.0 s",
        "opensearch://host:9200/articles: nothing of it is seen before part 1, 3 is done",
    ]
    assert json.loads(run("index", CORPUS, *options, "--json").stdout)["awaited"] == [1, 3]
