"""Take a query apart: words, quotations, parentheses, operators, signs and names of fields."""

from __future__ import annotations

import enum
import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from search.query.field_names import FIELDS


class Kind(enum.Enum):
    """What a token is."""

    WORD = enum.auto()
    QUOTE = enum.auto()
    UNCLOSED = enum.auto()
    OPEN = enum.auto()
    CLOSE = enum.auto()
    AND = enum.auto()
    OR = enum.auto()
    NOT = enum.auto()
    NEAR = enum.auto()
    WITHOUT = enum.auto()
    WITH = enum.auto()
    FIELD = enum.auto()


class Token(NamedTuple):
    """A piece of a query with its span in it.

    `text` is a word as typed, what stands between quotation marks, a sign, or a field's name.
    `distance` is that of words near each other; of a quotation, 0 where it is a phrase.
    """

    kind: Kind
    text: str
    start: int
    end: int
    distance: int = 0


MAX_TOKENS = 2048
"""Tokens of a query that are read: they take some ten milliseconds."""

OPERATORS = {
    **dict.fromkeys(("ET", "AND", "&&"), Kind.AND),
    **dict.fromkeys(("OU", "OR", "||"), Kind.OR),
    **dict.fromkeys(("SAUF", "NON", "SANS", "NOT"), Kind.NOT),
}
"""How operators are written, all of them in capitals."""

_SIGNS = {"+": Kind.WITH, "(": Kind.OPEN, ")": Kind.CLOSE, "&&": Kind.AND, "||": Kind.OR}

_QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»", "‹": "›", "”": "”"}
_OPENING = "".join(_QUOTES)
_PHRASE = "|".join(
    f"{opening}(?P<phrase{number}>[^{closing}]*)[{closing}]"
    for number, (opening, closing) in enumerate(_QUOTES.items())
)
_PHRASES = tuple(f"phrase{number}" for number in range(len(_QUOTES)))
_NAMES = "|".join(sorted(FIELDS, key=lambda name: (-len(name), name)))
_HEAD = rf"(?:(?i:{_NAMES}):|=(?=[{_OPENING}]))"
_LETTER = r"[^\W\d_]"

_QUOTATION = rf"(?:{_PHRASE})(?:~(?P<distance>\d{{1,9}})(?!\w))?|(?P<unclosed>[{_OPENING}])"
_FIELD = rf"(?:(?P<field>(?i:{_NAMES})):(?=[\w{_OPENING}(.*])|(?P<equals>=)(?=[{_OPENING}]))"

_PLAIN = (
    rf"(?<!\S)(?P<sign>[-−–](?=[{_OPENING}\w]|{_HEAD})|[+!](?=[{_OPENING}]|{_LETTER}|{_HEAD}))"
    rf"|{_FIELD}|{_QUOTATION}|(?P<word>[^\s{_OPENING}]+)"
)
"""Pieces of a query in which parentheses are signs like any other."""

_GROUPED = (
    rf"(?<![^\s(])(?P<sign>[-−–](?=[{_OPENING}\w(]|{_HEAD})|[+!](?=[{_OPENING}(]|{_LETTER}|{_HEAD}))"
    rf"|{_FIELD}|{_QUOTATION}|(?P<mark>[()]|(?<!&)&&(?!&)|(?<!\|)\|\|(?!\|))"
    # What stands in parentheses within a word belongs to it: député(e)s.
    rf"|(?P<word>(?:(?!&&|\|\|)[^\s{_OPENING}()]|(?<![A-Z\s(])\([^\s{_OPENING}()]*\))+)"
)
"""The same where they part a query."""

_NEAR = re.compile(r"(?:(?i:pr[eè]s|near)|ADJ|W)/([0-9]{1,9})")


def tokens(text: str, *, is_grouped: bool) -> Iterator[Token]:
    """Yield the tokens of `text`; without `is_grouped`, parentheses are signs like any other.

    There are no more than MAX_TOKENS.
    """
    # Compiled here, where most queries need but one of the two.
    found = re.finditer(_GROUPED if is_grouped else _PLAIN, text)
    return map(_token, itertools.islice(found, MAX_TOKENS))


def _token(match: re.Match[str]) -> Token:
    (start, end), text = match.span(), match.group()
    name = match.lastgroup or ""
    if name == "word":
        return _word(text, start, end)
    if name == "unclosed":
        return Token(Kind.UNCLOSED, text, start, end)
    if name in {"sign", "mark"}:
        return Token(_SIGNS.get(text, Kind.WITHOUT), text, start, end)
    if name in {"field", "equals"}:
        return Token(Kind.FIELD, match["field"] or "exact", start, end)
    distance = int(match["distance"] or 0)
    phrase = next(match[each] for each in _PHRASES if match[each] is not None)
    return Token(Kind.QUOTE, phrase, start, end, distance)


def _word(word: str, start: int, end: int) -> Token:
    if near := _NEAR.fullmatch(word):
        return Token(Kind.NEAR, word, start, end, int(near[1]))
    return Token(OPERATORS.get(word, Kind.WORD), word, start, end)
