import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.plain import TITLE_CHARACTERS, plain, title_key


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hà Nội", "ha noi"),
        ("« L’été, à Paris ! »", "l ete a paris"),
        ("e\u0301conomie", "economie"),
        ("Œuvre d'art", "oeuvre d art"),
        ("fr.vietnam.vn", "fr vietnam vn"),
        ("AFP_Monde", "afp monde"),
        ("co\u00adopération", "cooperation"),
        ("?! …", ""),
        ("", ""),
    ],
)
def test_of_a_text_its_folded_words_are_left(text: str, words: str) -> None:
    assert plain(text) == words


@given(st.text())
def test_whatever_is_plain_is_words_with_single_spaces_between_them(text: str) -> None:
    words = plain(text)
    assert words == " ".join(words.split())


def test_a_title_keeps_its_article_and_ends_with_a_word_or_a_part_of_one() -> None:
    assert title_key("L’École est finie") == "l ecole est finie"
    assert title_key("a" * TITLE_CHARACTERS + "b") == "a" * TITLE_CHARACTERS
    assert title_key("a" * (TITLE_CHARACTERS - 1) + " b") == "a" * (TITLE_CHARACTERS - 1)
