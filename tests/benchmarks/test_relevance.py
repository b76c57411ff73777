import math
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.relevance import Figures, judge, main


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


def test_the_command_prints_each_collection_and_the_mean(tmp_path: Path) -> None:
    for name, relevant in (("easy", "a"), ("hard", "b")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "corpus.jsonl").write_text(
            '{"id": "a", "title": "", "text": "la mer et le port"}\n'
            '{"id": "b", "title": "", "text": "le traité de paix"}\n'
        )
        (folder / "queries.tsv").write_text("q1\tla mer\n")
        (folder / "qrels.tsv").write_text(f"q1\t{relevant}\t1\n")
    result = CliRunner().invoke(main, ["--collections", str(tmp_path)])
    rows = [line.split() for line in result.stdout.splitlines()]
    assert rows == [
        ["collection", "nDCG@10", "MRR@10", "Recall@100"],
        ["easy", "1.0000", "1.0000", "1.0000"],
        ["hard", "0.0000", "0.0000", "0.0000"],
        ["mean", "0.5000", "0.5000", "0.5000"],
    ]
