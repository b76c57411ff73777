"""What is cut out of a line whose rest is content, one small function a repair.

Each returns the line's text without the debris, or as it was; letters are only ever taken away.
"""

from __future__ import annotations

import functools
import re
import string
import sys
from collections.abc import Callable, Container, Iterable, Sequence

from search.cleaning.lines import Line
from search.cleaning.reasons import Reason

DISTINCT_WORDS = 4
"""Words from which a text that comes again is no chance: titles, captions."""
LONGEST_TITLE = 300
"""Characters; what stands before a picture's number is not longer."""
LONGEST_TARGET = 2000
"""Characters of a link's address, as browsers allow them."""
_BEGINNING = 7
"""Characters that four words have at least."""

Repair = tuple[Reason, Callable[[str], str]]
"""What a repair takes away, and the function that does so."""

_CONTROL = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_PICTURE = re.compile(
    r"\b(?:ảnh|hình|photos?|images?|illustration|picture) ?\d{1,2}(?=[A-ZÀ-Þ«“\"])", re.IGNORECASE
)
_GLUED_NUMBER = re.compile(r"[0-9][A-ZÀ-Þ«“\"]")
_GLUED_DIGIT = re.compile(r"\d[A-ZÀ-Þ«“\"]")
_PICTURE_LENGTH = len("illustration 12A")
_NUMBER, _AFTER_NUMBER = b"1", b"A"
_UPPER_OR_QUOTE = re.compile(r"[A-ZÀ-Þ«“\"]")
_LINK_NUMBER = re.compile(r"\[\d{1,4}\](?=[\w«“\"'(])")
_HEADING = re.compile(r"#{1,6}[ \t]+")
_QUOTATION = re.compile(r">[ \t]+")
_LINK = re.compile(
    rf"!?\[([^\[\]]{{0,{LONGEST_TARGET}}})\]\([^()\s]{{0,{LONGEST_TARGET}}}"
    r"(?:[ \t]{1,4}\"[^\"()]{0,300}\")?\)"
)
_EMPHASIS = re.compile(r"\*\*|(?<!\w)__?(?=\w)|(?<=[\w.,;!?»…])__?(?!\w)")
_ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+.!|>~-])")
_WORD = re.compile(r"\w+")


def repair_line(line: Line, repairs: Sequence[Repair]) -> Line:
    """Return the line without the debris that `repairs` find, and with their names."""
    text, names = line.text, list(line.repairs)
    for name, repair in repairs:
        repaired = repair(text)
        if repaired is not text and (repaired := repaired.strip()) and repaired != text:
            names.append(name)
            text = repaired
    if text == line.text:
        return line
    return Line(line.number, text, line.marks, line.regions, line.height, tuple(names))


def have_controls(texts: Iterable[str]) -> bool:
    """Tell whether one of the texts has characters that show nothing."""
    # not printable are other spaces than the common one, too
    return any(_CONTROL.search(text) for text in texts if not text.isprintable())


def drop_controls(text: str) -> str:
    """Cut characters that show nothing: control codes, directions, halves of characters."""
    return text if text.isprintable() else _CONTROL.sub("", text)


def may_name_picture(text: str, end: int = sys.maxsize) -> bool:
    """Tell whether a number is glued to what follows it, in the first `end` characters."""
    # bytes show it sooner, if not surely
    told = text[:end].encode("utf-8", "surrogatepass").translate(_kinds_of_bytes())
    if _NUMBER + _AFTER_NUMBER not in told:
        return False
    return _GLUED_NUMBER.search(text, 0, end) is not None


@functools.cache
def _kinds_of_bytes() -> bytes:
    """Return what each byte of a text may be: a digit, or the first of what is glued to one."""
    after = {char.encode()[0] for char in f'{string.ascii_uppercase}ÀÞ«“"'}
    kinds = dict.fromkeys(after, _AFTER_NUMBER) | dict.fromkeys(string.digits.encode(), _NUMBER)
    return b"".join(kinds.get(code, b" ") for code in range(256))


def name_pictures(texts: Iterable[str]) -> bool:
    """Tell whether one of the texts has a picture and its number that are glued to what follows."""
    joined = "\n".join(texts)
    # around glued digits, as the pattern reads a page slowly
    ends = (found.end() for found in _GLUED_DIGIT.finditer(joined))
    return any(_PICTURE.search(joined, max(0, end - _PICTURE_LENGTH), end) for end in ends)


def drop_picture_name(text: str, titles: Container[str]) -> str:
    """Cut a title and the number of a picture that are glued to the caption behind them.

    `titles` holds the keys of the lines that may be titles.
    """
    if not may_name_picture(text, LONGEST_TITLE):
        return text
    found = _PICTURE.search(text, 0, LONGEST_TITLE)
    if found is None or not _UPPER_OR_QUOTE.match(text, found.end()):
        return text
    return text[found.end() :] if Line(0, text[: found.start()]).key in titles else text


def may_be_doubled(text: str) -> bool:
    """Tell whether the beginning of a text comes again in its second half."""
    return len(text) >= 2 * _BEGINNING and text.find(text[:_BEGINNING], len(text) // 2) >= 0


def drop_second_half(text: str) -> str:
    """Cut the second half of a text that says the same as the first: "A. Photo : BA. Photo : B"."""
    middle = len(text) // 2
    first, second = text[:middle].rstrip(), text[middle:].lstrip()
    if first != second or len(_WORD.findall(first[:LONGEST_TITLE])) < DISTINCT_WORDS:
        return text
    return first


def drop_link_numbers(text: str) -> str:
    """Cut the numbers that text browsers set before links: "[12]Valbourg"."""
    return _LINK_NUMBER.sub("", text)


def drop_markdown(text: str) -> str:
    """Cut the signs of Markdown, and the addresses of links, and leave the words."""
    text = text[mark.end() :] if (mark := _QUOTATION.match(text)) else text
    if mark := _HEADING.match(text):
        text = text[mark.end() :].rstrip("#")
    text = _LINK.sub(r"\1", _LINK.sub(r"\1", text))
    return _ESCAPE.sub("", _EMPHASIS.sub("", text))


def is_linked(text: str) -> bool:
    """Tell whether a line of Markdown has no word but those of its links; pictures are none."""
    rest, links = _LINK.subn("", text)
    is_picture = text.startswith("!") and _WORD.search(drop_markdown(text)) is not None
    return links > 0 and _WORD.search(rest) is None and not is_picture
