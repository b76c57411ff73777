import json
from pathlib import Path

from click.testing import CliRunner

from benchmarks.reranking_speed import main, percentiles, queries


def corpus(folder: Path) -> Path:
    lines = [
        {"id": f"a{n}", "title": f"Le port de Brest {n}", "text": "Des navires.", "date": ""}
        for n in range(5)
    ]
    path = folder / "news.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)) + "\n")
    return path


def test_queries_are_words_of_titles_and_the_same_each_time(tmp_path: Path) -> None:
    asked = list(queries(corpus(tmp_path)))
    assert len(asked) == 5
    words = {"Le", "port", "de", "Brest", *"01234"}
    assert all(words.issuperset(each.split()) for each in asked)
    assert asked == list(queries(corpus(tmp_path)))


def test_a_percentile_is_one_of_the_values() -> None:
    assert percentiles([float(value) for value in range(101)]) == (50.0, 95.0, 100.0)


def test_the_command_prints_both_ways_and_what_lies_between(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--corpus", str(corpus(tmp_path)), "--rounds", "1"])
    assert result.exit_code == 0
    rows = result.stdout.splitlines()[2:]
    assert [row.split("  ")[0] for row in rows] == ["BM25", "ranked again", "difference"]
