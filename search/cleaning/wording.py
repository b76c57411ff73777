"""Texts as the cleaner compares them: their words, and what those say at first sight."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Sequence
from typing import TypedDict

from search.cleaning import wordlists
from search.cleaning.characters import FOREIGN_LETTER
from search.cleaning.plainness import is_plain
from search.cleaning.telling import (
    FOREIGN,
    MENTION,
    OPENING,
    Told,
    lines_told,
    mentioned,
    tell_words,
    vocabulary,
)

_WORD = re.compile(r"\w+")
_BEYOND_PLANE = re.compile(r"[\U00010000-\U0010ffff]")
"""Letters of which no kind is known, so that a word may seem to begin behind one."""
_BULLET = re.compile(r"(?:(?:[*+•▪►»>|←→-]|\d{1,2}\.|o(?=\s))\s*)+")

LONGEST_READ = 20_000
"""Characters of a line that are read word by word: more than any article's paragraph has."""

_GLANCE_START = 240
_GLANCE_END = 120
_GLANCE = _GLANCE_START + _GLANCE_END
"""Characters: about three lines of print, which no sign needs more than."""

_PROSE_ENDS = frozenset('.!?…»”")]:;,')
_PROSE_WORDS = 4
_FULL_PROSE = 300
"""Characters from which a line counts as a whole piece of prose."""

_FIRST_WORDS = 4
"""Words that few texts have in common at their beginning."""

_SHORT = 100
"""Characters up to which a line is likely the site's own and stands on its other pages too."""
_LONG = 2_000
"""Characters up to which texts are remembered."""
_AT_ONCE = 2_000
"""Texts that are read side by side: any page has fewer, and memory stays bounded."""


class Wording(TypedDict):
    """A text as the cleaner compares it.

    `key` joins its words in lower case: two lines that say the same have it in common;
    `word_count` is how many these are.
    `glance` is the beginning and end of the text, which show what it is at a cost that has a
    bound. `phrase` is the glance as the word lists spell it: lower case, bullets and final colon
    cut off. `said` are the flags of its words, `mentions` the names of the
    lists of site, share and credit words that it has words of, `openings` those of the lists of
    what leads elsewhere, signs or is for subscribers that it begins with an entry of; `is_plain`
    tells that it has nothing that the rules for single lines look for. `function_share` is the
    share of function words and `foreign_share` that of words in letters that French does not have,
    from 0 to 1; `prose` is how much of a full piece of prose the text is.
    """

    key: str
    word_count: int
    glance: str
    phrase: str
    said: int
    mentions: tuple[str, ...]
    openings: tuple[str, ...]
    is_plain: bool
    function_share: float
    prose: float
    foreign_share: float


def wordings_of(texts: Sequence[str]) -> list[Wording]:
    """Return the wordings of texts without line breaks, read side by side."""
    parts = (texts[start : start + _AT_ONCE] for start in range(0, len(texts), _AT_ONCE))
    return [wording for part in parts for wording in _worded_at_once(part)]


def _worded_at_once(texts: Sequence[str]) -> Iterable[Wording]:
    glances = [text if len(text) <= _GLANCE else _glance(text) for text in texts]
    is_boundless = max(map(len, texts)) > LONGEST_READ
    lowered = "\n".join(map(_readable, texts) if is_boundless else texts).lower()
    spelled = [
        line if glance is text else spell(glance)
        for text, glance, line in zip(texts, glances, _straighten(lowered).split("\n"), strict=True)
    ]
    return map(_wording, texts, glances, spelled, lines_told(lowered))


def wording_of(text: str) -> Wording:
    """Return the wording of one text, which is remembered unless it is very long."""
    if len(text) <= _SHORT:
        return short_wording(text)
    return long_wording(text) if len(text) <= _LONG else _worded(text)


def words_of(key: str) -> list[str]:
    """Return the words of a key."""
    return key.split(" ") if key else []


def first_word(text: str) -> str:
    """Return the first word of a text, in lower case, empty where it has none."""
    found = _WORD.search(text)
    return found[0].lower() if found else ""


def first_words(text: str) -> list[str]:
    """Return the first few words of a text, in lower case."""
    return [found[0].lower() for found in itertools.islice(_WORD.finditer(text), _FIRST_WORDS)]


@functools.lru_cache(maxsize=8192)
def short_wording(text: str) -> Wording:
    """Return the wording of a short text, remembered because the pages of a site share them."""
    return _worded(text)


@functools.lru_cache(maxsize=512)
def long_wording(text: str) -> Wording:
    """Return the wording of a paragraph, remembered while its page is read."""
    return _worded(text)


def _worded(text: str) -> Wording:
    glance = _glance(text)
    read = _readable(text).lower()
    words = _WORD.findall(read)
    is_foreign = FOREIGN_LETTER.search(" ".join(words)) is not None
    told = tell_words(words, vocabulary(), is_foreign=is_foreign)
    return _wording(text, glance, spell(glance), told)


def _wording(text: str, glance: str, spelled: str, told: Told) -> Wording:
    key, word_count, function_share, said, _ = told
    phrase = _phrase(spelled)
    may_open = said & OPENING or glance is not text
    openings = wordlists.openings(phrase) if may_open else ()
    foreign_share = _foreign_share(key) if said & FOREIGN else 0.0
    return {
        "key": key,
        "word_count": word_count,
        "glance": glance,
        "phrase": phrase,
        "said": said,
        "mentions": _mentions(text, phrase, told) if said & MENTION else (),
        "openings": openings,
        "is_plain": not foreign_share and is_plain(glance, phrase, openings),
        "function_share": function_share,
        "foreign_share": foreign_share,
        "prose": _prose(text, function_share) if word_count >= _PROSE_WORDS else 0.0,
    }


def _mentions(text: str, phrase: str, told: Told) -> tuple[str, ...]:
    """Return the names of the lists of mentions; of a long text, the phrase must have them."""
    key, _, _, said, known = told
    if len(text) > _GLANCE or (not text.isascii() and _BEYOND_PLANE.search(text)):
        return wordlists.mentioned(phrase, words_of(key))
    names = mentioned(said)
    if not known:
        return names
    return tuple(sorted({*names, *wordlists.mentioned(phrase, known)}))


def _readable(text: str) -> str:
    """Return a text, of a boundless one its ends."""
    if len(text) <= LONGEST_READ:
        return text
    return f"{text[: LONGEST_READ // 2]} {text[-LONGEST_READ // 2 :]}"


def _glance(text: str) -> str:
    if len(text) <= _GLANCE:
        return text
    return f"{text[:_GLANCE_START]} {text[-_GLANCE_END:]}"


def spell(text: str) -> str:
    """Return a text as the word lists spell it: in lower case, with straight apostrophes."""
    return _straighten(text.lower())


def _straighten(lowered: str) -> str:
    return lowered.replace("’", "'").replace("\xa0", " ")


def _phrase(spelled: str) -> str:
    first = spelled[:1]
    if first == "o" or not first.isalpha():
        bullet = _BULLET.match(spelled)
        spelled = spelled[bullet.end() :] if bullet else spelled
    return spelled.rstrip(" :.…→>")


def _foreign_share(key: str) -> float:
    words = words_of(key)
    return sum(FOREIGN_LETTER.search(word) is not None for word in words) / len(words)


def _prose(text: str, function_share: float) -> float:
    if text[-1] not in _PROSE_ENDS:
        return 0.0
    return min(1.0, len(text) / _FULL_PROSE) * min(1.0, 3 * function_share)
