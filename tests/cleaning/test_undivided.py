import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.cleaning import clean
from search.models import CleanedDocument, Cleaning, Format, Metadata, RawDocument

TITLE = "Le pont de la ville"
SAID = [
    "HANOÏ (VNA) – Le pont a été fermé lundi (AFP).",
    "Cet article est réservé aux abonnés",
    "Le pont de la ville Photo 1La maire devant le pont",
    "Publié le 26/10/2025 par Jeanne Martin",
    "# [1]Le pont de la ville",
    "Les habitants sont avec le maire\x00 et",
    "Source : https://www.exemple.fr/2025/10/26/pont",
    "Le pont est fermé. Le pont est fermé.",
    "…",
]
texts = st.lists(st.sampled_from([*SAID, TITLE]) | st.text(max_size=5), max_size=4).map(" ".join)
declared = st.builds(
    Metadata,
    title=st.none() | texts,
    author=st.none() | st.just("J. Martin (AFP)"),
    published=st.none() | st.just(datetime.date(2020, 1, 2)),
    site=st.none() | st.just("exemple.fr"),
    url=st.none() | st.just("https://autre.fr/2021/03/04/pont"),
)


def kept(text: str, declared: Metadata) -> CleanedDocument:
    return clean(RawDocument("pont", text, Format.TEXT, "pont.txt", "0", declared), Cleaning.OFF)


@given(texts, declared)
def test_a_text_of_one_line_says_the_same_with_a_line_break_at_its_end(
    text: str, declared: Metadata
) -> None:
    assert kept(text, declared) == kept(text + "\n", declared)


@pytest.mark.parametrize("text", SAID)
def test_what_stands_in_one_line_is_read_as_from_a_page(text: str) -> None:
    for title in (None, TITLE, text):
        known = Metadata(title=title)
        assert kept(text, known) == kept(text + "\n", known)


def test_a_declared_title_stands_above_the_line() -> None:
    document = kept("Le pont est fermé.", Metadata(title=TITLE))
    assert [(block.line, block.text) for block in document.blocks] == [
        (0, TITLE),
        (1, "Le pont est fermé."),
    ]
    assert document.title == TITLE
