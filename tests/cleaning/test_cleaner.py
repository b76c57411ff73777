import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from search.cleaning import clean
from search.models import Cleaning, Format, Label, Metadata, RawDocument
from tests.cleaning.pages import PARAGRAPHS, TITLE, article, markup


def raw(text: str, format: Format = Format.TEXT, declared: Metadata | None = None) -> RawDocument:
    return RawDocument("pont", text, format, "pont.txt", "0", declared or Metadata())


def test_a_cleaned_document_keeps_the_id() -> None:
    assert clean(raw(article())).id == "pont"


def test_text_tells_its_title() -> None:
    assert clean(raw(article())).title == TITLE


def test_what_a_document_declares_outranks_what_it_says() -> None:
    declared = Metadata(title="Le pont", published=datetime.date(2020, 1, 2), author="J. Martin")
    known = clean(raw(article("26/10/2025"), declared=declared)).metadata
    assert (known.title, known.author) == ("Le pont", "J. Martin")
    assert (known.published, known.language) == (datetime.date(2020, 1, 2), "fr")


def test_a_declared_address_tells_the_site() -> None:
    declared = Metadata(url="https://www.exemple.fr/pont")
    below = article("Source : https://autre.fr/rive")
    assert clean(raw(below, declared=declared)).metadata.site == "exemple.fr"


def test_a_declared_title_outranks_that_of_the_page() -> None:
    cleaned = clean(raw(markup(), Format.HTML, Metadata(title="Travaux")))
    assert cleaned.title == "Travaux"


def test_cleaning_off_keeps_every_line_and_reads_metadata() -> None:
    text = article("Voir plus", "Source : https://www.exemple.fr/pont")
    cleaned = clean(raw(text), Cleaning.OFF)
    assert cleaned.text == "\n".join(line for line in text.split("\n") if line)
    assert {block.label for block in cleaned.blocks} == {Label.BODY}
    assert cleaned.title == TITLE
    assert cleaned.metadata.site == "exemple.fr"


def test_cleaning_off_keeps_every_line_of_a_page() -> None:
    cleaned = clean(raw(markup(), Format.HTML), Cleaning.OFF)
    assert cleaned.removed == ()
    assert [block.text for block in cleaned.kept][:2] == ["Accueil", "Sports"]
    assert cleaned.kept[-2].text == PARAGRAPHS[-1]


def test_the_same_document_is_cleaned_the_same_again() -> None:
    page = raw(markup(), Format.HTML)
    assert clean(page) == clean(page)


@given(st.text())
def test_no_text_raises(text: str) -> None:
    kept = clean(raw(text), Cleaning.OFF).blocks
    assert [block.text for block in clean(raw(text)).blocks] == [block.text for block in kept]


TAGS = ["<p>", "</p>", "<h1>", "<div>", "<a href='//['>", "<table>", "<time datetime='x'>", "<!--"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(TAGS), st.text(max_size=20)), max_size=20))
def test_no_markup_raises(pieces: list[str]) -> None:
    cleaned = clean(raw("".join(pieces), Format.HTML))
    assert all(block.text for block in cleaned.blocks)
