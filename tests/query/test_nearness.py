import itertools

from hypothesis import given
from hypothesis import strategies as st

from search.query.nearness import stand_near, standing_near

spots = st.lists(
    st.lists(st.integers(0, 15), max_size=5, unique=True).map(sorted), min_size=1, max_size=4
)


@given(words=spots, reach=st.integers(-1, 8), is_ordered=st.booleans())
def test_positions_that_take_part_are_those_of_all_placings_that_are_near_enough(
    words: list[list[int]], reach: int, *, is_ordered: bool
) -> None:
    placings = [
        placing
        for placing in itertools.product(*words)
        if len(set(placing)) == len(placing)
        and max(placing) - min(placing) <= reach
        and (not is_ordered or list(placing) == sorted(placing))
    ]
    found = standing_near(words, reach, is_ordered=is_ordered)
    assert found == {position for placing in placings for position in placing}
    assert stand_near(words, reach, is_ordered=is_ordered) is bool(placings)
