import pytest

from search.query import Fuzzy, Pattern, Prefix, Wildcard
from search.query.patterns import is_pattern, pattern_of


@pytest.mark.parametrize(
    ("word", "pattern"),
    [
        ("cyber*", Prefix("cyber")),
        ("Élec*", Prefix("elec")),
        ("cœur*", Prefix("coeur")),
        ("l’organi*", Prefix("organi")),
        ("cyber-attaq*", Prefix("cyberattaq")),
        ("(cyber*),", Prefix("cyber")),
        ("cyber**", Prefix("cyber")),
        ("organi?ation", Wildcard("organi?ation")),
        ("organi?ation ?", Wildcard("organi?ation")),
        ("*tion", Wildcard("*tion")),
        ("cyber*ité", Wildcard("cyber*ite")),
        ("cyber*?ité", Wildcard("cyber*ite")),
        ("Guteres~", Fuzzy("guteres", 1)),
        ("Hà~", None),
        ("Hanoï~2", Fuzzy("hanoi", 2)),
        ("Hanoï~9", Fuzzy("hanoi", 2)),
        ("mer~0", Fuzzy("mer", 0)),
        ("ab*", Prefix("ab")),
        ("a*", None),
        ("*abc", Wildcard("*abc")),
        ("*ab", None),
        ("*a*", None),
        ("a" * 64 + "*", None),
        ("a" * 63 + "*", Prefix("a" * 63)),
    ],
)
def test_a_pattern_is_written_in_the_letters_of_the_index(
    word: str, pattern: Pattern | None
) -> None:
    assert is_pattern(word)
    assert pattern_of(word) == pattern


@pytest.mark.parametrize(
    "word",
    ["gagné", "gagné?", "gagné ?", "?par", "Vrai?Faux", "*", "?*", "~100", "https://x.fr/a?b=1"],
)
def test_the_signs_of_a_sentence_make_no_pattern(word: str) -> None:
    assert not is_pattern(word)
