import pytest

from search.cleaning.lines import split_lines
from search.cleaning.scoring import OFFSETS, Weights, load_weights, observe, score_lines
from search.cleaning.states import State

SIZE = len(State)


@pytest.mark.parametrize("kind", ["text", "markup"])
def test_the_weights_fit_the_states(kind: str) -> None:
    weights = load_weights(kind)
    assert set(weights.signs) == set(OFFSETS)
    assert all(len(row) == SIZE for rows in weights.signs.values() for row in rows.values())
    assert len(weights.transitions) == SIZE
    assert {len(row) for row in (*weights.transitions, weights.first, weights.last)} == {SIZE}


def test_missing_weights_raise() -> None:
    with pytest.raises(FileNotFoundError, match="poetry_weights"):
        load_weights("poetry")


def test_a_line_is_seen_with_two_neighbors_on_each_side() -> None:
    (first, second, third) = observe(split_lines("* Sports\nLe pont\nParis"))
    assert first[-1] == ["outside"]
    assert "bullet" in second[-1]
    assert "bullet" in third[-2]
    assert third[2] == ["outside"]
    assert "always" in first[0]


def test_the_score_of_a_line_sums_the_weights_of_its_signs() -> None:
    rows = {0: {"always": (1,) * SIZE}, 1: {"bullet": (10,) * SIZE}, -1: {}, -2: {}, 2: {}}
    weights = Weights(rows, ((0,) * SIZE,) * SIZE, (0,) * SIZE, (0,) * SIZE)
    scores = score_lines(split_lines("Le pont\n* Sports"), weights)
    assert scores.T.tolist() == [[11] * SIZE, [1] * SIZE]
