import itertools
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.cleaning import looks
from search.cleaning import signs as own_signs
from search.cleaning.characters import Characters
from search.cleaning.lines import Line, split_lines
from search.cleaning.scales import Scale, Scales
from search.cleaning.signs import SIGNS, signs_of

BASIC_PLANE = st.characters(max_codepoint=0xFFFF, blacklist_characters="\n\r")
TEXTS = st.lists(st.text(BASIC_PLANE, min_size=1), min_size=1, max_size=4)


def signs(text: str) -> set[str]:
    return set(itertools.compress(SIGNS, signs_of([Line(1, text)])[:, 0]))


def test_a_scale_holds_from_its_threshold_on() -> None:
    scale = Scale.of("size", 10, 20)
    assert scale.signs(9.9) == ()
    assert scale.signs(10) == ("size 10",)
    assert scale.signs(20) == ("size 10", "size 20")
    rows = scale.rows(np.array([9.9, 10, 20]))
    assert [row.tolist() for row in rows] == [[False, True, True], [False, False, True]]


def test_several_scales_are_read_at_once() -> None:
    scales = Scales.of(Scale.of("size", 10, 20), Scale.of("share", 0.5))
    assert scales.names == ("size 10", "size 20", "share 0.5")
    rows = scales.rows(np.array([[9.9, 20], [0.5, 0.4]]))
    assert rows.tolist() == [[False, True], [False, True], [True, False]]


@pytest.mark.parametrize(
    ("sign", "shown", "not_shown"),
    [
        ("bullet", "* Sports", "Sports"),
        ("short bullet", "* Sports", "* Le pont sera fermé pendant six mois dès lundi matin"),
        ("inner bullet", "+ Football", "C++ est un langage"),
        ("starts lower", "suite du texte", "Suite du texte"),
        ("starts with quote", "« Oui »", "Oui"),
        ("starts with digit", "12 morts", "Douze morts"),
        ("sentence end", "Il pleut. »", "Il pleut"),
        ("ends with colon", "Il dit :", "Il dit : oui"),
        ("ends with question", "Pourquoi ?", "Pourquoi."),
        ("sentences", "Il pleut. Elle dort.", "Il pleut et elle dort."),
        ("quotation", "Il dit « oui » et part", "Il dit oui et part"),
        ("date", "Publié le 3 mai 2021", "Publié le troisième jour"),
        ("date first", "12/05/2021 à Paris", "Il y est né il y a longtemps, un 12/05/2021"),
        ("clock", "à 15h27", "à 15 heures"),
        ("year", "en 1998", "en 19985"),
        ("address", "voir www.exemple.fr", "voir exemple"),
        ("handle", "suivre @exemple", "suivre exemple"),
        ("names alone", "Jeanne Martin", "Jeanne Martin arrive"),
        ("shouted", "FAITS DIVERS", "Faits divers"),
        ("glued", "ConnexionAbonnement", "Connexion Abonnement"),
        ("separators", "Contact | Plan | RSS", "Contact, plan et RSS"),
        ("no letters", "12:30", "à 12:30"),
        ("reading time", "Lecture 5 min", "Lecture rapide"),
        ("you", "Recevez votre journal", "Recevoir le journal"),
        ("strong end", "Voir plus", "Voir plus de ponts"),
        ("weak end", "Lire aussi : le pont", "On peut lire aussi le pont"),
        ("byline", "Par Jeanne Martin", "Jeanne Martin"),
        ("menu word", "Sports", "Les sports d'hiver"),
        ("site word", "Gérer les cookies", "Gérer les stocks"),
        ("share word", "Partager sur Facebook", "Le cours des eaux"),
        ("credit", "Photo Martin", "Le pont"),
        ("verb", "Le pont est fermé", "Le pont fermé"),
    ],
)
def test_a_sign_holds_for_what_it_names_only(sign: str, shown: str, not_shown: str) -> None:
    assert sign in signs(shown)
    assert sign not in signs(not_shown)


def test_a_whole_sentence_has_eight_words() -> None:
    assert "whole sentence" in signs("Le pont sera fermé pendant tout cet hiver.")
    assert "whole sentence" not in signs("Le pont sera fermé pendant cet hiver.")


def test_a_long_line_is_not_asked_what_it_mentions() -> None:
    assert "site word" in signs("Gérer les cookies " + "du pont " * 11)
    assert "site word" not in signs("Gérer les cookies " + "du pont " * 12)


def test_no_lines_show_nothing() -> None:
    assert signs_of([]).shape == (len(SIGNS), 0)


def test_many_lines_show_what_each_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = split_lines("* Sports\nLe pont\n12 morts")
    together = signs_of(lines)
    monkeypatch.setattr(own_signs, "_AT_ONCE", 2)
    assert (signs_of(lines) == together).all()


@settings(deadline=None)
@given(TEXTS, st.sampled_from(["", "Par ", "12/05/2021 à 15h27 ", "Jean Martin", "- A (@b)."]))
def test_no_look_is_left_out_that_a_line_has(texts: list[str], start: str) -> None:
    texts = [f"{start}{text}".strip() or "-" for text in texts]
    held = dict(zip(looks.LOOKS, looks.looks_of(texts, Characters(texts)), strict=True))
    read = [look for look in looks._LOOKS if look.find and not look.lacks]
    assert read
    for look in read:
        assert look.find is not None
        assert held[look.name].tolist() == [look.find(text) is not None for text in texts]


@pytest.mark.parametrize(
    ("sign", "pattern"),
    [
        ("starts lower", "^[a-zà-öø-ÿ]"),
        ("starts with quote", "^[«\"“'‘—–]"),
        ("ends open", r"[\w’'\"»”)%]\Z"),
        ("ends with colon", r":\Z"),
        ("no letters", r"^[^a-zà-öø-ÿA-ZÀ-Þ]*\Z"),
        ("glued", "[a-zà-öø-ÿ][A-ZÀ-Þ][a-zà-öø-ÿ]"),
        ("starts with digit", r"^\d"),
    ],
)
@settings(deadline=None)
@given(texts=TEXTS)
def test_a_sign_of_characters_is_that_of_a_pattern(
    sign: str, pattern: str, texts: list[str]
) -> None:
    lines = [Line(1, text.strip() or "-") for text in texts]
    shown = signs_of(lines)[SIGNS.index(sign)]
    assert shown.tolist() == [bool(re.search(pattern, line.text)) for line in lines if line.glance]


@given(TEXTS)
def test_characters_are_counted_in_each_text(texts: list[str]) -> None:
    page = Characters(texts)
    assert page.uppers.tolist() == [sum(map(str.isupper, text)) for text in texts]
    assert page.numerals.tolist() == [sum(map(str.isdigit, text)) for text in texts]


@given(st.text(st.sampled_from("1920 :hHmMaiN/.-e٣x"), min_size=1))
def test_the_looks_of_numbers_are_the_same_together_as_each_by_itself(text: str) -> None:
    alone = {
        name: re.search(looks._FIRST_DIGIT + behind, text, re.IGNORECASE) is not None
        for name, behind in looks._NUMBER_LOOKS.items()
    }
    assert {name: name in signs(text) for name in alone} == alone
