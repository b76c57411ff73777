import math
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.rankers import fts5_stems
from benchmarks.relevance import Figures, interval, judge, main


def test_a_perfect_ranking_is_worth_one() -> None:
    assert judge(["a", "b", "c"], {"a": 2, "b": 1}) == Figures(1.0, 1.0, 1.0)


def test_gains_are_linear_and_discounted_by_rank() -> None:
    figures = judge(["x", "b", "a"], {"a": 2, "b": 1})
    gained = 1 / math.log2(3) + 2 / math.log2(4)
    assert figures.ndcg == pytest.approx(gained / (2 + 1 / math.log2(3)))
    assert figures.mrr == 0.5


@pytest.mark.parametrize(("rank", "mrr"), [(10, 0.1), (11, 0.0)])
def test_only_the_first_ten_count_but_for_recall(rank: int, mrr: float) -> None:
    ranked = [f"x{number}" for number in range(1, rank)] + ["a"]
    figures = judge(ranked, {"a": 1})
    assert (figures.mrr, figures.recall) == (mrr, 1.0)
    assert bool(figures.ndcg) is (rank == 10)


def test_a_query_without_results_counts_as_zero() -> None:
    assert judge([], {"a": 1}) == Figures(0.0, 0.0, 0.0)


@pytest.fixture
def collections(tmp_path: Path) -> Path:
    """Two collections of one query: the first is answered, the second is not."""
    for name, relevant in (("easy", "a"), ("hard", "b")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "corpus.jsonl").write_text(
            '{"id": "a", "title": "", "text": "la mer et le port"}\n'
            '{"id": "b", "title": "", "text": "le traité de paix"}\n'
        )
        (folder / "queries.tsv").write_text("q1\tla mer\n")
        (folder / "qrels.tsv").write_text(f"q1\t{relevant}\t1\n")
    return tmp_path


def rows_of(*arguments: object) -> list[list[str]]:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == 0
    return [line.split() for line in result.stdout.splitlines()]


def test_the_command_prints_each_collection_and_the_mean(collections: Path) -> None:
    assert rows_of("--collections", collections, "--no-peers") == [
        ["collection", "nDCG@10", "MRR@10", "Recall@100"],
        ["easy", "1.0000", "1.0000", "1.0000"],
        ["hard", "0.0000", "0.0000", "0.0000"],
        ["mean", "0.5000", "0.5000", "0.5000"],
    ]


def test_peers_stand_beside_it_and_what_is_unknown_stays_open(
    collections: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.relevance.installed_peers", lambda: {"fts5": fts5_stems.index})
    rows = rows_of("--collections", collections)
    assert rows[5:8] == [
        ["nDCG@10", "trouvaille", "lucene", "fts5", "above", "lucene", "95", "%", "from", "to"],
        ["easy", "1.0000", "–", "1.0000", "–", "–", "–"],
        ["hard", "0.0000", "–", "0.0000", "–", "–", "–"],
    ]


def test_a_gain_over_lucene_has_an_interval(
    collections: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.relevance.installed_peers", dict)
    monkeypatch.setattr("benchmarks.relevance.LUCENE", {"easy": 0.25})
    rows = rows_of("--collections", collections, "--only", "easy")
    assert rows[-2] == ["easy", "1.0000", "0.2500", "0.7500", "0.7500", "0.7500"]


def test_an_interval_is_around_the_mean_and_the_same_each_time() -> None:
    values = [0.0, 1.0] * 50
    low, high = interval(values)
    assert 0.3 < low < 0.5 < high < 0.7
    assert interval(values) == (low, high)
    assert interval([0.5] * 3) == (0.5, 0.5)
