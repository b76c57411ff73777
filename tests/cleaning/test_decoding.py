import itertools
import operator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.cleaning import decoding
from search.cleaning.decoding import decode
from search.cleaning.scoring import Row, Scores, Weights
from search.cleaning.states import State

STATES = tuple(State)
EVEN = (0,) * len(STATES)


def scores(**points: int) -> Row:
    return tuple(points.get(state.name, 0) for state in STATES)


def table(*rows: Row) -> Scores:
    return np.array(rows, float).reshape(-1, len(STATES)).T


def weights(transitions: dict[tuple[State, State], int]) -> Weights:
    rows = tuple(tuple(transitions.get((a, b), 0) for b in STATES) for a in STATES)
    return Weights({}, rows, EVEN, EVEN)


def test_no_lines_have_no_states() -> None:
    assert decode(table(), [], weights({})) == []


def test_without_transitions_each_line_has_its_best_state() -> None:
    found = decode(table(scores(TITLE=5), scores(BODY=3, LEAD=2)), [None, None], weights({}))
    assert found == [State.TITLE, State.BODY]


def test_a_transition_can_outweigh_a_line() -> None:
    rare = weights({(State.TITLE, State.BODY): -2})
    found = decode(table(scores(TITLE=5), scores(BODY=3, LEAD=2)), [None, None], rare)
    assert found == [State.TITLE, State.LEAD]


def test_a_line_has_a_state_that_it_is_allowed() -> None:
    allowed = [None, frozenset({State.CAPTION, State.SOURCE})]
    found = decode(table(scores(TITLE=5), scores(BODY=30, CAPTION=1)), allowed, weights({}))
    assert found == [State.TITLE, State.CAPTION]


def test_ties_are_broken_by_the_order_of_states() -> None:
    assert decode(table(EVEN), [None], weights({})) == [STATES[0]]


ROW = st.tuples(*[st.integers(-3, 3)] * len(STATES))


@settings(deadline=None)
@given(st.lists(ROW, min_size=1, max_size=40), st.lists(ROW, min_size=11, max_size=11), ROW, ROW)
def test_no_path_is_better(fits: list[Row], transitions: list[Row], first: Row, last: Row) -> None:
    weights = Weights({}, tuple(transitions), first, last)
    path = [STATES.index(state) for state in decode(table(*fits), [None] * len(fits), weights)]
    steps = sum(transitions[before][after] for before, after in itertools.pairwise(path))
    fit = sum(row[state] for row, state in zip(fits, path, strict=True))
    assert first[path[0]] + fit + steps + last[path[-1]] == best_total(fits, weights)


def best_total(fits: list[Row], weights: Weights) -> int:
    totals = list(map(operator.add, weights.first, fits[0]))
    for fit in fits[1:]:
        ways = (
            [total + step for total, step in zip(totals, steps, strict=True)]
            for steps in zip(*weights.transitions, strict=True)
        )
        totals = list(map(operator.add, map(max, ways), fit))
    return int(max(map(operator.add, totals, weights.last)))


FEW = st.tuples(*[st.integers(-1, 1)] * 3)
FINDERS = [each.best_path for each in (decoding, decoding.compiled) if each is not None]


@settings(deadline=None, max_examples=300)
@given(st.lists(FEW, min_size=1, max_size=30), st.tuples(FEW, FEW, FEW), FEW, FEW)
def test_of_paths_as_good_the_one_of_the_lowest_states_is_taken(
    rows: list[Row], moves: tuple[Row, ...], first: Row, last: Row
) -> None:
    """In stretches of one line: the last line first, then each before it."""
    fits, steps = np.array(rows, np.float32).T.copy(), np.array(moves, np.float32)
    lowest = lowest_path(rows, moves, first, last)
    for find in FINDERS:
        assert list(find(fits, steps, first, last, 1)) == lowest


@settings(deadline=None, max_examples=300)
@given(
    st.lists(FEW, min_size=1, max_size=30), st.tuples(FEW, FEW, FEW), FEW, FEW, st.integers(1, 40)
)
def test_a_path_is_the_same_compiled_or_not(
    rows: list[Row], moves: tuple[Row, ...], first: Row, last: Row, length: int
) -> None:
    fits, steps = np.array(rows, np.float32).T.copy(), np.array(moves, np.float32)
    paths = [list(find(fits, steps, first, last, length)) for find in FINDERS]
    assert paths == [paths[0]] * len(FINDERS)
    assert len(paths[0]) == len(rows)


def lowest_path(rows: list[Row], moves: tuple[Row, ...], first: Row, last: Row) -> list[int]:
    """Return the best path that is the lowest when read from its end."""
    totals, before = list(map(operator.add, first, rows[0])), []
    for row in rows[1:]:
        ways = [[t + moves[s][to] for s, t in enumerate(totals)] for to in range(len(row))]
        before.append([way.index(max(way)) for way in ways])
        totals = [max(way) + fit for way, fit in zip(ways, row, strict=True)]
    ends = list(map(operator.add, totals, last))
    path = [ends.index(max(ends))]
    for places in reversed(before):
        path.append(places[path[-1]])
    return path[::-1]


FITS, MOVES, NONE = np.zeros((3, 4), np.float32), np.zeros((3, 3), np.float32), (0, 0, 0)


@pytest.mark.parametrize(
    "arguments",
    [
        (FITS, MOVES, NONE, NONE),
        (FITS, MOVES, NONE, NONE, 0),
        (FITS, MOVES, NONE, (0, 0), 1),
        (FITS, MOVES, [0, 0, 0], NONE, 1),
        (FITS, MOVES[:2], NONE, NONE, 1),
        (FITS[:2], MOVES, NONE, NONE, 1),
        (FITS[:, :0], MOVES, NONE, NONE, 1),
        (FITS.ravel(), MOVES, NONE, NONE, 1),
        (FITS.astype(float), MOVES, NONE, NONE, 1),
        (FITS, MOVES.astype(float), NONE, NONE, 1),
        (np.zeros((33, 1), np.float32), np.zeros((33, 33), np.float32), (0,) * 33, (0,) * 33, 1),
    ],
)
def test_arrays_of_another_size_or_type_are_refused(arguments: tuple[object, ...]) -> None:
    for find in FINDERS[1:]:
        with pytest.raises(ValueError, match=r"an array of|arrays of|a score a|five"):
            find(*arguments)


def test_scores_that_are_no_numbers_are_no_danger() -> None:
    nothing = np.full((3, 4), np.nan, np.float32)
    for find in FINDERS:
        assert len(find(nothing, MOVES, NONE, NONE, 2)) == 4
