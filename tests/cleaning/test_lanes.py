import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.cleaning.lanes import pack, parts, unpack

ENTRY = st.integers(-(2**29), 2**29)


@given(st.lists(st.tuples(ENTRY, ENTRY, ENTRY), min_size=1, max_size=3))
def test_the_sum_of_packed_vectors_is_their_packed_sum(vectors: list[tuple[int, ...]]) -> None:
    sums = tuple(map(sum, zip(*vectors, strict=True)))
    assert unpack([sum(map(pack, vectors))], 3) == [sums]


@pytest.mark.parametrize("entry", [-(2**31), -1, 0, 1, 2**31 - 1])
def test_an_entry_of_32_bits_fits_beside_any_other(entry: int) -> None:
    assert unpack([pack([entry, -1]), pack([1, entry])], 2) == [(entry, -1), (1, entry)]


def test_a_vector_without_entries_is_zero() -> None:
    assert pack([]) == 0
    assert unpack([0], 2) == [(0, 0)]


@given(st.lists(ENTRY, min_size=6, max_size=6))
def test_a_vector_is_cut_into_parts(entries: list[int]) -> None:
    found = unpack(parts(pack(entries), 2, 3), 2)
    assert found == [tuple(entries[:2]), tuple(entries[2:4]), tuple(entries[4:])]
