import pytest

from search.cleaning.lines import Line
from search.cleaning.reasons import (
    Language,
    Reason,
    reason_for,
    reason_in,
    with_reasons_in,
    with_repairs,
)
from search.cleaning.states import State
from search.models import Block, CleanedDocument, Label


def test_a_reason_is_its_french_text_and_knows_the_english_one() -> None:
    assert str(Reason.MENU) == "menu du site"
    assert Reason.MENU.english == "menu of the site"


def test_every_reason_has_two_texts_of_its_own() -> None:
    assert all(reason.english and reason.english != reason.value for reason in Reason)
    assert len({reason.english for reason in Reason}) == len(Reason)


@pytest.mark.parametrize("state", list(State))
def test_every_state_gives_a_reason(state: State) -> None:
    assert reason_for(Line(1, "Valbourg"), state) in list(Reason)


def test_a_reason_is_given_in_the_language_asked_for() -> None:
    assert reason_in("commentaires", Language.ENGLISH) == "comments"
    assert reason_in("commentaires", Language.FRENCH) == "commentaires"


def test_a_reason_that_is_not_ours_stays_as_it_is() -> None:
    assert reason_in("parce que", Language.ENGLISH) == "parce que"


def test_a_document_is_translated_block_by_block() -> None:
    block = Block(1, "Accueil", Label.CHROME, "menu du site")
    document = with_reasons_in(CleanedDocument("a", (block,)), Language.ENGLISH)
    assert document.blocks[0].reason == "menu of the site"
    assert document.blocks[0].text == "Accueil"


def test_what_was_cut_out_of_a_line_is_said_in_both_languages() -> None:
    reason = with_repairs(Reason.BODY, [Reason.MARKUP, Reason.DOUBLED])
    assert reason == (
        "corps de l'article (retiré : signes de mise en forme, texte écrit deux fois de suite)"
    )
    assert reason_in(reason, Language.ENGLISH) == (
        "body of the article (cut out: markup, text written twice in a row)"
    )
    assert with_repairs(Reason.BODY, []) == Reason.BODY
