from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.french import counted, duration, long_date, number, shortened, typeset


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Qui va là ? Moi !", "Qui va là\u202f? Moi\u202f!"),
        ("Photo\xa0: VNA ; fin", "Photo\u202f: VNA\u202f; fin"),
        ("« Convention de Hanoï »", "«\u202fConvention de Hanoï\u202f»"),
        ("plus de 1 000 délégués", "plus de 1\u202f000 délégués"),
    ],
)
def test_spaces_that_french_never_breaks_become_narrow(text: str, expected: str) -> None:
    assert typeset(text) == expected


@pytest.mark.parametrize(
    "text", ["le 26 octobre 2025", "a:b", "20 12 34", " ; ", "24 heures sur 24"]
)
def test_other_spaces_stay(text: str) -> None:
    assert typeset(text) == text


def test_an_apostrophe_between_letters_is_curved() -> None:
    assert typeset("l'ambassadeur a dit 'oui'") == "l’ambassadeur a dit 'oui'"


@given(st.text() | st.text(alphabet=" '«»!?:;1\xa0a"))
def test_typesetting_keeps_the_length(text: str) -> None:
    assert len(typeset(text)) == len(text)


@given(st.text() | st.text(alphabet=" '«»!?:;1\xa0a"))
def test_typesetting_twice_changes_nothing_more(text: str) -> None:
    assert typeset(typeset(text)) == typeset(text)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, "0"), (999, "999"), (1000, "1\u202f000"), (1234567, "1\u202f234\u202f567")],
)
def test_digits_stand_in_groups_of_three(value: int, expected: str) -> None:
    assert number(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(0, "0 article"), (1, "1 article"), (2, "2 articles")]
)
def test_the_plural_begins_at_two(value: int, expected: str) -> None:
    assert counted(value, "article", "articles") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", ""), ("a" * 60, "a" * 60), ("a" * 60 + "b", "a" * 59 + "…")],
)
def test_of_a_long_text_the_beginning_is_cited(text: str, expected: str) -> None:
    assert shortened(text) == expected


@pytest.mark.parametrize(
    ("milliseconds", "expected"),
    [
        (0.9, "moins de 1\u202fms"),
        (1.0, "1\u202fms"),
        (12.3, "12\u202fms"),
        (999.4, "999\u202fms"),
        (999.6, "1,0\u202fs"),
        (1234.0, "1,2\u202fs"),
    ],
)
def test_a_time_is_told_in_milliseconds_below_a_second(milliseconds: float, expected: str) -> None:
    assert duration(milliseconds) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (datetime.date(2025, 10, 26), "26 octobre 2025"),
        (datetime.date(2025, 5, 1), "1er mai 2025"),
        (datetime.date(2024, 12, 31), "31 décembre 2024"),
        (datetime.date(2026, 2, 11), "11 février 2026"),
    ],
)
def test_a_date_is_written_out(day: datetime.date, expected: str) -> None:
    assert long_date(day) == expected
