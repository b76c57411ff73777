import pytest

from search.query import parse, words_of
from search.query.alternatives import Alternative
from search.query.compounds import Compounds
from tests.query.lookups import ANALYZER, Texts


def said(found: list[Alternative]) -> list[tuple[int, int, str]]:
    return [
        (each.start, each.end, " ".join(word.exact for word in words_of(each.way.clause)))
        for each in found
    ]


@pytest.mark.parametrize(
    ("text", "query", "wanted"),
    [
        ("une cyberattaque", "la cyber attaque", [(1, 3, "cyberattaque")]),
        ("des cyberattaques", "cyber-attaque", [(0, 2, "cyberattaque")]),
        ("à Hanoï", "Ha Noi", [(0, 2, "hanoi")]),
        ("le Vietnam", "au Viêt Nam demain", [(1, 3, "vietnam")]),
        ("cyber attaque", "cyber attaque", []),
        ("puisque", "puis que", []),
        ("abcd", "ab cd", []),
    ],
)
def test_two_words_are_one_where_the_index_holds_it(
    text: str, query: str, wanted: list[tuple[int, int, str]]
) -> None:
    words = parse(query, ANALYZER).words
    assert said(list(Compounds(Texts(text)).joined(words))) == wanted


@pytest.mark.parametrize(
    ("text", "query", "wanted"),
    [
        ("une cyber-attaque", "cyberattaque", [(0, 1, "cyber attaque")]),
        ("une cyber-attaque", "cyberattaques", [(0, 1, "cyber attaques")]),
        ("à Ha Noi", "Hanoi", [(0, 1, "ha noi")]),
        ("homme machine", "le dialogue hommemachine", [(2, 3, "homme machine")]),
        ("machine homme", "hommemachine", []),
        ("une page et le web", "pageweb", []),
    ],
)
def test_a_word_in_no_document_is_two_that_stand_together(
    text: str, query: str, wanted: list[tuple[int, int, str]]
) -> None:
    words = parse(query, ANALYZER).words
    assert said(list(Compounds(Texts(text)).split(words))) == wanted


def test_a_word_that_is_known_is_two_only_where_it_begins_with_a_prefix() -> None:
    texts = Texts("cyberattaque portefeuille", "cyber attaque", "porte feuille", "attaque", "cyber")
    words = parse("cyberattaque portefeuille", ANALYZER).words
    assert said(list(Compounds(texts).split(words))) == [(0, 1, "cyber attaque")]


def test_what_is_the_end_of_a_broken_word_is_no_word() -> None:
    texts = Texts("automatique", "auto- matique", "auto")
    assert not list(Compounds(texts).split(parse("automatique", ANALYZER).words))


def test_a_word_of_which_only_the_stem_is_there_is_two() -> None:
    texts = Texts("le lepéniste", "Marine Le Pen", "Le Pen")
    [word] = parse("lepen", ANALYZER).words
    assert texts.frequency(word) == 1
    assert said(list(Compounds(texts).split([word]))) == [(0, 1, "le pen")]
