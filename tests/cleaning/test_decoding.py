import itertools
import operator

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

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
