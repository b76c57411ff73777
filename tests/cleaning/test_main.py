import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from search.cleaning.__main__ import main
from tests.cleaning.pages import TITLE, article


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "pont.txt"
    path.write_text(article("Voir plus", "Source : https://www.exemple.fr/pont"), encoding="utf-8")
    return path


def test_json_is_one_object_a_line(saved: Path) -> None:
    (saved.parent / "rive.txt").write_text("La rive", encoding="utf-8")
    result = CliRunner().invoke(main, [str(saved.parent), "--json"])
    first, second = map(json.loads, result.stdout.splitlines())
    assert result.exit_code == 0
    assert second["id"] == "rive"
    assert set(first) == {
        "id", "title", "author", "published", "site", "url", "language", "group", "text",
        "blocks",
    }  # fmt: skip
    assert first["id"] == "pont"
    assert first["title"] == TITLE
    assert first["blocks"][-2] == {
        "line": 8,
        "text": "Voir plus",
        "label": "chrome",
        "reason": "début des autres articles",
    }


def test_json_writes_accents_as_they_are(saved: Path) -> None:
    assert "À Valbourg" in CliRunner().invoke(main, [str(saved), "--json"]).stdout


def test_a_person_reads_what_was_removed_and_why(saved: Path) -> None:
    result = CliRunner().invoke(main, [str(saved)])
    assert "    8  Voir plus  (chrome: début des autres articles)" in result.stdout.splitlines()
    assert f"    1  {TITLE}" in result.stdout.splitlines()
    assert "\x1b" not in result.stdout


def test_a_terminal_strikes_removed_lines_through(saved: Path) -> None:
    result = CliRunner().invoke(main, [str(saved)], color=True)
    assert "\x1b[9m" in result.stdout.replace("\x1b[2m", "")


def test_a_document_that_cannot_be_read_is_reported_and_the_others_are_cleaned(saved: Path) -> None:
    broken = saved.parent / "vide.txt"
    broken.write_bytes(b"")
    result = CliRunner().invoke(main, [str(saved.parent), "--json"])
    assert result.exit_code == 1
    assert "vide" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert json.loads(result.stdout)["id"] == "pont"


def test_no_path_is_a_usage_error() -> None:
    assert CliRunner().invoke(main, []).exit_code == 2


def test_a_path_that_is_not_there_is_a_usage_error() -> None:
    assert CliRunner().invoke(main, ["nowhere.txt"]).exit_code == 2
