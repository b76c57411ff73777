import importlib.resources
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import search.cleaning
from search.cleaning import wordlists

NAMES = sorted(
    path.name.removesuffix(".txt")
    for path in importlib.resources.files(search.cleaning).iterdir()
    if path.name.endswith(".txt")
)


@pytest.mark.parametrize("name", NAMES)
def test_a_word_list_is_commented_sorted_and_without_repeats(name: str) -> None:
    path = importlib.resources.files(search.cleaning).joinpath(f"{name}.txt")
    first, *rows = path.read_text(encoding="utf-8").splitlines()
    assert first.startswith("# ")
    assert rows == sorted(set(rows))
    assert all(row == row.strip().lower() for row in rows)


def test_a_missing_word_list_raises() -> None:
    with pytest.raises(FileNotFoundError, match=r"no_such_list\.txt"):
        wordlists.entries("no_such_list")


def test_a_beginning_is_whole_words() -> None:
    pattern = wordlists.beginning("weak_ends")
    assert pattern.match("lire aussi : le pont")
    assert not pattern.match("lirement")


def test_the_longest_entry_begins_a_phrase() -> None:
    found = wordlists.beginning("weak_ends").match("à lire aussi : le pont")
    assert found is not None
    assert found[0] == "à lire aussi"


def test_an_entry_is_found_where_a_word_begins() -> None:
    pattern = wordlists.anywhere("site_words")
    assert pattern.search("nos abonnés")
    assert not pattern.search("un malabonné")


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("le pont de valbourg", set()),
        ("partager sur facebook", {"share_words"}),
        ("photo afp, suivez-nous", {"share_words", "credits"}),
        ("nos conditions générales", {"site_words"}),
        ("en conditions réelles", set()),
        ("le réabonnement", set()),
    ],
)
def test_a_phrase_is_held_against_three_lists_at_once(phrase: str, names: set[str]) -> None:
    assert set(wordlists.mentioned(phrase, phrase.split())) == names


def test_an_entry_of_few_letters_is_a_word_of_its_own() -> None:
    assert wordlists.mentioned("photo dr", ["photo", "dr"]) == ("credits",)
    assert wordlists.mentioned("le droit", ["droit"]) == ()


@given(st.sets(st.text(alphabet="ab .+", min_size=1, max_size=4), min_size=1), st.text("ab .+"))
def test_a_pattern_of_words_prefers_the_longest(words: set[str], text: str) -> None:
    longest = max((word for word in words if text.startswith(word)), key=len, default=None)
    found = re.match(wordlists.pattern_of(words), text)
    assert (found[0] if found else None) == longest


@given(st.text("lire a\u00e0par.:2", max_size=12))
def test_a_phrase_opens_with_the_lists_that_it_begins_like(phrase: str) -> None:
    names = ("weak_ends", "bylines", "paywall_notices")
    begun = tuple(name for name in names if wordlists.beginning(name).match(phrase))
    assert wordlists.openings(phrase) == begun


def test_the_first_words_of_openings_are_words_of_their_own() -> None:
    words = wordlists.opening_words()
    assert {"lire", "abonnez", "l"} <= words
    assert "aller" not in words


def test_entries_of_several_words_are_known_by_the_longest() -> None:
    assert {"mail", "mentions"} <= wordlists.words_of_phrases()
    assert wordlists.words_of_phrases().isdisjoint({"e", "légales"})
    assert {"cgu", "boutique"} <= wordlists.words_mentioned("site_words")
