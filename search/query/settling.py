"""Settle what the signs of a query mean where they stand: operators, parentheses and fields.

An operator is one only between operands, a parenthesis only with its pendant. What is settled
needs no second look: parentheses are in pairs and not too deep.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from search.french import shortened
from search.query.lexing import MAX_TOKENS, Kind, Token, tokens
from search.query.patterns import is_anything, is_pattern

MAX_DEPTH = 20
"""Parentheses within each other: nobody writes as many, and trees are walked by recursion."""

LONGEST_ACRONYM = 5
"""Letters of an acronym; a longer word in capitals is part of a headline."""

LONG = "La requête est longue : seul son début est pris en compte."
UNCLOSED = "Un guillemet n’a pas de pendant : il n’est pas pris en compte."
UNPAIRED = "Une parenthèse n’a pas de pendant : elle n’est pas prise en compte."
TOO_DEEP = f"Plus de {MAX_DEPTH} parenthèses s’emboîtent : les autres ne sont pas prises en compte."
NO_OPERAND = "«\u202f{}\u202f» n’a pas d’opérande : il est lu comme un mot."
IN_CAPITALS = (
    "«\u202f{}\u202f» est lu comme un mot parmi des mots en capitales"
    "\u202f; «\u202f{}\u202f» en fait un opérateur."
)

TOO_WIDE = "«\u202f{}\u202f» représente tous les mots : il n’est pas pris en compte."

_ANY_WORD = re.compile(r"[^\W_]")
_EDGES = " ,;:.!?…"
_SHORT = {Kind.AND: "&&", Kind.OR: "||", Kind.NOT: "-"}
_OPERATORS = frozenset((Kind.AND, Kind.OR, Kind.NOT, Kind.NEAR))
_ENDS = frozenset((Kind.WORD, Kind.QUOTE, Kind.CLOSE))
_VALUES = frozenset((Kind.WORD, Kind.QUOTE, Kind.OPEN))
_SIGNS = frozenset((Kind.WITH, Kind.WITHOUT))
_STARTS = frozenset((Kind.WORD, Kind.QUOTE, Kind.OPEN, Kind.FIELD, *_SIGNS))


def settled(text: str) -> tuple[list[Token], list[str]]:
    """Return the tokens of a query as they are meant, and warnings of those that are not."""
    warnings: list[str] = []
    found = list(tokens(text, is_grouped=True))
    if len(found) == MAX_TOKENS:
        warnings.append(LONG)
    found = list(_meant(found, warnings))
    has_mark = any(mark in text for mark in "()&|")
    if not has_mark and all(token.kind is Kind.WORD for token in found):
        return found, warnings  # as most queries, which have nothing to settle
    found = list(_with_values(_balanced(found, warnings)))
    found = list(_operating(found, warnings))
    if not has_mark or any(map(_parts, found)) or _has_signed_group(found):
        return found, warnings
    # No operator is left: all marks are those of a sentence.
    warnings = [warning for warning in warnings if warning not in {UNPAIRED, TOO_DEEP}]
    found = list(_with_values(_meant(tokens(text, is_grouped=False), [])))
    return [_as_word(token) if _parts(token) else token for token in found], warnings


def _meant(found: Iterable[Token], warnings: list[str]) -> Iterator[Token]:
    """Yield tokens without those that mean nothing, and without + where it quotes: +mot+."""
    known = list(found)
    has_quotes = any(
        token.kind is Kind.WORD and token.text.rstrip(_EDGES).endswith("+") for token in known
    )
    for token in known:
        if token.kind is Kind.UNCLOSED:
            _add(warnings, UNCLOSED)
        if token.kind is Kind.WORD and is_anything(token.text):
            _add(warnings, TOO_WIDE.format(shortened(token.text)))
        elif not (
            (has_quotes and token.kind is Kind.WITH)
            or (token.kind is Kind.WORD and not _ANY_WORD.search(token.text))
        ):
            yield token


def _parts(token: Token) -> bool:
    """Tell whether a token shows that parentheses of its query part it."""
    return token.kind in _OPERATORS or token.kind is Kind.FIELD


def _has_signed_group(found: Sequence[Token]) -> bool:
    return any(
        first.kind in _SIGNS and second.kind is Kind.OPEN
        for first, second in itertools.pairwise(found)
    )


def _with_values(found: Iterable[Token]) -> Iterator[Token]:
    """Yield tokens; a field without a value next to it is a word."""
    waiting: Token | None = None
    for token in found:
        if waiting is not None:
            is_value = token.kind in _VALUES and token.start == waiting.end
            yield waiting if is_value else _as_word(waiting)
        waiting = token if token.kind is Kind.FIELD else None
        if waiting is None:
            yield token
    if waiting is not None:
        yield _as_word(waiting)


def _as_word(token: Token) -> Token:
    return token._replace(kind=Kind.WORD, distance=0)


def _balanced(found: Iterable[Token], warnings: list[str]) -> list[Token]:
    """Return tokens without parentheses that are alone, empty or too deep, or signs before such."""
    kept: list[Token | None] = []
    opened: list[int] = []
    for token in found:
        if token.kind is Kind.CLOSE and not opened:
            _add(warnings, UNPAIRED)
            continue
        if token.kind is Kind.CLOSE:
            _close(kept, opened.pop(), len(opened), token, warnings)
            continue
        if token.kind is Kind.OPEN:
            opened.append(len(kept))
        kept.append(token)
    for place in opened:
        _add(warnings, UNPAIRED)
        kept[place] = None
    return _without_idle_signs([token for token in kept if token is not None])


def _close(
    kept: list[Token | None], opening: int, depth: int, token: Token, warnings: list[str]
) -> None:
    """Keep a parenthesis that closes another; neither where they are too deep."""
    if depth < MAX_DEPTH:
        kept.append(token)
        return
    _add(warnings, TOO_DEEP)
    kept[opening] = None


def _without_idle_signs(found: Sequence[Token]) -> list[Token]:
    """Return tokens without signs that stand before nothing any more."""
    starts = {token.start for token in found}
    return [token for token in found if not (token.kind in _SIGNS and token.end not in starts)]


def _operating(found: Sequence[Token], warnings: list[str]) -> Iterator[Token]:
    """Yield tokens, operators between operands as such and others as words."""
    is_meant = _has_sign(found)
    in_capitals = not is_meant and _are_in_capitals(found)
    before: Token | None = None
    for token, after in zip(found, [*found[1:], None], strict=False):
        reason = _objection(token, before, after)
        if not (reason or is_meant) and _is_natural(token):
            reason = _suspicion(token, before, after, in_capitals=in_capitals)
        if reason:
            _add(warnings, reason)
        meant = _as_word(token) if reason else token
        if not (reason and meant.text in {"&&", "||"}):
            yield meant
            before = before if meant.kind is Kind.UNCLOSED else meant


def _is_natural(token: Token) -> bool:
    """Tell whether an operator is also a word."""
    return token.kind in _SHORT and token.text.isalpha()


def _objection(token: Token, before: Token | None, after: Token | None) -> str | None:
    """Return why an operator is none where it stands; None for what is one, or never was."""
    if token.kind not in _OPERATORS:
        return None
    starts = _STARTS if token.kind in {Kind.NOT, Kind.NEAR} else _STARTS | {Kind.NOT}
    has_right = after is not None and after.kind in starts
    has_left = before is not None and before.kind in _ENDS
    if has_right and (has_left or _begins(token, before)):
        return None
    return NO_OPERAND.format(token.text)


def _suspicion(
    token: Token, before: Token | None, after: Token | None, *, in_capitals: bool
) -> str | None:
    """Return why an operator is rather a word of a headline."""
    if in_capitals or _is_in_headline(before, after):
        return IN_CAPITALS.format(token.text, _SHORT[token.kind])
    return None


def _begins(token: Token, before: Token | None) -> bool:
    """Tell whether an operator needs nothing before it: what is left out of everything."""
    return token.kind is Kind.NOT and (
        before is None or before.kind in {Kind.OPEN, Kind.AND, Kind.OR, Kind.UNCLOSED}
    )


def _are_in_capitals(found: Sequence[Token]) -> bool:
    """Tell whether all words of a query are in capitals, and none is a pattern."""
    words = [token for token in found if token.kind in {Kind.WORD, Kind.QUOTE}]
    letters = "".join(token.text for token in words)
    if not any(map(str.isupper, letters)) or any(map(str.islower, letters)):
        return False
    return not any(is_pattern(token.text) for token in words)


def _has_sign(found: Sequence[Token]) -> bool:
    """Tell whether any sign is there that no headline has."""
    depth = 0
    for token in found:
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        if token.kind in {Kind.FIELD, Kind.NEAR} or token.text in {"&&", "||"}:
            return True
        if depth and token.kind in {Kind.AND, Kind.OR}:
            return True
    return False


def _is_in_headline(before: Token | None, after: Token | None) -> bool:
    """Tell whether an operator stands between words in capitals that are not all acronyms."""
    sides = [side.text for side in (before, after) if side is not None and side.kind is Kind.WORD]
    is_shouted = len(sides) == 2 and all(map(str.isupper, sides))
    return is_shouted and max(map(len, sides)) > LONGEST_ACRONYM


def _add(warnings: list[str], warning: str) -> None:
    if warning not in warnings:
        warnings.append(warning)
