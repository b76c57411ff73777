import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from search.__main__ import main as search_main
from search.index import main as index_main
from tests.cleaning.pages import PARAGRAPHS


def run_index(*arguments: object) -> Result:
    return CliRunner().invoke(index_main, [str(argument) for argument in arguments])


def run_search(*arguments: object) -> Result:
    return CliRunner().invoke(search_main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def index(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("index")
    assert run_index(corpus, "--index", index).exit_code == 0
    return index


def test_a_second_run_says_that_there_is_nothing_to_do(corpus: Path, index: Path) -> None:
    result = run_index(corpus, "--index", index)
    assert result.exit_code == 0
    assert result.stdout == f"{index}: nothing to do (5 unchanged, 1 skipped)\n"
    assert result.stderr == ""


def test_the_report_can_be_read_by_programs(corpus: Path, tmp_path: Path) -> None:
    result = run_index(corpus, "--index", tmp_path, "--json")
    report = json.loads(result.stdout)
    assert report.pop("took_seconds") >= 0
    counts = {"indexed": 5, "unchanged": 0, "removed": 0, "skipped": 1, "unsure": 0}
    assert report == {**counts, "rejected": []}


def test_the_report_counts_documents_that_hardly_look_like_articles(tmp_path: Path) -> None:
    foot = "".join(f"<p><a href='/'>{paragraph}</a></p>" for paragraph in PARAGRAPHS)
    page = f"<html><body><footer class='footer cookie related'>{foot}</footer></body></html>"
    (tmp_path / "foot.html").write_text(page, encoding="utf-8")
    result = run_index(tmp_path, "--index", tmp_path / "index")
    assert "1 indexed, 1 unsure" in result.stdout


def test_rejected_documents_are_named_with_reasons_and_change_the_status(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Le port de Brest accueille les navires.")
    (tmp_path / "empty.txt").write_text("")
    result = run_index(tmp_path, "--index", tmp_path / "index")
    assert result.exit_code == 1
    assert result.stderr == f"rejected  {tmp_path / 'empty.txt'}: empty\n"
    assert "1 indexed, 1 rejected" in result.stdout
    as_json = json.loads(run_index(tmp_path, "--index", tmp_path / "index", "--json").stdout)
    assert as_json["rejected"] == [{"document": str(tmp_path / "empty.txt"), "reason": "empty"}]


def test_the_limit_of_size_can_be_chosen(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Le port de Brest. " * 100)
    result = run_index(tmp_path, "--index", tmp_path / "index", "--limit-mb", "0.001")
    assert result.exit_code == 1
    assert "larger than the limit" in result.stderr


def test_processes_and_memory_can_be_chosen_and_change_nothing(tmp_path: Path) -> None:
    source = tmp_path / "many.jsonl"
    names = [f"d{number:03}" for number in range(600)]
    lines = [json.dumps({"id": name, "text": f"Le navire {name} est à quai."}) for name in names]
    source.write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "search.index", str(source), "--index"]
    found = []
    for index, options in (("a", ["--jobs", "2"]), ("b", ["--jobs", "1", "--memory", "100"])):
        folder = tmp_path / index
        subprocess.run([*command, str(folder), *options], check=True, capture_output=True)
        files = (path for path in folder.iterdir() if path.name != "last-run.json")
        found.append({path.name: path.read_bytes() for path in files})
        del found[-1]["lock"]
    assert found[0] == found[1]
    assert "600 indexed" in run_index(source, "--index", tmp_path / "c", "--rebuild").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["--jobs", "0"],
        ["--memory", "0"],
        ["--limit-mb", "nan"],
        ["--limit-mb", "inf"],
        ["--cleaning", "some"],
        ["--unknown"],
    ],
)
def test_wrong_usage_has_its_own_status(arguments: list[str]) -> None:
    assert run_index(*arguments).exit_code == 2


def test_a_missing_path_is_one_line_and_status_2(tmp_path: Path) -> None:
    result = run_index(tmp_path / "missing", "--index", tmp_path / "index")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        f"error: {tmp_path / 'missing'}: cannot be read: No such file or directory"
    ]


def test_results_are_readable(index: Path) -> None:
    result = run_search("cyberespace pacifique", "--index", index)
    assert result.exit_code == 0
    first = result.stdout.splitlines()[0]
    assert first.startswith("1. Le Vietnam met l'accent")
    assert "\x1b" not in result.stdout
    assert "5 articles" in result.stdout.splitlines()[-1]


def test_results_can_be_read_by_programs(index: Path) -> None:
    result = run_search("cyberespace pacifique", "--index", index, "--json", "--limit", 2)
    page = json.loads(result.stdout)
    assert {"query", "total", "distinct", "took_ms", "warnings", "suggestion"} < set(page)
    assert page["total"] == 5
    assert [hit["rank"] for hit in page["hits"]] == [1, 2]
    snippet = page["hits"][0]["snippet"]
    assert [snippet["text"][start:end] for start, end in snippet["highlights"]] == [
        "cyberespace",
        "pacifique",
    ]


