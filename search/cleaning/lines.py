"""The lines of a text, the units that are labeled."""

from __future__ import annotations

import dataclasses
import functools
import re

from search.cleaning import wordlists

_LINE_END = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r"\w+")
_BULLET = re.compile(r"(?:(?:[*+•▪►»>|←→-]|\d{1,2}\.|o(?=\s))\s*)+")

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


@functools.lru_cache(maxsize=8192)
def short_wording(text: str) -> Wording:
    """Return the wording of a short text, remembered because the pages of a site share them."""
    return _worded(text)


def _worded(text: str) -> Wording:
    words = tuple(_WORD.findall(text.lower()))
    function_words = wordlists.entries("function_words")
    share = sum(map(function_words.__contains__, words)) / max(1, len(words))
    glance = _glance(text)
    return Wording(words, " ".join(words), glance, _phrase(glance), share)


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
    it stands in; a text has neither. The other fields are those of its wording.
    """

    number: int
    text: str
    marks: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    words: tuple[str, ...] = dataclasses.field(init=False, repr=False, compare=False)
    key: str = dataclasses.field(init=False, repr=False, compare=False)
    glance: str = dataclasses.field(init=False, repr=False, compare=False)
    phrase: str = dataclasses.field(init=False, repr=False, compare=False)
    function_share: float = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # as fields rather than as properties: they are read some twenty times a line
        self.__dict__.update(Wording.of(self.text).__dict__)


def split_lines(text: str) -> tuple[Line, ...]:
    """Return the non-empty lines of `text` in order."""
    numbered = enumerate(_LINE_END.split(text), start=1)
    return tuple(Line(number, line.strip()) for number, line in numbered if line.strip())
