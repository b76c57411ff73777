"""What the words of lines tell: what they are about, and whether they are bound as prose is."""

from __future__ import annotations

import functools
import itertools
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from search.cleaning import wordlists
from search.cleaning.characters import Flags, small_kinds, words_of_lines
from search.compiled import find_compiled, is_refused

Told = tuple[str, int, float, int, list[str]]
"""The words of a line, joined by spaces; their number; the share of function words, from 0 to 1;
the flags of all words together; those that may be of an entry of several words."""
Counts = npt.NDArray[np.int64]

FUNCTION, VERB, TO_READER, START, FOREIGN = (1 << bit for bit in range(5))
"""Flags of words: those of lists, those that begin like an entry of the lists of mentions, and
those with letters that French may not have."""
SITE, SHARE, CREDIT, PHRASE = (1 << bit for bit in range(5, 9))
MENTION = SITE | SHARE | CREDIT | PHRASE
"""Flags of words that begin with an entry, or with the longest word of one of several words."""
OPENING = 1 << 9
"""The flag of the first words of entries that open a phrase."""
MOST_WORDS = 25
"""Words up to which a line may be of the site; longer ones are not asked what they mention."""
_CONTENT_LETTERS = 4
"""Letters from which a word is taken to say what a text is about."""
_READER_WORDS = ("nos", "notre", "vos", "votre", "vous")
_MENTIONED = {SITE: "site_words", SHARE: "share_words", CREDIT: "credits"}


class Vocabulary(NamedTuple):
    """What words are held against: kinds of characters, lists, and numbers of letters and words.

    `flags` are those of words, for `MENTION` of their beginnings, which have `start_letters` at
    least unless they are whole words, and for `START` of those of that length.
    """

    kinds: bytes
    flags: Mapping[str, int]
    content_letters: int
    start_letters: int
    most_words: int


@functools.cache
def vocabulary() -> Vocabulary:
    """Return the cleaner's own vocabulary."""
    lists = {
        FUNCTION: wordlists.entries("function_words"),
        VERB: wordlists.entries("verbs"),
        TO_READER: _READER_WORDS,
        OPENING: wordlists.opening_words(),
        START: wordlists.starts_of_mentions(),
        PHRASE: wordlists.words_of_phrases(),
        **{flag: wordlists.words_mentioned(name) for flag, name in _MENTIONED.items()},
    }
    return Vocabulary(
        small_kinds(), _flags_by_word(lists), _CONTENT_LETTERS, wordlists.START, MOST_WORDS
    )


def _flags_by_word(lists: Mapping[int, Iterable[str]]) -> dict[str, int]:
    flags: dict[str, int] = {}
    for flag, words in lists.items():
        for word in words:
            flags[word] = flags.get(word, 0) | flag
    return flags


def lines_told(text: str) -> list[Told]:
    """Return what the words of each line of a text in lower case tell."""
    return _tell_lines(text, _prepared())


def shared_words(keys: Sequence[str], is_long: Flags) -> tuple[Counts, Counts]:
    """Count, for each line, the words of its key that tell what it is about.

    First come those that a long line has, too, which is not the line itself, then all.
    """
    told = _count_shared("\n".join(keys), is_long.tobytes(), _prepared())
    shared, every = np.frombuffer(told, np.uint32).reshape(2, -1).astype(np.int64)
    return shared, every


@functools.cache
def _prepared() -> Any:
    return _prepare(vocabulary())


def content_of(words: Iterable[str]) -> set[str]:
    """Return the words that say what a text is about."""
    return _content(words, vocabulary())


def _content(words: Iterable[str], vocabulary: Vocabulary) -> set[str]:
    flags, letters = vocabulary.flags, vocabulary.content_letters
    return {word for word in words if len(word) >= letters and not flags.get(word, 0) & FUNCTION}


def prepare(vocabulary: Vocabulary) -> Vocabulary:
    """Return the vocabulary as the functions below take it."""
    return vocabulary


def tell_lines(text: str, vocabulary: Vocabulary) -> list[Told]:
    """Return what the words of each line tell, without a compiler."""
    words, is_foreign = words_of_lines(text)
    return [
        tell_words(each, vocabulary, is_foreign=foreign)
        for each, foreign in zip(words, is_foreign, strict=True)
    ]


def tell_words(words: Sequence[str], vocabulary: Vocabulary, *, is_foreign: bool) -> Told:
    """Return what the words of a line tell."""
    by_word, every = vocabulary.flags, FOREIGN if is_foreign else 0
    flags = [by_word[word] for word in words if word in by_word]
    every |= functools.reduce(operator.or_, flags, 0) & ~(START | MENTION)
    count = len(words)
    share = sum([flag & FUNCTION for flag in flags]) / count if count else 0.0
    started = _started(words, vocabulary) if count <= vocabulary.most_words else []
    begun = [_begun(word, vocabulary) for word in started]
    every = functools.reduce(operator.or_, begun, every)
    known = [word for word, flag in zip(started, begun, strict=True) if flag & PHRASE]
    return " ".join(words), count, share, every, known


def _started(words: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """Return the words that may mention something: they start so, and are no function words."""
    flags, letters = vocabulary.flags, vocabulary.start_letters
    started = [word for word in words if word[:letters] in flags]
    return [
        word
        for word in started
        if flags[word[:letters]] & START and not flags.get(word, 0) & FUNCTION
    ]


def _begun(word: str, vocabulary: Vocabulary) -> int:
    """Return the flags of the beginnings of a word."""
    by_start, least = vocabulary.flags, min(vocabulary.start_letters, len(word))
    begun = (by_start.get(word[:end], 0) for end in range(least, len(word) + 1))
    return functools.reduce(operator.or_, begun) & MENTION


def mentioned(said: int) -> tuple[str, ...]:
    """Return the names of the lists of mentions that flags of words speak of."""
    return _names_of_mentions()[said & MENTION & ~PHRASE]


@functools.cache
def _names_of_mentions() -> dict[int, tuple[str, ...]]:
    several = (
        set(flags) for count in range(4) for flags in itertools.combinations(_MENTIONED, count)
    )
    return {sum(flags): tuple(sorted(_MENTIONED[flag] for flag in flags)) for flags in several}


def count_shared(text: str, is_long: bytes, vocabulary: Vocabulary) -> bytes:
    """Count words as `shared_words`, without a compiler, in two rows of 32 bits a number."""
    contents = [_content(words, vocabulary) for words in words_of_lines(text)[0]]
    once: set[str] = set()
    twice: set[str] = set()
    pairs = list(zip(contents, is_long, strict=True))
    for content in (content for content, is_one in pairs if is_one):
        twice |= once & content
        once |= content
    shared = [len(content & (twice if is_one else once)) for content, is_one in pairs]
    return np.array([shared, list(map(len, contents))], np.uint32).tobytes()


compiled = find_compiled("search.cleaning._lines")
_used = None if is_refused() else compiled
_prepare: Callable[[Vocabulary], Any] = _used.prepare if _used else prepare
_tell_lines: Callable[[str, Any], list[Told]] = _used.tell_lines if _used else tell_lines
_count_shared: Callable[[str, bytes, Any], bytes] = _used.count_shared if _used else count_shared
