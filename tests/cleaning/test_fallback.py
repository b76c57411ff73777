import pytest

from search.cleaning import clean, fallback
from search.models import Block, Cleaning, Format, Label, RawDocument
from tests.cleaning.pages import PARAGRAPHS, TITLE

MENU = ("Accueil", "Sports", "Culture", "Mentions légales", "Se connecter")


def block(text: str, label: Label) -> Block:
    return Block(1, text, label, "")


def labeled(*texts: str, label: Label = Label.CHROME) -> list[Block]:
    return [block(text, label) for text in texts]


@pytest.mark.parametrize(("kept", "unsure"), [(10, False), (9, True), (0, True)])
def test_less_than_a_tenth_kept_is_too_little(kept: int, *, unsure: bool) -> None:
    blocks = [block("a" * kept, Label.BODY), block("b" * (100 - kept), Label.RELATED)]
    assert fallback.is_unsure(blocks) is unsure


def test_duplicates_do_not_count_and_nothing_is_not_unsure() -> None:
    assert not fallback.is_unsure([block("a", Label.BODY), block("a" * 99, Label.DUPLICATE)])
    assert not fallback.is_unsure([])


def test_the_main_block_is_kept_with_a_reason_that_says_so() -> None:
    blocks = fallback.keep_main_block(labeled(*MENU, *PARAGRAPHS, *MENU))
    kept = [found for found in blocks if found.label.is_kept]
    assert [found.text for found in kept] == list(PARAGRAPHS)
    assert {(found.label, found.reason) for found in kept} == {(Label.BODY, "gardé faute de mieux")}


def test_what_was_kept_stays_and_what_is_known_keeps_its_label() -> None:
    byline = block("Par Jeanne Martin", Label.BYLINE)
    title = block(TITLE, Label.TITLE)
    first, second, third, _ = labeled(*PARAGRAPHS)
    blocks = fallback.keep_main_block([title, *labeled(*MENU), first, second, byline, third])
    assert blocks[0] is title
    assert blocks[8] is byline


def test_long_menus_at_the_ends_of_the_block_are_left_out() -> None:
    menu = "Accueil Politique Sports Culture Monde Économie Sciences Régions Débats Archives Vidéos"
    blocks = fallback.keep_main_block(labeled(menu, *PARAGRAPHS, menu))
    assert [found.label.is_kept for found in blocks] == [False, *[True] * 4, False]


@pytest.mark.parametrize("lines", [MENU, (*MENU, PARAGRAPHS[0]), ()])
def test_a_page_without_a_run_worth_it_stays_empty(lines: tuple[str, ...]) -> None:
    blocks = labeled(*lines)
    assert fallback.keep_main_block(blocks) == tuple(blocks)


def document(text: str, format: Format = Format.TEXT) -> RawDocument:
    return RawDocument("a", text, format, "a", "")


def test_a_menu_is_unsure_and_nothing_of_it_is_kept() -> None:
    cleaned = clean(document("\n".join(MENU)))
    assert cleaned.is_unsure
    assert cleaned.kept == ()


def test_an_article_that_looks_like_the_foot_of_a_page_is_kept_for_want_of_better() -> None:
    foot = "".join(f"<p><a href='/'>{paragraph}</a></p>" for paragraph in PARAGRAPHS)
    page = f"<html><body><footer class='footer cookie related'>{foot}</footer></body></html>"
    cleaned = clean(document(page, Format.HTML))
    assert cleaned.is_unsure
    assert [found.text for found in cleaned.kept] == list(PARAGRAPHS)


def test_what_is_not_cleaned_is_not_unsure() -> None:
    assert not clean(document("\n".join(MENU)), Cleaning.OFF).is_unsure


@pytest.mark.parametrize(
    ("lines", "is_kept"), [(fallback.NOTE_LINES, True), (fallback.NOTE_LINES + 1, False)]
)
def test_a_note_of_which_nothing_was_kept_is_kept(lines: int, *, is_kept: bool) -> None:
    note = labeled("Voir plus", *(f"Il entra {number} fois." for number in range(lines - 1)))
    kept = [found.text for found in fallback.keep_note(note) if found.label.is_kept]
    assert kept == ([found.text for found in note[1:]] if is_kept else [])


def test_a_note_of_which_something_was_kept_stays_as_it_is() -> None:
    note = [block("Il entra.", Label.BODY), block("Il sortit.", Label.CHROME)]
    assert fallback.keep_note(note) == tuple(note)
