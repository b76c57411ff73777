"""The lines of a page of plain text as they are labeled: unwrapped, and debris cut out of them."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from collections.abc import Sequence

from search.cleaning import repairs
from search.cleaning.lines import LINK_ALONE, Line
from search.cleaning.reasons import Reason
from search.cleaning.wrapping import read_lines

LEAST_SIGNS = 2
"""Signs of Markdown from which a text is taken to be written in it."""
LEAST_NUMBERS = 3
"""Numbers of links, counting up from 1, from which a text browser is taken to have written them."""
COUNTED_UP = 0.9
HEADING_WORDS = 4
"""Words from which the only heading of the first level is the title and not the site's name."""

_UNDOUBLED = (Reason.DOUBLED, repairs.drop_second_half)
_HEADING = re.compile(r"#{1,6}[ \t]+\S")
_FIRST_HEADING = re.compile(r"#[ \t]+\S")
_MARKDOWN_LINK = re.compile(r"\]\((?:https?:|mailto:|[/#.])")
_LINK_NUMBER = re.compile(r"\[(\d{1,4})\](?=[\w«“\"'(])")


def read_text(text: str, title: Line) -> tuple[tuple[Line, ...], str]:
    """Return the lines of a text, repaired, and the key of its heading, empty where it has none.

    A known `title` may stand in pieces of debris; its text may be empty.
    """
    lines: Sequence[Line] = read_lines(text)
    has_controls = repairs.have_controls([line.text for line in lines])
    if has_controls:
        lines = [line for line in lines if repairs.drop_controls(line.text).strip()]
    is_markdown = _may_be_markdown(text) and _is_markdown(lines)
    wanted = _repairs_for(lines, has_controls=has_controls, is_markdown=is_markdown)
    repaired = [
        repairs.repair_line(line, (*wanted, _UNDOUBLED))
        if wanted or repairs.may_be_doubled(line.text)
        else line
        for line in lines
    ]
    heading_key = ""
    if is_markdown:
        heading_key = _heading_key(lines, repaired)
        repaired = [_mark_link(*pair) for pair in zip(lines, repaired, strict=True)]
    if _may_name_picture(lines, text) and repairs.name_pictures([one.text for one in repaired]):
        repaired = _drop_picture_names(repaired, title)
    return tuple(repaired), heading_key


def is_sound(text: str) -> bool:
    """Tell whether a text of one line is read as it is: nothing that is repaired is in it."""
    if not text or "#" in text or "[" in text or repairs.may_be_doubled(text):
        return False
    may_name_picture = repairs.may_name_picture(text, repairs.LONGEST_TITLE)
    return not may_name_picture and not repairs.have_controls([text])


def _may_be_markdown(text: str) -> bool:
    return "#" in text or "](" in text


def _is_markdown(lines: Sequence[Line]) -> bool:
    if lines and _FIRST_HEADING.match(lines[0].text):
        return True
    signs = (_HEADING.match(line.text) or _MARKDOWN_LINK.search(line.text) for line in lines)
    return sum(sign is not None for sign in signs) >= LEAST_SIGNS


def _repairs_for(
    lines: Sequence[Line], *, has_controls: bool, is_markdown: bool
) -> list[repairs.Repair]:
    wanted: list[repairs.Repair] = []
    if has_controls:
        wanted.append((Reason.CONTROLS, repairs.drop_controls))
    if is_markdown:
        wanted.append((Reason.MARKUP, repairs.drop_markdown))
    elif _are_links_numbered(lines):
        wanted.append((Reason.LINK_NUMBERS, repairs.drop_link_numbers))
    return wanted


def _are_links_numbered(lines: Sequence[Line]) -> bool:
    """Tell whether the text has link numbers that count up from 1."""
    bracketed = [line.text for line in lines if "[" in line.text]
    found = [int(number) for text in bracketed for number in _LINK_NUMBER.findall(text)]
    if len(found) < LEAST_NUMBERS or found[0] != 1:
        return False
    counted = sum(after == before + 1 for before, after in itertools.pairwise(found))
    return counted >= COUNTED_UP * (len(found) - 1)


def _heading_key(lines: Sequence[Line], repaired: Sequence[Line]) -> str:
    """Return the key of the only heading of the first level, if it is as long as a title."""
    pairs = zip(lines, repaired, strict=True)
    headings = [after for before, after in pairs if _FIRST_HEADING.match(before.text)]
    is_title = len(headings) == 1 and headings[0].word_count >= HEADING_WORDS
    return headings[0].key if is_title else ""


def _mark_link(before: Line, after: Line) -> Line:
    is_linked = repairs.is_linked(before.text)
    return dataclasses.replace(after, marks=(LINK_ALONE,)) if is_linked else after


def _may_name_picture(lines: Sequence[Line], text: str) -> bool:
    """Tell whether a line may begin with the number of a picture; of a single one, look there."""
    if len(lines) == 1:
        return repairs.may_name_picture(lines[0].text, repairs.LONGEST_TITLE)
    return repairs.may_name_picture(text)


def _drop_picture_names(lines: Sequence[Line], title: Line) -> list[Line]:
    titles = {title.key} if title.word_count >= repairs.DISTINCT_WORDS else set()
    drop = functools.partial(repairs.drop_picture_name, titles=titles)
    wanted = [(Reason.PICTURE_NAME, drop)]
    repaired = []
    for above, line in zip((None, *lines), lines, strict=False):
        if above and above.word_count >= repairs.DISTINCT_WORDS:
            titles.add(above.key)
        may_be_named = repairs.may_name_picture(line.text)
        repaired.append(repairs.repair_line(line, wanted) if may_be_named else line)
    return repaired
