"""The lines of a text, the units that are labeled."""

from __future__ import annotations

import dataclasses
import functools
import re

_LINE_END = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r"\w+")
_BULLET = re.compile(r"(?:(?:[*+•▪►»>|←→-]|\d{1,2}\.|o(?=\s))\s*)+")

_GLANCE_START = 240
_GLANCE_END = 120
"""Characters: about three lines of print, which no sign needs more than."""


@dataclasses.dataclass(frozen=True)
class Line:
    """A non-empty line: its 1-based number in the input and its text without outer spaces.

    `marks` name what the markup right around it says of it, `regions` the parts of the page that
    it stands in; a text has neither.
    """

    number: int
    text: str
    marks: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()

    @functools.cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the line, in lower case."""
        return tuple(_WORD.findall(self.text.lower()))

    @functools.cached_property
    def key(self) -> str:
        """What two lines that say the same have in common: the words alone."""
        return " ".join(self.words)

    @functools.cached_property
    def glance(self) -> str:
        """The line's beginning and end, which show what it is at a cost that has a bound."""
        if len(self.text) <= _GLANCE_START + _GLANCE_END:
            return self.text
        return f"{self.text[:_GLANCE_START]} {self.text[-_GLANCE_END:]}"

    @functools.cached_property
    def phrase(self) -> str:
        """The line as the word lists spell it: lower case, bullets and final colon cut off.

        Of a long line it is the glance.
        """
        text = self.glance.lower().replace("’", "'").replace("\xa0", " ")
        bullet = _BULLET.match(text)
        return text[bullet.end() if bullet else 0 :].rstrip(" :.…→>")


def split_lines(text: str) -> tuple[Line, ...]:
    """Return the non-empty lines of `text` in order."""
    numbered = enumerate(_LINE_END.split(text), start=1)
    return tuple(Line(number, line.strip()) for number, line in numbered if line.strip())
