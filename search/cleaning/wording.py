"""Texts as the cleaner compares them: their words, and what those say at first sight."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from typing import TypedDict

from search.cleaning import wordlists
from search.cleaning.characters import FOREIGN_LETTER
from search.cleaning.plainness import is_plain
from search.cleaning.telling import Told, lines_told, tell_words, vocabulary

_WORD = re.compile(r"\w+")
_BULLET = re.compile(r"(?:(?:[*+•▪►»>|←→-]|\d{1,2}\.|o(?=\s))\s*)+")

LONGEST_READ = 20_000
"""Characters of a line that are read word by word: more than any article's paragraph has."""

_GLANCE_START = 240
_GLANCE_END = 120
"""Characters: about three lines of print, which no sign needs more than."""

_PROSE_ENDS = frozenset('.!?…»”")]:;,')
_PROSE_WORDS = 4
_FULL_PROSE = 300
"""Characters from which a line counts as a whole piece of prose."""

_SHORT = 100
"""Characters up to which a line is likely the site's own and stands on its other pages too."""
_LONG = 2_000
"""Characters up to which texts are remembered."""
_AT_ONCE = 2_000
"""Texts that are read side by side: any page has fewer, and memory stays bounded."""


class Wording(TypedDict):
    """A text as the cleaner compares it.

    `words` are in lower case, and `key` joins them: two lines that say the same have it in common.
    `glance` is the beginning and end of the text, which show what it is at a cost that has a
    bound. `phrase` is the glance as the word lists spell it: lower case, bullets and final colon
    cut off. `content` are the words that say what the text is about, `mentions` the names of the
    lists of site, share and credit words that it has words of, `openings` those of the lists of
    what leads elsewhere, signs or is for subscribers that it begins with an entry of; `is_plain`
    tells that it has nothing that the rules for single lines look for. `function_share` is the
    share of function words and `foreign_share` that of words in letters that French does not have,
    from 0 to 1; `prose` is how much of a full piece of prose the text is.
    """

    words: list[str]
    key: str
    glance: str
    phrase: str
    content: set[str]
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
    glances = [_glance(text) for text in texts]
    lowered = "\n".join(map(_readable, texts)).lower()
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


def first_word(text: str) -> str:
    """Return the first word of a text, in lower case, empty where it has none."""
    found = _WORD.search(text)
    return found[0].lower() if found else ""


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
    told = tell_words(words, vocabulary(), may_be_foreign=not read.isascii())
    return _wording(text, glance, spell(glance), told)


def _wording(text: str, glance: str, spelled: str, told: Told) -> Wording:
    words, key, content, function_share, known, may_be_foreign = told
    phrase = _phrase(spelled)
    openings = wordlists.openings(phrase)
    foreign_share = _foreign_share(key, words) if may_be_foreign else 0.0
    return {
        "words": words,
        "key": key,
        "glance": glance,
        "phrase": phrase,
        "content": content,
        "mentions": wordlists.mentioned(phrase, known) if known else (),
        "openings": openings,
        "is_plain": not foreign_share and is_plain(glance, phrase, openings),
        "function_share": function_share,
        "foreign_share": foreign_share,
        "prose": _prose(text, len(words), function_share),
    }


def _readable(text: str) -> str:
    """Return a text, of a boundless one its ends."""
    if len(text) <= LONGEST_READ:
        return text
    return f"{text[: LONGEST_READ // 2]} {text[-LONGEST_READ // 2 :]}"


def _glance(text: str) -> str:
    if len(text) <= _GLANCE_START + _GLANCE_END:
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
        spelled = spelled[bullet.end() if bullet else 0 :]
    return spelled.rstrip(" :.…→>")


def _foreign_share(key: str, words: Sequence[str]) -> float:
    if not FOREIGN_LETTER.search(key):
        return 0.0
    return sum(FOREIGN_LETTER.search(word) is not None for word in words) / len(words)


def _prose(text: str, words: int, function_share: float) -> float:
    if words < _PROSE_WORDS or text[-1] not in _PROSE_ENDS:
        return 0.0
    return min(1.0, len(text) / _FULL_PROSE) * min(1.0, 3 * function_share)
