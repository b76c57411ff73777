"""Hard-wrapped text, as mail and text browsers write it, joined into paragraphs again.

A text is taken to be wrapped as a whole or not at all. Where a program has broken a line at a
width, the first word of the next line would not have fitted; sentences that go on in lower case
show at which width. Text that nobody wrapped (lists, verse, menus) has no such width.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Callable, Iterator, Sequence

from search.cleaning.lines import Line, lines_of, split_rows

NARROWEST = 50
WIDEST = 100
"""Columns: the widths that texts are wrapped at, with room on both sides of 72 and 80."""
LEAST_JOINTS = 3
"""Sentences that must go on where a line was broken, so that chance does not look like a width."""
SHORT_ROWS = 30
"""Lines of a text that is too short for so many; in it, all must agree and none be longer."""
AGREEMENT = 0.8
"""Share of the lines that go on in lower case which must have been broken at the width."""
OVERLONG = 0.1
"""Lines beyond the width for each sentence broken at it, from which nothing was wrapped; one, which
may be the title, does not matter."""

_MARKER = re.compile(r"(?:[•▪■►|]|(?:[*+o-]|#{1,6}|\d{1,2}[.)])(?=[ \t]))[ \t]*")
_QUOTE_MARK = ">"
_QUOTE = re.compile(r"(?:>[ \t]?)*")
_FIRST_WORD = re.compile(r"[^ \t]+")
_SENTENCE_END = re.compile(r"[.!?…][\s»”\")]*$")
_HYPHENATED = re.compile(r"\w-$")
_WORD = re.compile(r"\w")
_TAB_COLUMNS = 8
_FAR_BEYOND = 2 * WIDEST
"""Columns of lines that are not looked at more closely, as nobody wrapped them."""

Measure = Callable[[str], int]


def _count_bytes(text: str) -> int:
    """Return what some programs take for the number of columns."""
    return len(text.encode("utf-8", "surrogatepass"))


_MEASURES: tuple[Measure, ...] = (len, _count_bytes)


@dataclasses.dataclass(frozen=True, slots=True)
class Width:
    """The least and the greatest width, in columns, that most broken lines agree on."""

    least: int
    greatest: int
    joints: int


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """A line of the input: its number, quotation marks, text and the columns where that stands.

    `hang` is where the text behind a bullet begins, `word` the length of the first word; sizes
    are in the columns of the program that wrapped: characters or bytes.
    """

    number: int
    quote: str
    text: str
    indent: int
    hang: int
    end: int
    word: int

    @property
    def starts_item(self) -> bool:
        """Tell whether the row begins with a bullet, a number or the mark of a heading."""
        return _MARKER.match(self.text) is not None

    @property
    def goes_on(self) -> bool:
        """Tell whether the row can only be read on from the one above it."""
        return self.text[:1].islower() and not self.starts_item


def read_lines(text: str) -> tuple[Line, ...]:
    """Return the non-empty lines of `text`, in wrapped text its paragraphs."""
    rows = split_rows(text)
    if not _may_be_wrapped(rows):
        return lines_of(rows)
    measured, width = max((_measured(rows, measure) for measure in _MEASURES), key=_joints)
    if width is None:
        return lines_of(rows)
    return tuple(map(_join, _paragraphs(measured, width)))


def _may_be_wrapped(rows: Sequence[tuple[int, str]]) -> bool:
    """Tell, without measuring much, whether enough rows may go on where one was broken."""
    if len(rows) <= 1:
        return False
    if sum(len(row) > _FAR_BEYOND for _, row in rows) > OVERLONG * len(rows):
        return False
    joints = (
        below_number == number + 1 and _may_be_joint(above, below)
        for (number, above), (below_number, below) in itertools.pairwise(rows)
    )
    return sum(joints) >= (1 if len(rows) <= SHORT_ROWS else LEAST_JOINTS)


def _may_be_joint(above: str, below: str) -> bool:
    """Tell whether a row may go on from the one above, broken at a width that texts have."""
    below = below.lstrip()
    if len(above) > _FAR_BEYOND or not (below[0].islower() or below[0] == _QUOTE_MARK):
        return False
    word = below.lstrip(f"{_QUOTE_MARK} \t").partition(" ")[0]
    longest = _count_bytes(above.rstrip().expandtabs(_TAB_COLUMNS)) + _count_bytes(word)
    return len(above.rstrip()) <= WIDEST and longest >= NARROWEST


def _measured(rows: Sequence[tuple[int, str]], measure: Measure) -> tuple[list[Row], Width | None]:
    in_columns = [_row(number, row, measure) for number, row in rows]
    return in_columns, find_width(in_columns)


def _joints(measured: tuple[list[Row], Width | None]) -> int:
    return measured[1].joints if measured[1] else 0


def _row(number: int, row: str, measure: Measure) -> Row:
    """Return a line in its columns; of a line that nobody wrapped they do not matter."""
    text = row.strip()
    if len(row) > _FAR_BEYOND:
        return Row(number, "", text, 0, 0, _FAR_BEYOND, WIDEST)
    row = row.rstrip().expandtabs(_TAB_COLUMNS)
    quote = _QUOTE.match(row.lstrip())
    quoted = row.lstrip()[quote.end() if quote else 0 :]
    content = quoted.lstrip()
    indent = len(row) - len(content)
    marker, word = _MARKER.match(content), _FIRST_WORD.match(content)
    return Row(
        number,
        quote[0].rstrip() if quote else "",
        content or text,
        indent,
        indent + (marker.end() if marker else 0),
        measure(row),
        measure(word[0]) if word else 0,
    )


def find_width(rows: Sequence[Row]) -> Width | None:
    """Return the width at which the rows were wrapped, or None where they were not."""
    pairs = [pair for pair in itertools.pairwise(rows) if _may_join(*pair) and pair[1].goes_on]
    changes = [0] * (_FAR_BEYOND + 2)
    for above, below in pairs:
        changes[min(above.end, _FAR_BEYOND)] += 1
        changes[min(above.end + below.word, _FAR_BEYOND) + 1] -= 1
    joints = list(itertools.accumulate(changes))[: WIDEST + 1]
    most = max(joints[NARROWEST:])
    is_sure = most >= LEAST_JOINTS and most >= AGREEMENT * len(pairs)
    if not is_sure and not _is_short_and_wrapped(rows, len(pairs), most):
        return None
    agreed = [width for width in range(NARROWEST, WIDEST + 1) if joints[width] == most]
    overlong = sum(row.end > agreed[-1] and _is_breakable(row) for row in rows)
    most_overlong = max(1, OVERLONG * most) if most >= LEAST_JOINTS else 0
    return Width(agreed[0], agreed[-1], most) if overlong <= most_overlong else None


def _is_short_and_wrapped(rows: Sequence[Row], pairs: int, most: int) -> bool:
    """Tell whether the few sentences of a short text that go on were all broken at one width."""
    return 0 < most == pairs and len(rows) <= SHORT_ROWS


def _may_join(above: Row, below: Row) -> bool:
    """Tell whether two rows can be of one paragraph, whatever the width."""
    is_next = below.number == above.number + 1 and _depth(above) == _depth(below)
    has_words = _WORD.search(above.text) is not None and _WORD.search(below.text) is not None
    return is_next and has_words and not below.starts_item and not above.text.startswith("|")


def _depth(row: Row) -> int:
    return row.quote.count(">")


def _is_breakable(row: Row) -> bool:
    """Tell whether a row that is too long could have been wrapped: addresses cannot."""
    words = row.text[:_FAR_BEYOND].split()
    return max(map(len, words), default=0) <= NARROWEST


def _paragraphs(rows: Sequence[Row], width: Width) -> Iterator[list[Row]]:
    are_parted = _are_parted(rows, width)
    paragraph: list[Row] = []
    for row in rows:
        if paragraph and not _continues(paragraph, row, width, are_parted=are_parted):
            yield paragraph
            paragraph = []
        paragraph.append(row)
    if paragraph:
        yield paragraph


def _are_parted(rows: Sequence[Row], width: Width) -> bool:
    """Tell whether empty lines part the paragraphs: most last rows have one below."""
    last = [
        (above, below)
        for above, below in itertools.pairwise(rows)
        if above.goes_on and not _is_full(above, below, width)
    ]
    return sum(below.number == above.number + 1 for above, below in last) <= len(last) / 2


def _is_full(above: Row, below: Row, width: Width) -> bool:
    """Tell whether the first word of a row would not have fitted into the one above."""
    return above.end <= width.greatest and above.end + 1 + below.word > width.least


def _continues(paragraph: Sequence[Row], row: Row, width: Width, *, are_parted: bool) -> bool:
    above = paragraph[-1]
    if not _is_full(above, row, width) or not _may_join(above, row):
        return False
    if not are_parted and not row.goes_on and _SENTENCE_END.search(above.text[-4:]):
        return False
    return row.indent <= above.hang if len(paragraph) == 1 else row.indent == above.indent


def _join(rows: Sequence[Row]) -> Line:
    """Return a paragraph as one line; a compound broken behind its hyphen gets no space."""
    first = rows[0]
    parts = [f"{first.quote} {first.text}".strip()]
    for above, below in itertools.pairwise(rows):
        is_compound = _HYPHENATED.search(above.text[-2:]) and below.text[:1].isalpha()
        parts += [below.text] if is_compound else [" ", below.text]
    return Line(first.number, "".join(parts), height=len(rows))
