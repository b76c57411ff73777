import datetime

from search.cleaning import clean
from search.models import CleanedDocument, Format, Label, RawDocument
from tests.cleaning.dumps import MARKDOWN, TEXT_BROWSER
from tests.cleaning.pages import PARAGRAPHS, TITLE


def cleaned(text: str) -> CleanedDocument:
    return clean(RawDocument("a", text, Format.TEXT, "a.txt", ""))


def test_the_page_of_a_text_browser_is_unwrapped_and_its_numbers_go() -> None:
    assert [block.text for block in cleaned(TEXT_BROWSER).kept] == [
        TITLE,
        *PARAGRAPHS[:2],
        "Trois étapes",
        "* la première est la fermeture du pont aux camions, prévue dès le début du mois de juin ;",
        "* la deuxième est la réfection des piles.",
        *PARAGRAPHS[2:],
    ]


def test_a_paragraph_of_a_text_browser_stands_at_its_first_line() -> None:
    lines = TEXT_BROWSER.split("\n")
    for block in cleaned(TEXT_BROWSER).kept:
        assert lines[block.line - 1].strip()[:9] == block.text[:9]


def test_the_signs_of_markdown_leave_an_article() -> None:
    document = cleaned(MARKDOWN)
    assert [block.label for block in document.kept][:2] == [Label.TITLE, Label.CAPTION]
    assert [block.text for block in document.kept] == [
        TITLE,
        "Le pont de Valbourg. Photo : J. Martin",
        *PARAGRAPHS[:2],
        "Trois étapes",
        "- la première est la fermeture du pont aux camions",
        "- la deuxième est la réfection des piles",
        *PARAGRAPHS[2:],
    ]


def test_both_say_who_wrote_the_article_and_when() -> None:
    for text in (TEXT_BROWSER, MARKDOWN):
        metadata = cleaned(text).metadata
        assert metadata.title == TITLE
        assert metadata.author == "Jeanne Martin"
        assert metadata.published == datetime.date(2021, 5, 3)


def test_the_reason_names_what_was_taken_away() -> None:
    reasons = {block.text[:9]: block.reason for block in cleaned(MARKDOWN).blocks}
    assert reasons["Trois éta"] == "corps de l'article (retiré : signes de mise en forme)"
    assert reasons["---"] == "trait de séparation"
    assert reasons["À Montcla"].startswith("lien seul sur sa ligne")
    addresses = [block for block in cleaned(TEXT_BROWSER).blocks if "https" in block.text]
    assert {block.reason for block in addresses} == {"adresse seule"}
