import pytest

from search.cleaning import constraints
from search.cleaning.constraints import TAIL, constrain
from search.cleaning.lines import Line, split_lines
from search.cleaning.states import State
from tests.cleaning.pages import PARAGRAPHS, article

VIETNAMESE = "Không một quốc gia nào có thể đơn độc - 1"


@pytest.mark.parametrize(
    "text", ["Voir plus", "Comment (0)", "Commentaires (12)", "Même catégorie", "Même sujet"]
)
def test_a_heading_below_articles_is_an_end_marker(text: str) -> None:
    assert constraints.is_end_marker(Line(1, text))


@pytest.mark.parametrize("text", ["Comment ?", "Voir plus loin", "Lire aussi", "Sujet"])
def test_what_an_article_may_say_is_no_end_marker(text: str) -> None:
    assert not constraints.is_end_marker(Line(1, text))


def test_an_end_marker_ends_an_article_after_enough_prose() -> None:
    lines = split_lines(article("Voir plus", PARAGRAPHS[0]))
    assert constraints.article_end(lines) == len(lines) - 2
    assert constrain(lines)[-2:] == [TAIL, TAIL]


def test_an_end_marker_ends_nothing_before_enough_prose() -> None:
    lines = split_lines("\n".join([*PARAGRAPHS[:2], "Voir plus", *PARAGRAPHS[2:]]))
    assert constraints.article_end(lines) == len(lines)


def test_enough_prose_is_two_full_sentences() -> None:
    full = ("le pont de la ville est fermé et " * 10)[:299] + "."
    enough = split_lines(f"{full}\n{full}\nVoir plus")
    too_little = split_lines(f"{full}\n{full[100:]}\nVoir plus")
    assert constraints.article_end(enough) == 2
    assert constraints.article_end(too_little) == 3


def test_the_address_of_the_source_is_the_source() -> None:
    line = Line(1, "Source : https://exemple.fr/pont.htm")
    assert constrain([line]) == [frozenset({State.SOURCE})]


def test_a_sentence_on_sources_is_not_the_source() -> None:
    assert not constraints.is_source(Line(1, "Source : le maire, https://exemple.fr le dit"))


def test_a_short_line_that_ends_in_a_date_is_removed() -> None:
    (allowed,) = constrain([Line(1, "Le Courrier du pont 26/10/2025")])
    assert allowed is not None
    assert State.BYLINE in allowed
    assert State.BODY not in allowed


def test_ten_words_may_end_in_a_date() -> None:
    assert constraints.ends_in_date(Line(1, "a b c d e f g 26/10/2025"))
    assert not constraints.ends_in_date(Line(1, "a b c d e f g h 26/10/2025"))


@pytest.mark.parametrize(
    "text", ["Lire aussi : le pont", ">> Le pont", "À LIRE AUSSI", "► Le pont"]
)
def test_a_line_that_leads_to_another_article_is_removed(text: str) -> None:
    (allowed,) = constrain([Line(1, text)])
    assert allowed is not None
    assert not any(state.label.is_kept for state in allowed)


@pytest.mark.parametrize("text", ["Lire aussi souvent est un plaisir.", "À voir le pont, on rit."])
def test_a_sentence_that_begins_like_a_lead_is_not(text: str) -> None:
    assert not constraints.is_pointer(Line(1, text))


def test_a_line_in_foreign_letters_is_removed_from_a_french_page() -> None:
    lines = split_lines(article(VIETNAMESE))
    allowed = constrain(lines)[-1]
    assert allowed is not None
    assert State.CAPTION not in allowed


def test_foreign_names_do_not_make_a_line_foreign() -> None:
    assert not constraints.is_foreign(
        Line(1, "Le journal « Thế giới » a publié un numéro spécial.")
    )


def test_three_words_of_ten_make_a_line_foreign() -> None:
    assert constraints.is_foreign(Line(1, "ạ ạ ạ d e f g h i j"))
    assert not constraints.is_foreign(Line(1, "ạ ạ c d e f g h i j"))


def test_a_page_in_another_language_keeps_its_lines() -> None:
    line = (
        "Cầu bị đóng trong sáu tháng, thị trưởng à la một nói hôm thứ hai, đường vòng là cần thiết."
    )
    assert constrain(split_lines("\n".join([line] * 3))) == [constraints.KEPT] * 3


def test_a_known_title_is_the_title_and_no_other_line_is() -> None:
    lines = split_lines("Accueil\nLe pont\nSports")
    before, title, after = constrain(lines, "le pont")
    assert title == frozenset({State.TITLE})
    assert before == after == frozenset(State) - {State.TITLE}


@pytest.mark.parametrize("text", ["Accueil", "Partager", "Se connecter", "Voir plus", ">> Le pont"])
def test_menus_buttons_and_services_show_a_site(text: str) -> None:
    assert constraints.shows_site(Line(1, text))


@pytest.mark.parametrize("text", ["Préparation", "Éplucher les pommes", "Bonjour,"])
def test_other_short_lines_do_not(text: str) -> None:
    assert not constraints.shows_site(Line(1, text))


def test_twelve_words_may_offer_a_service_and_thirteen_tell_of_it() -> None:
    words = " ".join("abcdefghijk")
    assert constraints.shows_site(Line(1, f"{words} newsletter"))
    assert not constraints.shows_site(Line(1, f"{words} l newsletter"))


def test_a_line_of_markup_has_a_site_around_it() -> None:
    assert constraints.shows_site(Line(1, "Préparation", marks=("tag p",)))


def test_a_text_that_shows_no_site_is_kept() -> None:
    recipe = split_lines("Gratin dauphinois\nPréparation\nÉplucher les pommes.\nCuire au four.")
    assert constrain(recipe) == [constraints.KEPT] * 4
    assert constrain([*recipe, Line(5, "Accueil")])[:4] == [None] * 4


def test_a_text_that_shows_no_site_may_be_signed() -> None:
    (allowed,) = constrain([Line(1, "Par Jeanne Martin")])
    assert allowed == constraints.KEPT | {State.BYLINE}
