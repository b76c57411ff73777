from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import search
from tests.cleaning.pages import PARAGRAPHS

ROOT = Path(__file__).parents[1]
LINE = "Une ligne que seul ce site écrit."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("\n".join((*PARAGRAPHS, LINE)), encoding="utf-8")
    search.build_index(folder, tmp_path / "index")
    return folder


def shown(index: Path) -> str:
    with search.open_index(index) as searcher:
        return searcher.document("a").text


def test_a_run_is_done_again_with_the_rules_and_files_of_now(folder: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    assert LINE in shown(index)
    (folder / "b.txt").write_text("Un autre article.", encoding="utf-8")
    rule = search.LineRule(None, search.Order.REMOVE, LINE)
    search.add_rule(search.rules_path([folder]), rule)
    steps: list[search.Progress] = []
    report = search.reindex(index, on_progress=steps.append)
    assert (report.indexed, report.unchanged) == (2, 0)
    assert steps
    assert LINE not in shown(index)


def test_a_run_is_done_again_with_its_options(folder: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    options = search.IndexOptions(
        cleaning=search.Cleaning.OFF, limit_bytes=123_456, memory_mb=64, jobs=1
    )
    search.build_index(folder, index, options)
    assert search.reindex(index).unchanged == 1
    with search.open_index(index) as searcher:
        run = searcher.last_run
    assert run is not None
    assert (run.cleaning, run.limit_bytes, run.memory_mb) == (search.Cleaning.OFF, 123_456, 64)


def test_an_index_that_forgot_its_folders_cannot_be_made_again(
    folder: Path, tmp_path: Path
) -> None:
    index = tmp_path / "index"
    (index / "last-run.json").unlink()
    with pytest.raises(search.UnknownSourcesError) as caught:
        search.reindex(index)
    assert caught.value.path == str(index)


def process(index: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "search.reindexing_process", str(index)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def test_a_process_tells_how_far_it_is_and_what_it_did(folder: Path, tmp_path: Path) -> None:
    (folder / "b.txt").write_text("Un autre article.", encoding="utf-8")
    with process(tmp_path / "index") as running:
        assert running.stdout is not None
        told = [json.loads(line) for line in running.stdout]
        assert running.stderr is not None
        assert running.stderr.read() == ""
    assert [each["step"] for each in told[:-1]] == ["Cleaning", "Indexing"]
    assert told[-1]["report"]["indexed"] == 1
    assert running.returncode == 0


def test_a_process_tells_why_it_did_nothing(folder: Path, tmp_path: Path) -> None:
    (folder / "sites.toml").write_text("[", encoding="utf-8")
    with process(tmp_path / "index") as running:
        assert running.stdout is not None
        [told] = [json.loads(line) for line in running.stdout]
    assert told["error"] == "SiteRulesError"
    assert str(folder / "sites.toml") in told["message"]


def test_a_process_ends_quietly_with_the_program_that_started_it(
    folder: Path, tmp_path: Path
) -> None:
    texts = ("\n".join((*PARAGRAPHS, f"Article {number}.")) for number in range(3_000))
    lines = (json.dumps({"id": f"b{number}", "text": text}) for number, text in enumerate(texts))
    (folder / "b.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with process(tmp_path / "index") as running:
        assert running.stdout is not None
        assert json.loads(running.stdout.readline())["step"] == "Cleaning"
        told, errors = running.communicate("", timeout=60)
    assert "report" not in told
    assert errors == ""
    with search.open_index(tmp_path / "index") as searcher:
        assert searcher.document_count == 1
    assert not list((tmp_path / "index").glob("unfinished-*"))
