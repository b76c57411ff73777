"""Find the few places of a text where a term may stand, before any of its words is analyzed."""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections.abc import Callable, Collection, Iterator
from typing import cast

from search.analysis.folding import fold
from search.analysis.forms import words_of
from search.analysis.normalizing import APOSTROPHES, INVISIBLE, normalize
from search.analysis.ordinals import roman_numeral
from search.analysis.spellings import spellings
from search.compiled import find_compiled, is_refused

Span = tuple[int, int]
Finder = Callable[[str, bytes, tuple[bytes, ...]], list[Span]]

_RIDDLE = b"?"
"""What a skimmed text has where a word may be, and one has to look closer."""

_SIGNS = b".,/-"
"""What joins words as well as parting them."""

_SPACE, _HYPHEN = b" -"

_BEFORE = b" '"
"""What words begin after."""

EVERYWHERE = b""
"""The needle of what may be any word, or a number or a date of several."""

KNOWN_NEEDLES = 1 << 12
"""Words whose needles are remembered: about 5 MB, and stop words come again and again."""

_PATTERNS = 1 << 10
"""Patterns that are remembered."""

_ENDING = re.compile("(?<=.)(?:qu|nt|[iltx])$")
"""What Snowball's French stemmer puts in the place of other endings: publi|qu, prud|ent, chev|al.

All other letters of a stem are the first letters of the word, but for words of the table of forms.
"""


def skim(text: str) -> bytes:
    """Return `text` with one byte a code point: letters folded, everything between words a space.

    An apostrophe stays. A riddle stands for what may be part of a word and is not one letter.
    """
    return text.replace("’", "'").encode("latin-1", "replace").translate(_table())


@functools.lru_cache(KNOWN_NEEDLES)
def needles(exact: str, stem: str = "") -> frozenset[bytes]:
    """Return what skimmed texts have before a word of one of the two terms, and of its beginning.

    Without a stem, only words of that exact form are sought. A term with a riddle needs no needle.
    """
    sought = _beginnings(stem) if stem else [exact + " ", exact + "'"]
    if exact.isalpha() and len(exact) > 1:
        sought.append(" ".join(exact))  # it may be an acronym
    sought += spellings(exact)
    images = (skim(before + word) for before in (" ", "'") for word in sought)
    return frozenset(image for image in images if _RIDDLE not in image)


def beginning(start: str) -> frozenset[bytes]:
    """Return what skimmed texts have before a word that begins so, and of its beginning."""
    return frozenset(itertools.chain(*(_images(before, start) for before in (" ", "'"))))


def inside(part: str) -> frozenset[bytes]:
    """Return what skimmed texts have of a word that has the letters of `part` one after another."""
    return frozenset(_images("", part))


def _images(before: str, letters: str) -> Iterator[bytes]:
    """Yield how letters are skimmed, also as those of an acronym; what has a riddle needs none."""
    for written in dict.fromkeys((letters, " ".join(letters))):
        image = skim(before + written)
        if _RIDDLE not in image:
            yield image


def _beginnings(stem: str) -> list[str]:
    """Return what the words of a stem begin with, in ASCII, none the beginning of another."""
    words = {_ENDING.sub("", stem), roman_numeral(stem) or stem, *map(fold, words_of(stem))}
    found: list[str] = []
    for word in sorted(words):
        if not found or not word.startswith(found[-1]):
            found.append(word)
    return found


def runs(text: str, needles: Collection[bytes]) -> list[Span]:
    """Return the span of each run between separators that has one of the needles or a riddle.

    Spans ascend; runs can be analyzed one by one, for no word goes beyond its run. The needle
    EVERYWHERE is all of a text.
    """
    if EVERYWHERE in needles:
        return [(0, len(text))]
    return finder()(text.replace("’", "'"), _table(), tuple(needles))


def find_runs(text: str, table: bytes, needles: tuple[bytes, ...]) -> list[Span]:
    """Return the spans of the runs of a text that is skimmed by a table."""
    written = b" %b " % text.encode("latin-1", "replace")
    skimmed = written.translate(table)
    partings = [at for at in _spaces(skimmed) if not _joins(written, skimmed, at)]
    hyphened = bytes(
        sign if sign == _HYPHEN and _joins(written, skimmed, at) else skimmed[at]
        for at, sign in enumerate(written)
    )
    spans: list[Span] = []
    for first, last in sorted(_matches(hyphened, needles)):
        start = partings[bisect.bisect_right(partings, first) - 1]
        end = partings[bisect.bisect_left(partings, last)] - 1
        if spans and start < spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        elif start < end:
            spans.append((start, end))
    return spans


def _matches(hyphened: bytes, needles: tuple[bytes, ...]) -> Iterator[Span]:
    """Yield the first and the last byte of each needle and riddle, or of its first two."""
    for needle in (_RIDDLE, *needles):
        for match in _pattern(needle).finditer(hyphened):
            first, end = match.span(1)
            if first + 1 < len(hyphened):  # no word stands behind the last space
                yield first, max(end - 1, first + (needle != _RIDDLE))


@functools.lru_cache(_PATTERNS)
def _pattern(needle: bytes) -> re.Pattern[bytes]:
    """Return what finds a needle, in which signs may stand that its word leaves out.

    « week-end » is « weekend », too, « prud’hommes » « prudhommes ».
    """
    letters = [b"[ -]" if letter == _SPACE else re.escape(bytes([letter])) for letter in needle]
    whole = 2 if needle[0] in _BEFORE else 1
    return re.compile(b"(?=(%b))" % b"[-']*?".join([b"".join(letters[:whole]), *letters[whole:]]))


def _spaces(skimmed: bytes) -> Iterator[int]:
    at = skimmed.find(b" ")
    while at >= 0:
        yield at
        at = skimmed.find(b" ", at + 1)


def _joins(written: bytes, skimmed: bytes, at: int) -> bool:
    """Tell whether a sign stands between two words that may be one, as in an acronym."""
    is_inside = written[at] in _SIGNS and 0 < at < len(skimmed) - 1
    return is_inside and skimmed[at - 1] != _SPACE and skimmed[at + 1] != _SPACE


@functools.cache
def finder() -> Finder:
    """Return the compiled finder of runs or, where there is none, the one above."""
    compiled = find_compiled("search.analysis._runs")
    return find_runs if compiled is None or is_refused() else cast(Finder, compiled.runs)


@functools.cache
def _table() -> bytes:
    """Return the byte for each character of Latin-1."""
    return b"".join(_image(chr(code)) for code in range(256))


def _image(char: str) -> bytes:
    if char in APOSTROPHES:
        return b"'"
    if char in INVISIBLE or char == "?":
        return _RIDDLE
    if not char.isalnum():
        return b" "
    folded = fold(normalize(char))
    return folded.encode() if folded.isascii() and len(folded) == 1 else _RIDDLE
