"""The lines of a text, the units that are labeled."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from collections.abc import Sequence
from typing import Any

from search.cleaning import wordlists

_LINE_END = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r"\w+")
_BULLET = re.compile(r"(?:(?:[*+•▪►»>|←→-]|\d{1,2}\.|o(?=\s))\s*)+")

LINK_ALONE = "link alone"
"""The mark of a line of text that is a link and nothing else; in HTML, links have shares."""

LONGEST_READ = 20_000
"""Characters of a line that are read word by word: more than any article's paragraph has."""

_GLANCE_START = 240
_GLANCE_END = 120
"""Characters: about three lines of print, which no sign needs more than."""


_SHORT = 100
"""Characters up to which a line is likely the site's own and stands on its other pages too."""


@dataclasses.dataclass(frozen=True)
class Wording:
    """A text as the cleaner compares it.

    `words` are in lower case, and `key` joins them: two lines that say the same have it in common.
    `glance` is the beginning and end of the text, which show what it is at a cost that has a
    bound. `phrase` is the glance as the word lists spell it: lower case, bullets and final colon
    cut off. `function_share` is the share of function words, from 0 to 1.
    """

    words: tuple[str, ...]
    key: str
    glance: str
    phrase: str
    function_share: float

    @classmethod
    def of(cls, text: str) -> Wording:
        """Return the wording of a text; those of short ones are remembered."""
        return short_wording(text) if len(text) <= _SHORT else _worded(text)


_WORDING = frozenset(field.name for field in dataclasses.fields(Wording))


@functools.lru_cache(maxsize=8192)
def short_wording(text: str) -> Wording:
    """Return the wording of a short text, remembered because the pages of a site share them."""
    return _worded(text)


def _worded(text: str) -> Wording:
    words = tuple(_WORD.findall(_readable(text).lower()))
    function_words = wordlists.entries("function_words")
    share = sum(map(function_words.__contains__, words)) / max(1, len(words))
    glance = _glance(text)
    return Wording(words, " ".join(words), glance, _phrase(glance), share)


def _readable(text: str) -> str:
    """Return a text, of a boundless one its ends."""
    if len(text) <= LONGEST_READ:
        return text
    return f"{text[: LONGEST_READ // 2]} {text[-LONGEST_READ // 2 :]}"


def _glance(text: str) -> str:
    if len(text) <= _GLANCE_START + _GLANCE_END:
        return text
    return f"{text[:_GLANCE_START]} {text[-_GLANCE_END:]}"


def _phrase(glance: str) -> str:
    text = glance.lower().replace("’", "'").replace("\xa0", " ")
    bullet = _BULLET.match(text)
    return text[bullet.end() if bullet else 0 :].rstrip(" :.…→>")


@dataclasses.dataclass(frozen=True)
class Line:
    """A non-empty line: its 1-based number in the input and its text without outer spaces.

    `marks` name what the markup right around it says of it, `regions` the parts of the page that
    it stands in; a text has no regions. `height` is the number of lines of the input that it was
    broken over, `repairs` what was taken from its text, in French. The other fields are those of
    its wording.
    """

    number: int
    text: str
    marks: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    height: int = 1
    repairs: tuple[str, ...] = ()
    words: tuple[str, ...] = dataclasses.field(init=False, repr=False, compare=False)
    key: str = dataclasses.field(init=False, repr=False, compare=False)
    glance: str = dataclasses.field(init=False, repr=False, compare=False)
    phrase: str = dataclasses.field(init=False, repr=False, compare=False)
    function_share: float = dataclasses.field(init=False, repr=False, compare=False)

    def __getattr__(self, name: str) -> Any:
        """Find out the wording when it is first asked for.

        It becomes fields, and not properties, because they are read some twenty times a line.
        """
        if name not in _WORDING:
            raise AttributeError(name)
        self.__dict__.update(Wording.of(self.text).__dict__)
        return self.__dict__[name]


def words_of(text: str) -> Sequence[str]:
    """Return all words of a text, in lower case; those of the last few texts are remembered."""
    return _remembered_words(text) if len(text) <= LONGEST_READ else _WORD.findall(text.lower())


@functools.lru_cache(maxsize=16)
def _remembered_words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def first_word(text: str) -> str:
    """Return the first word of a text, in lower case, empty where it has none."""
    found = _WORD.search(text)
    return found[0].lower() if found else ""


def has_more_words(text: str, count: int) -> bool:
    """Tell whether a text has more words than that, reading no more of it than needed."""
    return next(itertools.islice(_WORD.finditer(text), count, None), None) is not None


def split_lines(text: str) -> tuple[Line, ...]:
    """Return the non-empty lines of `text` in order."""
    return tuple(Line(number, row.strip()) for number, row in split_rows(text))


def split_rows(text: str) -> list[tuple[int, str]]:
    """Return the non-empty lines of `text` as they stand, each with its 1-based number."""
    numbered = enumerate(_LINE_END.split(text), start=1)
    return [(number, row) for number, row in numbered if row.strip()]
