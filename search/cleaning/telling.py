"""What the words of lines tell: what they are about, and whether they are bound as prose is."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

from search.cleaning import wordlists
from search.cleaning.characters import small_kinds, words_of_lines
from search.compiled import find_compiled, is_refused

Told = tuple[list[str], str, set[str], float, list[str], bool]
"""The words of a line; its key, which joins them; those that say what it is about; the share of
function words, from 0 to 1; words that may be of the lists of mentions; whether there may be
letters that French does not have."""

MOST_WORDS = 25
"""Words up to which a line may be of the site; longer ones are not asked what they mention."""
_CONTENT_LETTERS = 4
"""Letters from which a word is taken to say what a text is about."""


class Vocabulary(NamedTuple):
    """What words are held against: kinds of characters, lists, and numbers of letters and words.

    `starts` are the first `start_letters` letters of words of the lists of mentions.
    """

    kinds: bytes
    function_words: frozenset[str]
    starts: frozenset[str]
    content_letters: int
    start_letters: int
    most_words: int


@functools.cache
def vocabulary() -> Vocabulary:
    """Return the cleaner's own vocabulary."""
    return Vocabulary(
        small_kinds(),
        wordlists.entries("function_words"),
        wordlists.starts_of_mentions(),
        _CONTENT_LETTERS,
        wordlists.START,
        MOST_WORDS,
    )


def lines_told(text: str) -> list[Told]:
    """Return what the words of each line of a text in lower case tell."""
    return _tell_lines(text, vocabulary())


def tell_lines(text: str, vocabulary: Vocabulary) -> list[Told]:
    """Return what the words of each line tell, without a compiler."""
    words, is_foreign = words_of_lines(text)
    return [
        tell_words(each, vocabulary, may_be_foreign=foreign)
        for each, foreign in zip(words, is_foreign, strict=True)
    ]


compiled = find_compiled("search.cleaning._lines")
_tell_lines = tell_lines if compiled is None or is_refused() else compiled.tell_lines


def tell_words(words: list[str], vocabulary: Vocabulary, *, may_be_foreign: bool) -> Told:
    """Return what the words of a line tell."""
    function_words = vocabulary.function_words
    telling = [word for word in words if word not in function_words]
    content = {word for word in telling if len(word) >= vocabulary.content_letters}
    count = len(words)
    share = (count - len(telling)) / count if count else 0.0
    known = _known(telling, vocabulary) if count <= vocabulary.most_words else []
    return words, " ".join(words), content, share, known, may_be_foreign


def _known(words: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    starts, letters = vocabulary.starts, vocabulary.start_letters
    return [word for word in words if word[:letters] in starts]
