import dataclasses
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.ascent import LEAST_GAIN, ascend
from benchmarks.judged_candidates import (
    FIXED,
    LEARNED,
    Candidates,
    collect,
    is_for_training,
    weights_of,
)
from benchmarks.judgments import Collection, ndcg
from benchmarks.train_ranking import main, to_json
from search.scoring import FeatureWeights, Scoring, learned_weights
from search.searching import Searcher


def candidates(parts: list[list[float]], relevant: list[int]) -> Candidates:
    """Return the candidates of one query; `parts` are BM25 of stems and the feature `pairs`."""
    table = np.zeros((1, len(parts), len(FIXED) + len(LEARNED) - 2), np.float32)
    for place, (stem, pairs) in enumerate(parts):
        table[0, place, 0], table[0, place, len(FIXED)] = stem, pairs
    return Candidates(
        name="one",
        parts=table,
        there=np.ones((1, len(parts)), bool),
        relevant=np.array([[0] * len(relevant), relevant]),
        gains=np.ones(len(relevant)),
        is_training=np.array([True]),
        halves=(1, 1),
    )


def weights(pairs: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([0.0, 0.0, pairs] + [0.0] * (len(LEARNED) - 3))


def test_a_candidate_gains_by_its_rank() -> None:
    found = candidates([[2.0, 0.0], [1.0, 1.0], [0.5, 0.0]], relevant=[1])
    assert found.gained(weights(0.0)).tolist() == [pytest.approx(1 / np.log2(3))]
    assert found.gained(weights(2.0)).tolist() == [1.0]


def test_of_equal_scores_the_first_counts_as_before() -> None:
    found = candidates([[1.0, 0.0], [1.0, 0.0]], relevant=[1])
    assert found.gained(weights(0.0)).tolist() == [pytest.approx(1 / np.log2(3))]


def test_a_query_without_a_relevant_candidate_counts_as_zero() -> None:
    found = candidates([[1.0, 0.0]], relevant=[0])
    assert found.ndcg(weights(0.0)) == (1.0, 0.0)
    assert found.ndcg_of_all(weights(0.0)) == 0.5


def test_queries_are_halved_by_their_ids() -> None:
    training = sum(is_for_training(f"q{number}") for number in range(1000))
    assert 450 < training < 550


def test_a_weight_moves_to_where_training_gains() -> None:
    learned = ascend(lambda tried: (-abs(tried[0] - 0.6), 0.0), np.array([0.3, 0.0]))
    assert learned.tolist() == [0.6, 0.0]


@pytest.mark.parametrize(("gain", "moves"), [(LEAST_GAIN * 1.01, True), (LEAST_GAIN * 0.99, False)])
def test_a_weight_moves_only_for_enough(gain: float, *, moves: bool) -> None:
    learned = ascend(lambda tried: (gain * (tried[0] > 0.5), 0.0), np.array([0.5]))
    assert (learned.tolist() != [0.5]) is moves


def test_a_weight_stays_where_validation_would_lose() -> None:
    learned = ascend(lambda tried: (tried[0], -tried[0]), np.array([0.5]))
    assert learned.tolist() == [0.5]


@given(st.lists(st.floats(0, 9), min_size=len(LEARNED), max_size=len(LEARNED)))
def test_what_is_written_is_what_is_read(values: list[float]) -> None:
    read = FeatureWeights(**json.loads(to_json(np.array(values))))
    assert list(dataclasses.astuple(read)) == values[2:]


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    folder = tmp_path / "sea"
    folder.mkdir()
    texts = {
        "a": "la convention parle du monde et Hanoï de la paix",
        "b": "du monde et la paix parle la convention de Hanoï",
        "c": "le port accueille les navires",
    }
    lines = (json.dumps({"id": id, "title": "", "text": text}) for id, text in texts.items())
    (folder / "corpus.jsonl").write_text("\n".join(lines) + "\n")
    (folder / "queries.tsv").write_text("q1\tconvention de Hanoï\nq2\tnavire\nq3\tintrouvable\n")
    (folder / "qrels.tsv").write_text("q1\tb\t1\nq2\tc\t1\nq3\tc\t1\n")
    return Collection(folder)


def test_candidates_are_worth_what_the_searcher_ranks(
    collection: Collection, tmp_path: Path
) -> None:
    collection.build(tmp_path / "index")
    for scoring in (Scoring(), Scoring(features=FeatureWeights())):
        found = collect(collection, tmp_path / "index", scoring)
        with Searcher(str(tmp_path / "index"), scoring) as searcher:
            wanted = [
                ndcg([id for id, _ in searcher.best(text, 100)], collection.judged[id])
                for id, text in collection.queries.items()
            ]
        assert found.ndcg_of_all(weights_of(scoring)) == pytest.approx(np.mean(wanted))


@pytest.fixture
def two(collection: Collection) -> Path:
    shutil.copytree(collection.folder, collection.folder.parent / "ocean")
    return collection.folder.parent


def test_one_collection_cannot_be_left_out(collection: Collection) -> None:
    result = CliRunner().invoke(main, ["--collections", str(collection.folder.parent)])
    assert result.exit_code == 2
    assert "takes two" in result.stderr


def test_the_command_prints_gains_and_weights(two: Path) -> None:
    result = CliRunner().invoke(main, ["--collections", str(two)])
    rows = [line.split() for line in result.stdout.splitlines()]
    assert [row[0] for row in rows if row] == [
        "nDCG@10",
        "ocean",
        "sea",
        "mean",
        "weight",
        *LEARNED,
    ]
    assert rows[1][2] == "0.6667"  # weights of now: two of three queries have their document first


def test_weights_are_written_only_when_asked_for(
    two: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "feature_weights.json"
    monkeypatch.setattr("benchmarks.train_ranking.FILE", file)
    arguments = ["--collections", str(two)]
    CliRunner().invoke(main, arguments)
    assert not file.exists()
    CliRunner().invoke(main, [*arguments, "--write"])
    written = json.loads(file.read_text())
    assert written.keys() == {field.name for field in dataclasses.fields(FeatureWeights)}
    assert written["captions"] == learned_weights().captions != 0
