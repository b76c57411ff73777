from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.parts import MOST_PARTS, Part, parse_part


@given(st.text(), st.integers(1, MOST_PARTS))
def test_each_name_is_in_one_part(name: str, count: int) -> None:
    parts = [Part(number, count) for number in range(1, count + 1)]
    assert sum(part.holds(name) for part in parts) == 1


def test_parts_are_of_about_the_same_size() -> None:
    parts = [Part(number, 8) for number in range(1, 9)]
    sizes = Counter(part for id in range(8000) for part in parts if part.holds(f"page-{id}"))
    assert all(900 < sizes[part] < 1100 for part in parts)


def test_a_name_stays_in_its_part() -> None:
    assert [Part(number, 3).holds("dossier/été") for number in (1, 2, 3)] == [False, True, False]


def test_a_part_is_read_as_it_is_written() -> None:
    assert parse_part("2/8") == Part(2, 8)
    assert str(parse_part("2/8")) == "2/8"
    assert parse_part(f"1/{MOST_PARTS}").count == MOST_PARTS


@pytest.mark.parametrize("text", ["", "2", "2/", "/8", "a/b", "-1/2", "2 / 8", "1/2/3", "²/8"])
def test_what_is_written_otherwise_is_no_part(text: str) -> None:
    with pytest.raises(ValueError, match="the second of eight parts"):
        parse_part(text)


@pytest.mark.parametrize("text", ["0/8", "9/8", "1/0", f"1/{MOST_PARTS + 1}"])
def test_parts_are_counted_from_one_to_their_number(text: str) -> None:
    with pytest.raises(ValueError, match="counted from 1/N"):
        parse_part(text)
