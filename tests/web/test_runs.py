from __future__ import annotations

import json
import subprocess
import threading
from pathlib import Path
from unittest import mock

import pytest

import search
from search.engines.opening import environment_of, shown
from search.engines.whoosh import WhooshIndexWriter
from tests.web.documents import prose
from web import runs
from web.runs import DIED, Failure, Runs, RunState, heard


@pytest.fixture
def index(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(prose(1), encoding="utf-8")
    search.build_index(folder, tmp_path / "index")
    return tmp_path / "index"


def test_nothing_runs_at_first(index: Path) -> None:
    assert Runs(str(index)).state == RunState()


def test_a_run_tells_what_it_did(index: Path) -> None:
    (index.parent / "articles" / "b.txt").write_text(prose(2), encoding="utf-8")
    running = Runs(str(index))
    assert running.begin()
    running.wait(60)
    assert running.state.report is not None
    assert (running.state.report["indexed"], running.state.report["unchanged"]) == (1, 1)


def test_a_run_is_given_secrets_by_its_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    started = mock.MagicMock()
    monkeypatch.setattr(subprocess, "Popen", started)
    address = "opensearch://eve:s3cret@host/a"
    Runs(shown(address), environment_of(address)).begin()
    [(arguments,), options] = started.call_args
    assert arguments[-1] == "opensearch://host:9200/a"
    assert "s3cret" not in " ".join(arguments)
    assert options["env"]["TROUVAILLE_OPENSEARCH_PASSWORD"] == "s3cret"


def test_there_is_one_run_at_a_time_and_another_after_it(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go = threading.Event()
    follow = Runs._follow
    monkeypatch.setattr(
        Runs, "_follow", lambda self, process: (may_go.wait(60), follow(self, process))
    )
    running, prepared = Runs(str(index)), list[int]()
    assert running.begin(lambda: prepared.append(1))
    assert not running.begin(lambda: prepared.append(2))
    may_go.set()
    running.wait(60)
    assert running.begin(lambda: prepared.append(3))
    running.wait(60)
    assert prepared == [1, 3]


def test_a_run_that_cannot_be_prepared_has_failed_and_another_may_begin(index: Path) -> None:
    running = Runs(str(index))

    def fail() -> None:
        raise search.SiteRulesError("sites.toml", "no")

    assert running.begin(fail)
    assert running.state == RunState(failure=Failure("SiteRulesError", "sites.toml: no"))
    assert running.begin()
    running.wait(60)
    assert running.state.report is not None


def test_a_locked_index_is_told(index: Path) -> None:
    running = Runs(str(index))
    with WhooshIndexWriter(str(index)):
        running.begin()
        running.wait(60)
    assert running.state.failure is not None
    assert running.state.failure.error == "IndexLockedError"


def test_a_process_that_ends_without_a_word_is_told(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "MODULE", "search.no_such_module")
    running = Runs(str(index))
    running.begin()
    running.wait(60)
    assert running.state == RunState(failure=Failure(DIED))


def test_a_process_that_cannot_be_started_is_told(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", str(index / "no-python"))
    running = Runs(str(index))
    assert running.begin()
    assert running.state.failure is not None
    assert running.state.failure.error == DIED
    assert not running.state.is_running


def test_a_run_that_is_stopped_leaves_the_index_as_it_was(index: Path) -> None:
    documents = ({"id": f"b{number}", "text": prose(number)} for number in range(3_000))
    lines = "\n".join(map(json.dumps, documents))
    (index.parent / "articles" / "b.jsonl").write_text(lines, encoding="utf-8")
    running = Runs(str(index))
    running.begin()
    running.stop()
    assert running.state == RunState(failure=Failure(DIED))
    with search.open_index(index) as searcher:
        assert searcher.document_count == 1


def test_stopping_what_never_ran_does_nothing(index: Path) -> None:
    running = Runs(str(index))
    running.stop()
    assert running.state == RunState()


def test_what_a_process_tells_is_a_state() -> None:
    progress = search.Progress("Indexing", 3, 9)
    assert heard({"step": "Indexing", "done": 3, "total": 9}) == RunState(
        is_running=True, progress=progress
    )
    assert heard({"error": "ReadError", "message": "a"}) == RunState(
        failure=Failure("ReadError", "a")
    )
    assert heard({"report": {"indexed": 1}}) == RunState(report={"indexed": 1})
