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
        "id", "title", "author", "published", "site", "url", "language", "subtitle",
        "agency", "published_at", "modified_at", "section", "tags", "image", "is_truncated", "text",
        "blocks", "group", "unsure",
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
    assert "    8  chrome     Voir plus  (début des autres articles)" in result.stdout.splitlines()
    assert f"    1  title      {TITLE}" in result.stdout.splitlines()
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


def test_reasons_are_given_in_english_on_demand(saved: Path) -> None:
    result = CliRunner().invoke(main, [str(saved), "--lang", "en"])
    assert "(other articles begin here)" in result.stdout
    block = json.loads(CliRunner().invoke(main, [str(saved), "--lang", "en", "--json"]).stdout)
    assert block["blocks"][-2]["reason"] == "other articles begin here"


def test_long_lines_are_broken_beside_their_label(saved: Path) -> None:
    lines = CliRunner().invoke(main, [str(saved)]).stdout.splitlines()
    assert max(map(len, lines)) <= 100
    first = next(number for number, line in enumerate(lines) if "body" in line)
    assert lines[first + 1].startswith(" " * 18)


def test_rules_beside_a_file_apply_and_are_named(saved: Path) -> None:
    rules = saved.parent / "sites.toml"
    rules.write_text('["exemple.fr"]\nkeep = ["Voir plus"]\n', encoding="utf-8")
    lines = CliRunner().invoke(main, [str(saved)]).stdout.splitlines()
    assert "    8  body       Voir plus  (toujours gardé : sites.toml)" in lines


def test_rules_that_cannot_be_used_end_the_command_with_one_line(saved: Path) -> None:
    (saved.parent / "sites.toml").write_text("[", encoding="utf-8")
    result = CliRunner().invoke(main, [str(saved)])
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "sites.toml" in result.stderr


def test_a_report_is_tables_or_one_object(saved: Path) -> None:
    text = CliRunner().invoke(main, [str(saved), "--report"]).stdout
    report = json.loads(CliRunner().invoke(main, [str(saved), "--report", "--json"]).stdout)
    assert "removed, by site" in text
    assert report["sites"][0]["site"] == "exemple.fr"
    assert report["removed_lines"][1] == {
        "text": "Voir plus",
        "label": "chrome",
        "documents": 1,
    }
