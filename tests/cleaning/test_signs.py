import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.cleaning import looks
from search.cleaning import signs as own_signs
from search.cleaning.lines import Line
from search.cleaning.signs import Scale, signs_of


def signs(text: str) -> tuple[str, ...]:
    return signs_of(Line(1, text))


def test_a_scale_holds_from_its_threshold_on() -> None:
    scale = Scale.of("size", 10, 20)
    assert scale.signs(9.9) == ()
    assert scale.signs(10) == ("size 10",)
    assert scale.signs(20) == ("size 10", "size 20")


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
        ("ends cut", "La suite du…", "La suite du."),
        ("ends with colon", "Il dit :", "Il dit : oui"),
        ("ends with question", "Pourquoi ?", "Pourquoi."),
        ("sentences", "Il pleut. Elle dort.", "Il pleut et elle dort."),
        ("quotation", "Il dit « oui » et part", "Il dit oui et part"),
        ("date", "Publié le 3 mai 2021", "Publié le troisième jour"),
        ("date first", "12/05/2021 à Paris", "Il y est né il y a longtemps, un 12/05/2021"),
        ("clock", "à 15h27", "à 15 heures"),
        ("year", "en 1998", "en 19985"),
        ("address", "voir www.exemple.fr", "voir exemple"),
        ("source", "Source : exemple", "La source est bonne"),
        ("tags", "Mots-clés : pont", "Un mot de trop"),
        ("signed post", "— Mairie (@mairie) 3 mai", "— Mairie (mairie) 3 mai"),
        ("handle", "suivre @exemple", "suivre exemple"),
        ("names alone", "Jeanne Martin", "Jeanne Martin arrive"),
        ("shouted", "FAITS DIVERS", "Faits divers"),
        ("glued", "ConnexionAbonnement", "Connexion Abonnement"),
        ("separators", "Contact | Plan | RSS", "Contact, plan et RSS"),
        ("no letters", "12:30", "à 12:30"),
        ("reading time", "Lecture 5 min", "Lecture rapide"),
        ("foreign letters", "Việt Nam", "Viêt Nam"),
        ("credit in brackets", "Le pont (Photo : Martin)", "Le pont (fermé)"),
        ("dateline", "Hanoï (VNA) – Le pont", "Hanoï – Le pont"),
        ("you", "Recevez votre journal", "Recevoir le journal"),
        ("price", "9,90 €", "9,90 mètres"),
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


def test_marks_of_the_markup_are_signs() -> None:
    assert "tag p" in signs_of(Line(1, "Le pont", marks=("tag p",)))


@settings(deadline=None)
@given(
    st.text(min_size=1),
    st.sampled_from(["", "Par ", "Source : ", "Étiquettes ", "- A (@b)", "ſource : "]),
)
def test_no_look_is_left_out_that_a_line_has(text: str, start: str) -> None:
    line = Line(1, f"{start}{text}".strip() or "-")
    names = {look.name for look in looks._LOOKS}
    having = {look.name for look in looks._LOOKS if look.find(line.glance)}
    assert having == set(signs_of(line)) & names


def test_every_digit_is_seen() -> None:
    every = map(chr, range(sys.maxunicode + 1))
    assert all(own_signs._MAY_BE_DIGITS.match(char) for char in every if char.isdigit())
