import itertools

from hypothesis import given
from hypothesis import strategies as st

from search.cleaning.lines import Line, split_lines
from search.cleaning.surroundings import SURROUNDINGS, surroundings_of
from tests.cleaning.pages import PARAGRAPHS, TITLE, article


def signs_of_places(text: str) -> list[set[str]]:
    shown = surroundings_of(split_lines(text))
    return [set(itertools.compress(SURROUNDINGS, column)) for column in shown.T]


def test_a_sentence_of_300_characters_is_a_whole_piece_of_prose() -> None:
    sentence = "le pont de la ville est fermé et " * 10
    assert Line(1, sentence[:299] + ".").prose == 1
    assert 0 < Line(1, sentence[:149] + ".").prose < 1


def test_a_menu_has_no_prose() -> None:
    assert Line(1, "Sports Culture Monde Politique Économie").prose == 0


def test_a_line_without_an_end_has_no_prose() -> None:
    assert Line(1, PARAGRAPHS[0].rstrip(".")).prose == 0


def test_the_main_block_is_the_run_of_long_lines() -> None:
    places = signs_of_places("\n".join(["Accueil", "Sports", *PARAGRAPHS, "Contact"]))
    assert ["in main block" in signs for signs in places] == [False] * 2 + [True] * 4 + [False]
    assert "before main block" in places[1]
    assert "after main block" in places[-1]


def test_a_line_seen_again_is_told_from_the_first() -> None:
    first, _, again = signs_of_places("Le pont\nLa rive\nle pont")
    assert "repeated" in first
    assert "repeats" in again


def test_a_title_shares_its_words_with_the_article() -> None:
    signs = signs_of_places(article("Recettes de saison : gratin dauphinois"))
    assert "shared words 0.7" in signs[0], TITLE
    assert "shared words 0.2" not in signs[-1]


@given(st.text(alphabet="ab. \n", max_size=200))
def test_every_line_has_surroundings(text: str) -> None:
    lines = split_lines(text)
    assert surroundings_of(lines).shape == (len(SURROUNDINGS), len(lines))
