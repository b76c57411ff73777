from hypothesis import given
from hypothesis import strategies as st

from search.cleaning.lines import Line, split_lines
from search.cleaning.surroundings import prose, surroundings_of
from tests.cleaning.pages import PARAGRAPHS, TITLE, article


def test_a_sentence_of_300_characters_is_a_whole_piece_of_prose() -> None:
    sentence = "le pont de la ville est fermé et " * 10
    assert prose(Line(1, sentence[:299] + ".")) == 1
    assert 0 < prose(Line(1, sentence[:149] + ".")) < 1


def test_a_menu_has_no_prose() -> None:
    assert prose(Line(1, "Sports Culture Monde Politique Économie")) == 0


def test_a_line_without_an_end_has_no_prose() -> None:
    assert prose(Line(1, PARAGRAPHS[0].rstrip("."))) == 0


def test_the_main_block_is_the_run_of_long_lines() -> None:
    lines = split_lines("\n".join(["Accueil", "Sports", *PARAGRAPHS, "Contact"]))
    places = surroundings_of(lines)
    assert ["in main block" in signs for signs in places] == [False] * 2 + [True] * 4 + [False]
    assert "before main block" in places[1]
    assert "after main block" in places[-1]


def test_a_line_seen_again_is_told_from_the_first() -> None:
    first, _, again = surroundings_of(split_lines("Le pont\nLa rive\nle pont"))
    assert "repeated" in first
    assert "repeats" in again


def test_a_title_shares_its_words_with_the_article() -> None:
    signs = surroundings_of(split_lines(article("Recettes de saison : gratin dauphinois")))
    assert "shared words 0.7" in signs[0], TITLE
    assert "shared words 0.2" not in signs[-1]


@given(st.text(alphabet="ab. \n", max_size=200))
def test_every_line_has_surroundings(text: str) -> None:
    lines = split_lines(text)
    assert len(surroundings_of(lines)) == len(lines)
