import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.sharing import LEAST_TOKENS, part


@given(st.lists(st.integers(0, 40), min_size=1), st.integers(1, 100), st.integers(1, 4))
def test_portions_hold_all_batches_in_their_order_and_not_too_many_tokens(
    counts: list[int], most: int, processes: int
) -> None:
    portions = part(counts, most, processes)
    assert [batch for portion in portions for batch in portion] == list(range(len(counts)))
    for portion in portions:
        assert sum(counts[portion.start : portion.stop]) < most + max(counts) + 1


@pytest.mark.parametrize(
    ("tokens", "processes", "portions"),
    [
        (2 * LEAST_TOKENS - 8, 2, 1),
        (2 * LEAST_TOKENS, 1, 1),
        (2 * LEAST_TOKENS, 2, 2),
        (2 * LEAST_TOKENS, 3, 2),
        (3 * LEAST_TOKENS, 3, 3),
        (9 * LEAST_TOKENS, 1, 3),
        (9 * LEAST_TOKENS, 2, 4),
    ],
)
def test_there_are_as_many_portions_as_processes_where_there_is_work_for_them(
    tokens: int, processes: int, portions: int
) -> None:
    assert len(part([tokens // 8] * 8, 3 * LEAST_TOKENS, processes)) == portions


def test_documents_without_a_word_are_a_portion_too() -> None:
    assert part([0, 0], 10, 2) == [range(2)]
