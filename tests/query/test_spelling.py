import pytest

from search.query import Word, parse
from search.query.spelling import CANDIDATES, MOST_LETTERS, Correction, Speller, is_sure
from tests.query.lookups import ANALYZER, Texts

FEW = (
    "le gouvernement",
    "le gouvernement français",
    "la cybercriminalité à Hanoï",
    "le congé",
    "dilemme",
    "Istanbul, Kaboul",
)


def word(text: str) -> Word:
    [found] = parse(text, ANALYZER).words
    return found


def best(texts: Texts, typed: str, *others: str) -> str | None:
    found = Speller(texts).best(word(typed), [word(other) for other in others])
    return found and found.term


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gouvernemant", "gouvernement"),
        ("gouvrenement", "gouvernement"),
        ("gouvernment", "gouvernement"),
        ("ouvernement", "gouvernement"),
        ("xybercriminalité", "cybercriminalite"),
        ("ciberkriminalitée", "cybercriminalite"),
        ("Hanoy", "hanoi"),
        ("conjé", "conge"),
        ("dilemne", "dilemme"),
        ("Istamboul", "istanbul"),
        ("Kabul", "kaboul"),
        ("bateau", None),
        ("con", None),
        ("gouvernement2", None),
        ("gouver", None),
    ],
)
def test_the_near_form_is_found(typed: str, meant: str | None) -> None:
    assert best(Texts(*FEW), typed) == meant


def test_the_more_frequent_of_two_forms_is_meant() -> None:
    assert best(Texts("partie", *["patrie"] * 9), "partrie") == "patrie"
    assert best(Texts("patrie", *["partie"] * 9), "partrie") == "partie"


def test_the_form_that_stands_beside_the_other_words_is_meant() -> None:
    texts = Texts("connection rapide", "conception lente")
    assert best(texts, "concection", "lente") == "conception"
    assert best(texts, "concection", "rapide") == "connection"


def test_what_is_one_change_away_is_found_among_many_frequent_others() -> None:
    others = [f"gou{first}ernemen{last}" for first in "bcdfg" for last in "bcdfg"]
    assert len(others) > CANDIDATES
    assert best(Texts("gouvernement", *others, *others), "gouvernment") == "gouvernement"


def test_a_word_must_be_long_enough_for_a_slip() -> None:
    assert best(Texts("xkrat"), "xkat") is None
    assert best(Texts("xkrate"), "xkate") == "xkrate"


def test_what_is_no_french_word_and_a_cheap_mistake_is_sure() -> None:
    assert is_sure("gouvernemant", Correction("gouvernement", 0.4, 1))
    assert not is_sure("ballade", Correction("balade", 0.3, 1))
    assert not is_sure("angla", Correction("angela", 0.9, 20))
    assert is_sure("angla", Correction("angela", 0.9, 20, together=20))


def test_a_correction_is_in_as_many_documents_as_is_asked_for() -> None:
    speller = Speller(Texts("gouvernement", "gouvernement"))
    assert speller.best(word("gouvernemant"), least=2)
    assert speller.best(word("gouvernemant"), least=3) is None


def test_what_is_no_word_is_not_looked_for() -> None:
    texts = Texts("a" * (MOST_LETTERS + 1))
    assert best(texts, "a" * MOST_LETTERS + "b") is None
