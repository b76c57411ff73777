import importlib.resources
from importlib.resources.abc import Traversable

import pytest

from search.word_lists import load

LISTS = sorted(
    (
        path
        for path in importlib.resources.files("search.analysis").iterdir()
        if path.name.endswith(".txt")
    ),
    key=lambda path: path.name,
)


def test_a_missing_list_raises() -> None:
    with pytest.raises(FileNotFoundError):
        load("search.analysis", "no-such-list")


def test_comments_and_blank_lines_are_not_words() -> None:
    assert "" not in load("search.analysis", "stopwords")
    assert not any("#" in word for word in load("search.analysis", "stopwords"))


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_lists_are_sorted_without_repeats_and_say_what_they_are(path: Traversable) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    words = [line for line in lines if not line.startswith("#")]
    assert lines[0].startswith("#")
    assert words == sorted(set(words))