def test_a_file_of_queries_makes_a_run(index: Path, tmp_path: Path) -> None:
    queries = tmp_path / "queries.tsv"
    queries.write_text("q1\tcyberespace pacifique\nq2\tmot introuvable xyzzy\n\nq3\tONU\n")
    result = run_search("--queries", queries, "--limit", 100, "--format", "trec", "--index", index)
    rows = [line.split() for line in result.stdout.splitlines()]
    assert {len(row) for row in rows} == {6}
    assert [row[0] for row in rows if row[3] == "1"] == ["q1", "q3"]
    assert rows[0][:4] == ["q1", "Q0", "000_5e3aa8eab155eee5", "1"]
    assert float(rows[0][4]) > float(rows[1][4])


def test_a_bad_line_of_a_file_of_queries_is_named(index: Path, tmp_path: Path) -> None:
    queries = tmp_path / "queries.tsv"
    queries.write_text("q1\tONU\nno tab here\n")
    result = run_search("--queries", queries, "--index", index)
    assert result.exit_code == 2
    assert f"{queries}:2: not a query-id, a tab and a query" in result.stderr


def test_a_query_may_begin_with_a_dash_and_be_several_words(index: Path) -> None:
    assert run_search("-Guterres", "--index", index).exit_code == 0
    assert run_search('-"Nations unies" cyberespace', "--index", index).exit_code == 0
    several = run_search("cyberespace", "pacifique", "--index", index)
    assert several.stdout.startswith("1. Le Vietnam met l'accent")


@pytest.mark.parametrize("query", ["", "  ", "-"])
def test_a_query_without_a_word_is_told(index: Path, query: str) -> None:
    result = run_search(query, "--index", index)
    assert result.exit_code == 0
    assert "La requête ne contient aucun mot." in result.stdout


def test_a_file_of_queries_in_an_old_encoding_is_understood(index: Path, tmp_path: Path) -> None:
    queries = tmp_path / "queries.tsv"
    queries.write_bytes("q1\tcybercriminalité à Hanoï\n".encode("cp1252"))
    result = run_search("--queries", queries, "--index", index)
    assert result.stdout.startswith("q1  cybercriminalité à Hanoï")


def test_an_unknown_option_is_no_word_of_the_query(index: Path) -> None:
    result = run_search("mer", "--lmit", "3", "--index", index)
    assert result.exit_code == 2
    assert "--lmit" in result.stderr


def test_formats_exclude_each_other(index: Path) -> None:
    result = run_search("mer", "--json", "--format", "trec", "--index", index)
    assert result.exit_code == 2


@pytest.mark.parametrize("arguments", [[], ["query", "--queries", __file__]])
def test_one_query_or_a_file_of_them_is_needed(arguments: list[str]) -> None:
    assert run_search(*arguments).exit_code == 2


def test_no_index_is_one_line_that_says_how_to_build_one(tmp_path: Path) -> None:
    result = run_search("mer", "--index", tmp_path)
    assert result.exit_code == 2
    assert result.stderr == (
        f"error: {tmp_path}: no index here; "
        f"build one with: python -m search.index PATH --index {tmp_path} (PATH: your articles)\n"
    )


@pytest.mark.parametrize("module", ["search", "search.index", "search.cleaning", "web"])
def test_modules_run_as_commands_without_a_warning(module: str) -> None:
    command = [sys.executable, "-W", "error", "-m", module, "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(f"Usage: python -m {module}")
    assert done.stderr == ""


def test_each_hit_can_say_why_it_was_found(index: Path) -> None:
    result = run_search("convention", "Hanoï", "--explain", "--limit", 1, "--index", index)
    assert result.exit_code == 0
    assert "Score " in result.stdout
    assert "Hanoï, dans toutes ses formes" in result.stdout


def test_programs_can_read_why_a_hit_was_found(index: Path) -> None:
    result = run_search("convention", "--explain", "--json", "--limit", 2, "--index", index)
    hits = json.loads(result.stdout)["hits"]
    for hit in hits:
        explanation = hit["explanation"]
        parts = [*explanation["terms"], *explanation["features"]]
        assert sum(part["share"] for part in parts) == pytest.approx(hit["score"], rel=1e-5)
        assert explanation["id"] == hit["id"]
        assert {form["word"] for form in explanation["forms"]} == {"convention"}
    assert len(hits) == 2


def test_a_run_has_no_room_for_explanations(index: Path, tmp_path: Path) -> None:
    (tmp_path / "queries.tsv").write_text("1\tmer\n")
    queries = ("--queries", tmp_path / "queries.tsv", "--format", "trec")
    result = run_search(*queries, "--explain", "--index", index)
    assert result.exit_code == 2
    assert "--explain and --format trec" in result.stderr
