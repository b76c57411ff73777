import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.cleaning import constraints
from search.cleaning.constraints import constrain
from search.cleaning.lines import Line
from search.cleaning.reasons import reason_for
from search.cleaning.states import State

PIECES = (
    *(
        "le pont",
        "Valbourg",
        "Lire aussi",
        "Par",
        "Voir plus",
        "Partager",
        "Accueil",
        "commentaires",
    ),
    *("12", "12/10/2024", "(AFP)", ")", "(12)", "ạ", "il vous reste 70 %", "réservé aux abonnés"),
    *("Source :", "https://exemple.fr", "WWW.exemple.fr", "mailto:a@b.fr", "nom d'emprunt"),
    *(">>", "►", "* ", "---", "o ", "1.", " ", ". ", " : ", "…", "–"),
)
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join).map(str.strip)


@pytest.mark.parametrize("text", ["Sports et loisirs", "* La rive est fermée.", "Le maire l'a dit"])
def test_what_no_rule_speaks_of_is_plain(text: str) -> None:
    assert Line(1, text).is_plain


@pytest.mark.parametrize(
    "text",
    [
        "Voir plus",
        "Le 12/10/2024",
        "www.exemple.fr",
        "---",
        "12 morts",
        "Par Léa, le 3 mai",
        "suite",
    ],
)
def test_what_a_rule_may_speak_of_is_not(text: str) -> None:
    assert not Line(1, text).is_plain


@given(TEXTS.filter(bool))
def test_every_rule_says_of_a_plain_line_what_it_says_when_asked(text: str) -> None:
    line = Line(1, text)
    asked = dataclasses.replace(line)
    vars(asked).update(vars(line), is_plain=False)
    assert constrain([line, Line(2, "Accueil")]) == constrain([asked, Line(2, "Accueil")])
    assert constrain([line]) == constrain([asked])
    assert constraints.shows_site(line) == constraints.shows_site(asked)
    assert constraints.is_end_marker(line) == constraints.is_end_marker(asked)
    assert {reason_for(line, state) for state in State} == {
        reason_for(asked, state) for state in State
    }
