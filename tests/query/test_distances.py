import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.distances import (
    CHANGED,
    CHEAPEST_LETTER,
    FIRST,
    FURTHEST,
    LONGEST_SOUND,
    MISSING,
    NEIGHBOR,
    SWAPPED,
    TOO_MUCH,
    distance,
    neighbors,
    sounding_alike,
    sounds,
)

words = st.text("aeilnrsthpfcqu", min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("typed", "meant", "cost"),
    [
        ("travail", "travail", 0),
        ("travial", "travail", SWAPPED),
        ("trvail", "travail", MISSING),
        ("travaoil", "travail", TOO_MUCH),
        ("trzvail", "travail", NEIGHBOR),
        ("trkvail", "travail", CHANGED),
        ("rtavail", "travail", SWAPPED + FIRST),
        ("demision", "demission", 0.3),
        ("farmacie", "pharmacie", 0.3 + FIRST),
        ("demande", "demandes", 0.3),
        ("salarier", "salarie", 0.4),
        ("prudhommes", "prud'hommes", 0.2),
        ("licensiment", "licenciement", 0.4 + MISSING),
    ],
)
def test_a_mistake_costs_what_it_is_worth(typed: str, meant: str, cost: float) -> None:
    assert distance(typed, meant) == pytest.approx(cost)


@given(words, words)
def test_only_the_same_is_no_distance_away(typed: str, meant: str) -> None:
    assert (distance(typed, meant) == 0) == (typed == meant)


@given(words, words, words, words)
def test_what_two_words_share_does_not_count(start: str, end: str, typed: str, meant: str) -> None:
    apart = distance("x" + typed + "x", "x" + meant + "x")
    together = distance(
        "x" + start + "x" + typed + "x" + end, "x" + start + "x" + meant + "x" + end
    )
    if max(apart, together) <= FURTHEST:
        assert together == pytest.approx(apart, abs=0.5)


def test_sounds_go_both_ways() -> None:
    assert sounds()["ph"]["f"] == sounds()["f"]["ph"] == 0.3
    assert "philosofie" in dict(sounding_alike("filosofie"))
    assert "conge" in dict(sounding_alike("conje"))


def test_sounds_are_no_longer_and_no_cheaper_than_distances_take_them_for() -> None:
    pairs = [(one, other, cost) for one, each in sounds().items() for other, cost in each.items()]
    letters = ((abs(len(one) - len(other)), cost) for one, other, cost in pairs)
    assert max(len(one) for one, _, _ in pairs) == LONGEST_SOUND
    assert min(cost / more for more, cost in letters if more) == CHEAPEST_LETTER


def test_words_of_very_different_lengths_are_too_far_apart() -> None:
    assert distance("gare", "gare" + "x" * 9) > FURTHEST


def test_keys_are_those_of_a_french_keyboard() -> None:
    assert set(neighbors()["a"]) == set("zq")
    assert set("zqdwx") <= set(neighbors()["s"])
