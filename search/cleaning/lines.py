"""The lines of a text, the units that are labeled."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, Self

from search.cleaning.telling import content_of
from search.cleaning.wording import Wording, wording_of, wordings_of, words_of

LINK_ALONE = "link alone"
"""The mark of a line of text that is a link and nothing else; in HTML, links have shares."""


@dataclasses.dataclass(frozen=True)
class Line:
    """A non-empty line: its 1-based number in the input and its text without outer spaces.

    `marks` name what the markup right around it says of it, `regions` the parts of the page that
    it stands in; a text has no regions. `height` is the number of lines of the input that it was
    broken over, `repairs` what was taken from its text, in French. `words` are those of its key,
    `content` those of them that say what it is about. The other fields are those of its wording.
    """

    number: int
    text: str
    marks: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    height: int = 1
    repairs: tuple[str, ...] = ()
    words: list[str] = dataclasses.field(init=False, repr=False, compare=False)
    content: set[str] = dataclasses.field(init=False, repr=False, compare=False)
    key: str = dataclasses.field(init=False, repr=False, compare=False)
    word_count: int = dataclasses.field(init=False, repr=False, compare=False)
    glance: str = dataclasses.field(init=False, repr=False, compare=False)
    phrase: str = dataclasses.field(init=False, repr=False, compare=False)
    said: int = dataclasses.field(init=False, repr=False, compare=False)
    mentions: tuple[str, ...] = dataclasses.field(init=False, repr=False, compare=False)
    openings: tuple[str, ...] = dataclasses.field(init=False, repr=False, compare=False)
    is_plain: bool = dataclasses.field(init=False, repr=False, compare=False)
    function_share: float = dataclasses.field(init=False, repr=False, compare=False)
    prose: float = dataclasses.field(init=False, repr=False, compare=False)
    foreign_share: float = dataclasses.field(init=False, repr=False, compare=False)

    def __getattr__(self, name: str) -> Any:
        """Find out the wording when it is first asked for: of a text of one line it never is.

        It becomes fields, and not properties, because they are read some twenty times a line.
        """
        fields = self.__dict__
        if name == "words":
            fields[name] = words_of(self.key)
        elif name == "content":
            fields[name] = content_of(self.words)
        elif name in Wording.__annotations__:
            fields.update(wording_of(self.text))
        else:
            raise AttributeError(name)
        return fields[name]

    @classmethod
    def worded(cls, number: int, text: str, wording: Mapping[str, object]) -> Self:
        """Make a line of text of which the wording is known."""
        line = object.__new__(cls)
        fields: dict[str, Any] = {**wording}
        fields["number"], fields["text"] = number, text
        object.__setattr__(line, "__dict__", fields)  # quicker than to fill one that is there
        return line

    def within(self, regions: tuple[str, ...]) -> Self:
        """Return the line with more regions; its wording stays as it is."""
        line = object.__new__(type(self))
        line.__dict__.update(self.__dict__)
        line.__dict__["regions"] = (*self.regions, *regions)
        return line


def bare_line(number: int, text: str) -> Line:
    """Return a line that is nothing but its text, sooner than its class would make it."""
    return Line.worded(number, text, {})


def split_lines(text: str) -> tuple[Line, ...]:
    """Return the non-empty lines of `text` in order."""
    return lines_of(split_rows(text))


def lines_of(rows: Sequence[tuple[int, str]]) -> tuple[Line, ...]:
    """Return rows as lines; the wording of several is found out at once."""
    if len(rows) == 1:
        return tuple(Line(number, row.strip()) for number, row in rows)
    texts = [row.strip() for _, row in rows]
    told = zip(rows, texts, wordings_of(texts), strict=True)
    return tuple(Line.worded(number, text, wording) for (number, _), text, wording in told)


def word_lines(lines: Sequence[Line]) -> None:
    """Find out the wording of lines at once, which is quicker than when each is first asked."""
    for line, wording in zip(lines, wordings_of([line.text for line in lines]), strict=True):
        line.__dict__.update(wording)


def split_rows(text: str) -> list[tuple[int, str]]:
    """Return the non-empty lines of `text` as they stand, each with its 1-based number."""
    # quicker than a pattern
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    numbered = enumerate(rows, start=1)
    return [(number, row) for number, row in numbered if row.strip()]
