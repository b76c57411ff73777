import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.french import correctable
from search.query import french
from search.query.french import is_french, pack_words


@pytest.mark.parametrize("word", ["comete", "missel", "pagaie", "courge", "marotte", "charrues"])
def test_rare_words_are_french(word: str) -> None:
    assert is_french(word)


@pytest.mark.parametrize("word", ["gouvernemant", "dilemne", "licenciment", "presidnet", "angla"])
def test_mistyped_words_are_not(word: str) -> None:
    assert not is_french(word)


@given(st.sets(st.text(max_size=8)))
def test_a_set_never_misses_a_word(words: set[str]) -> None:
    packed = pack_words(words)
    assert all(french.holds(packed, word) for word in words)


def test_a_set_seldom_takes_other_words_for_its_own() -> None:
    packed = pack_words([f"mot{number}" for number in range(2000)])
    wrong = sum(french.holds(packed, f"autre{number}") for number in range(2000))
    assert 0 < wrong < 2000 / 25


def test_words_that_may_be_corrected_are_folded_and_have_letters_enough() -> None:
    assert correctable(["Comète", "mot", "aujourd'hui", "abcd"]) == {"comete", "abcd"}
