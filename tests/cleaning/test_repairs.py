import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.cleaning import repairs
from search.cleaning.lines import Line
from search.cleaning.reasons import Reason

TITLE = "Le pont de Valbourg sera fermé"
TITLES = {Line(0, TITLE).key}


@pytest.mark.parametrize("name", ["ảnh 1", "Photo 1", "image 2", "Photos 12", "hình 3"])
def test_the_title_and_number_of_a_picture_leave_its_caption(name: str) -> None:
    glued = f"{TITLE} {name}La maire devant le pont. Photo : AFP"
    assert repairs.drop_picture_name(glued, TITLES) == "La maire devant le pont. Photo : AFP"


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE} photo 1 la maire",
        f"{TITLE} Photo 1 La maire",
        "Un autre titre que celui-ci Photo 1La maire",
        f"{TITLE}La maire",
    ],
)
def test_what_is_not_glued_to_a_title_stays(text: str) -> None:
    assert repairs.drop_picture_name(text, TITLES) == text


@pytest.mark.parametrize("between", ["", " ", "  "])
def test_a_caption_written_twice_is_there_once(between: str) -> None:
    caption = "Vue du pont depuis la rive. Photo : VNA"
    assert repairs.drop_second_half(f"{caption}{between}{caption}") == caption


def test_three_words_may_come_twice_and_four_may_not() -> None:
    assert repairs.drop_second_half("oui oui oui oui oui oui") == "oui oui oui oui oui oui"
    assert repairs.drop_second_half("non et encore non non et encore non") == "non et encore non"


def test_link_numbers_go_and_notes_stay() -> None:
    assert repairs.drop_link_numbers("selon l'[12]Agence, [3]« Oui »") == "selon l'Agence, « Oui »"
    assert repairs.drop_link_numbers("en 2020[1]. Voir [2] et [3].") == (
        "en 2020[1]. Voir [2] et [3]."
    )


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("## Trois étapes ##", "Trois étapes "),
        ("> « Oui », dit-elle", "« Oui », dit-elle"),
        (">> Lire la suite", ">> Lire la suite"),
        ('le [pont](https://e.fr/a "Le pont") fermé', "le pont fermé"),
        ("![Le pont](pont.jpg)", "Le pont"),
        ("[![Le pont](pont.jpg)](/a)", "Le pont"),
        ("**Le pont** est __fermé__", "Le pont est fermé"),
        ("_Par Jeanne_", "Par Jeanne"),
        ("le nom_du_fichier", "le nom_du_fichier"),
        (r"1\. \*Note", "1. *Note"),
        ("- un point [1]", "- un point [1]"),
    ],
)
def test_the_signs_of_markdown_leave_the_words(written: str, left: str) -> None:
    assert repairs.drop_markdown(written) == left


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("* [Accueil](/)", True),
        ("[Contact](/c) | [Mentions](/m)", True),
        ("![](/a.jpg)", True),
        ("![Le pont](/a.jpg)", False),
        ("le [pont](/a)", False),
        ("Accueil", False),
    ],
)
def test_a_line_of_links_has_no_other_word(text: str, *, linked: bool) -> None:
    assert repairs.is_linked(text) is linked


def test_controls_show_nothing_and_go() -> None:
    assert repairs.drop_controls("a\x00b\u202ec\u202c\ud800d\te") == "abcd\te"


def test_a_repaired_line_names_its_repairs() -> None:
    line = Line(7, "a\x00b", height=2)
    repaired = repairs.repair_line(line, [(Reason.CONTROLS, repairs.drop_controls)])
    assert repaired == Line(7, "ab", height=2, repairs=(Reason.CONTROLS,))


def test_a_repair_that_leaves_nothing_is_none() -> None:
    line = Line(1, "![](/a.jpg)")
    assert repairs.repair_line(line, [(Reason.MARKUP, repairs.drop_markdown)]) is line


@pytest.mark.parametrize(
    "glued", ["Illustration 12Le pont", "le pont photo 1\u00abLe quai", "photos 1É"]
)
def test_a_glued_picture_is_seen_on_a_page(glued: str) -> None:
    assert repairs.may_name_picture(f"La rade\n{glued}\nLe quai")
    assert repairs.name_pictures(["La rade", glued, "Le quai"])


@pytest.mark.parametrize(
    ("text", "is_glued"),
    [
        ("photo 1 Le pont", False),
        ("photo 1é", False),
        ("photographe 12Le pont", True),
        ("le pont 12Le quai", True),
    ],
)
def test_a_number_alone_names_no_picture(text: str, *, is_glued: bool) -> None:
    assert repairs.may_name_picture(text) == is_glued
    assert not repairs.name_pictures([text])


@given(st.text('1٣ÀAÞ“" aé\n', max_size=12))
def test_a_glued_number_is_seen_as_a_pattern_sees_it(text: str) -> None:
    assert repairs.may_name_picture(text) == bool(re.search(r"[0-9][A-ZÀ-Þ«“\"]", text))
