import itertools
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from search.cleaning.decoding import decode
from search.cleaning.scoring import Scores, Weights
from search.cleaning.states import State

STATES = tuple(State)
EVEN = (0,) * len(STATES)


def scores(**points: int) -> Scores:
    return tuple(points.get(state.name, 0) for state in STATES)


def weights(transitions: dict[tuple[State, State], int]) -> Weights:
    rows = tuple(tuple(transitions.get((a, b), 0) for b in STATES) for a in STATES)
    return Weights({}, rows, EVEN, EVEN)


def test_no_lines_have_no_states() -> None:
    assert decode([], [], weights({})) == []


def test_without_transitions_each_line_has_its_best_state() -> None:
    found = decode([scores(TITLE=5), scores(BODY=3, LEAD=2)], [None, None], weights({}))
    assert found == [State.TITLE, State.BODY]


def test_a_transition_can_outweigh_a_line() -> None:
    rare = weights({(State.TITLE, State.BODY): -2})
    found = decode([scores(TITLE=5), scores(BODY=3, LEAD=2)], [None, None], rare)
    assert found == [State.TITLE, State.LEAD]


def test_a_line_has_a_state_that_it_is_allowed() -> None:
    allowed = [None, frozenset({State.CAPTION, State.SOURCE})]
    found = decode([scores(TITLE=5), scores(BODY=30, CAPTION=1)], allowed, weights({}))
    assert found == [State.TITLE, State.CAPTION]


def test_ties_are_broken_by_the_order_of_states() -> None:
    assert decode([EVEN], [None], weights({})) == [STATES[0]]


ROW = st.tuples(*[st.integers(-3, 3)] * len(STATES))


@settings(deadline=None)
@given(st.lists(ROW, min_size=1, max_size=3), st.lists(ROW, min_size=11, max_size=11), ROW, ROW)
def test_no_path_is_better(
    fits: list[Scores], transitions: list[Scores], first: Scores, last: Scores
) -> None:
    table = Weights({}, tuple(transitions), first, last)
    found = [STATES.index(state) for state in decode(fits, [None] * len(fits), table)]

    def total(path: Sequence[int]) -> int:
        steps = sum(transitions[before][after] for before, after in itertools.pairwise(path))
        fit = sum(row[state] for row, state in zip(fits, path, strict=True))
        return first[path[0]] + fit + steps + last[path[-1]]

    paths = itertools.product(range(len(STATES)), repeat=len(fits))
    assert total(found) == max(map(total, paths))
