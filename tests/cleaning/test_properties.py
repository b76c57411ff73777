"""What holds for every text, whatever is in it."""

import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.cleaning import clean
from search.models import CleanedDocument, Format, RawDocument
from search.reading import read_all
from tests.cleaning.dumps import MARKDOWN, TEXT_BROWSER
from tests.cleaning.pages import PARAGRAPHS, TITLE, article, markup

SITE_LINES = (
    "Accueil", "Sports", "Se connecter", "Voir plus", "Comment (0)", "Partager", "Publicité",
    "Lire aussi : À Montclair, le marché change de place", "Newsletter", "Mentions légales",
    "© 2021 Tous droits réservés", "Par Jeanne Martin", "Publié le 3 mai 2021 à 10h12", "---",
    "Source : https://valbourg.example/pont", "[1]Accueil", "https://valbourg.example/",
)  # fmt: skip
ARTICLE_LINES = (
    TITLE, *PARAGRAPHS, "Trois étapes", "Photo : J. Martin", "Le plan était limpide.", "## Fin",
    "- le pont", f"{TITLE} Photo 1La maire devant le pont de Valbourg. Photo : VNA",
    "Vue du pont de Valbourg. Photo : VNAVue du pont de Valbourg. Photo : VNA",
)  # fmt: skip
LINES = st.lists(st.sampled_from((*SITE_LINES, *ARTICLE_LINES, "")), max_size=30)
TEXTS = st.one_of(
    LINES.map("\n".join),
    st.text(alphabet=st.sampled_from("aÀ .:\n\r\t*0«»ạ#>[](_\x00\u202e\ud800"), max_size=200),
)


def cleaned(text: str, format: Format = Format.TEXT) -> CleanedDocument:
    return clean(RawDocument("a", text, format, "a", ""))


def is_ordered_subset(part: str, whole: str) -> bool:
    """Tell whether the letters of `part` stand in `whole` in their order."""
    letters = iter(whole)
    return all(letter in letters for letter in part if not letter.isspace())


def corpus_texts(corpus: Path) -> Sequence[str]:
    found = (found for found in read_all([corpus]) if isinstance(found, RawDocument))
    return [raw.text for raw in found if raw.origin.endswith(".txt")]


@given(TEXTS)
def test_kept_text_is_an_ordered_subset_of_the_input(text: str) -> None:
    assert is_ordered_subset(cleaned(text).text, text)


@given(TEXTS)
def test_every_block_begins_at_its_line(text: str) -> None:
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [block.line for block in cleaned(text).blocks]
    assert lines == sorted(set(lines))
    assert all(rows[line - 1].strip() for line in lines)


@given(TEXTS)
def test_cleaning_is_deterministic(text: str) -> None:
    assert cleaned(text) == cleaned(text)


@given(st.text(max_size=300))
def test_no_text_is_too_strange(text: str) -> None:
    cleaned(text)
    cleaned(text, Format.HTML)


@pytest.mark.parametrize(
    "text",
    [
        article(),
        article("Voir plus", "À Montclair, le marché change de place", PARAGRAPHS[0]),
        article("Comment (0)"),
        f"Accueil\nSports\nSe connecter\n{article('Partager', 'Mentions légales')}",
        TEXT_BROWSER,
        MARKDOWN,
    ],
)
def test_cleaning_what_was_cleaned_changes_nothing(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once.text).text == once.text
    assert once.text


def test_cleaning_the_cleaned_corpus_changes_nothing(corpus: Path) -> None:
    for text in corpus_texts(corpus):
        once = cleaned(text)
        assert cleaned(once.text).text == once.text
        assert is_ordered_subset(once.text, text)


def test_the_kept_text_of_a_page_is_kept_as_a_text() -> None:
    once = cleaned(markup(), Format.HTML)
    assert cleaned(once.text).text == once.text


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{number} {PARAGRAPHS[0]}" for number in range(5_000)),
        "\n".join([*("Accueil", "Voir plus") * 10_000, *PARAGRAPHS]),
        " ".join(PARAGRAPHS) * 8_000,
        "a" * 5_000_000,
        "[a](" * 500_000 + "\n# a\n# b",
        f"{'> ' * 500_000}a\n{'#' * 500_000}",
        "\x00" * 1_000_000 + "\n" + "\u202e" * 1_000_000,
    ],
    ids=["lines", "menus", "line", "word", "brackets", "marks", "controls"],
)
def test_large_texts_take_seconds(text: str) -> None:
    started = time.process_time()
    cleaned(text)
    assert time.process_time() - started < 10
