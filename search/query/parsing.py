"""Read a query leniently: it never fails, it warns.

mot autre mot      documents with any of the words, best those with all of them
"phrase" « phrase »  documents with the phrase; words beside it only rank
-mot -"phrase"     not documents with it
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Sequence

from search.analysis import FrenchAnalyzer, Variant
from search.query.expanding import phrase_in_ways
from search.query.notations import notations, word_by_word
from search.query.parsed import ParsedQuery
from search.query.tree import All, Any, Clause, Either, Not, Phrase, Term, Word
from search.query.units import units
from search.word_lists import load

MAX_WORDS = 128
"""Words of a query that count: more than a pasted paragraph; the rest cost time for nothing."""

MAX_CHARACTERS = 10_000
"""Characters of a query that are read: an unclosed quotation mark is looked for to the end."""

PROSE_WORDS = 6
"""Words beside an expression in quotation marks from which on a headline was pasted."""

NO_WORD = "La requête ne contient aucun mot."

PROSE = (
    "La requête se lit comme une phrase : les mots entre guillemets ne sont pas exigés ensemble."
)

_QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»", "‹": "›", "”": "”"}
_OPENING = "".join(_QUOTES)
_PHRASE = "|".join(
    f"{opening}(?P<phrase{number}>[^{closing}]*)[{closing}]"
    for number, (opening, closing) in enumerate(_QUOTES.items())
)
_PHRASES = tuple(f"phrase{number}" for number in range(len(_QUOTES)))
_PIECE = re.compile(
    rf"(?:(?<!\S)(?P<minus>[-−–](?=[{_OPENING}\w])))?"
    rf"(?:{_PHRASE}|(?P<unclosed>[{_OPENING}])|(?P<word>[^\s{_OPENING}]+))"
)


@dataclasses.dataclass(frozen=True, slots=True)
class _Piece:
    """A part of the query with its words, as it was typed."""

    words: tuple[Word, ...]
    is_phrase: bool
    is_excluded: bool


def parse(text: str, analyzer: FrenchAnalyzer) -> ParsedQuery:
    """Return what `text` asks for."""
    pieces, is_unclosed = _pieces(text[:MAX_CHARACTERS], analyzer)
    pieces, is_long = _shorten(pieces)
    if is_prose := _is_prose(pieces):
        pieces = [dataclasses.replace(each, is_phrase=False) for each in pieces]
    return ParsedQuery(
        text=text,
        clause=_clause(pieces),
        terms=_terms(pieces),
        warnings=_warnings(
            text,
            pieces,
            is_unclosed=is_unclosed,
            is_long=is_long or len(text) > MAX_CHARACTERS,
        )
        + ((PROSE,) if is_prose else ()),
    )


def _pieces(text: str, analyzer: FrenchAnalyzer) -> tuple[list[_Piece], bool]:
    pieces: list[_Piece] = []
    is_unclosed = False
    # Words beside each other are read together: some stand for one number or one day.
    for is_word, group in itertools.groupby(_PIECE.finditer(text), _is_plain):
        if is_word:
            matches = list(group)
            run = text[matches[0].start() : matches[-1].end()]
            pieces.append(_Piece(_words(run, analyzer), is_phrase=False, is_excluded=False))
            continue
        for match in group:
            is_unclosed = is_unclosed or match["unclosed"] is not None
            pieces.append(_special_piece(match, analyzer))
    return [piece for piece in pieces if piece.words], is_unclosed


def _is_plain(match: re.Match[str]) -> bool:
    return match["word"] is not None and match["minus"] is None


def _special_piece(match: re.Match[str], analyzer: FrenchAnalyzer) -> _Piece:
    """Return a phrase or what is excluded; nothing for a quotation mark without its pendant."""
    if match["unclosed"]:
        return _Piece((), is_phrase=False, is_excluded=False)
    word = match["word"]
    words = _words(_phrase_of(match) if word is None else word, analyzer)
    return _Piece(words, is_phrase=word is None, is_excluded=match["minus"] is not None)


def _phrase_of(match: re.Match[str]) -> str:
    """Return what stands between the quotation marks, whichever they are."""
    return next(match[name] for name in _PHRASES if match[name] is not None)


def _words(text: str, analyzer: FrenchAnalyzer) -> tuple[Word, ...]:
    light = load("search.analysis", "lightwords")
    tokens, variants = analyzer.read(text)
    words = tuple(
        Word(
            text[token.start : token.end],
            token.stem,
            token.exact,
            token.is_stop,
            token.exact in light,
        )
        for token in tokens
    )
    return _with_variants(words, variants) if variants else words


def _with_variants(words: Sequence[Word], variants: Sequence[Variant]) -> tuple[Word, ...]:
    """Return words, each with what it and those after it are also written as."""
    narrow = [variant for variant in variants if not variant.is_wider]
    return tuple(
        dataclasses.replace(word, variants=tuple(v for v in narrow if v.position == place))
        for place, word in enumerate(words)
    )


def _shorten(pieces: list[_Piece]) -> tuple[list[_Piece], bool]:
    """Return the leading pieces of at most MAX_WORDS words, and whether any were left out."""
    if sum(len(piece.words) for piece in pieces) <= MAX_WORDS:
        return pieces, False
    kept: list[_Piece] = []
    room = MAX_WORDS
    for piece in pieces:
        if room:
            kept.append(dataclasses.replace(piece, words=piece.words[:room]))
            room -= len(kept[-1].words)
    return kept, True


def _is_prose(pieces: list[_Piece]) -> bool:
    """Tell whether a sentence was typed, in which quotation marks are part of what it says."""
    wanted = [piece for piece in pieces if not piece.is_excluded]
    beside = sum(len(piece.words) for piece in wanted if not piece.is_phrase)
    return beside >= PROSE_WORDS and any(piece.is_phrase for piece in wanted)


def _terms(pieces: list[_Piece]) -> tuple[Term, ...]:
    terms: list[Term] = []
    for piece in pieces:
        if piece.is_phrase and not piece.is_excluded:
            terms.append(Phrase(piece.words))
        elif not piece.is_excluded:
            terms += units(piece.words)
    return tuple(terms)


def _clause(pieces: list[_Piece]) -> Clause | None:
    if not pieces:
        return None
    required: list[Clause] = [
        Phrase(piece.words) for piece in pieces if piece.is_phrase and not piece.is_excluded
    ]
    terms = [t for p in pieces if not (p.is_phrase or p.is_excluded) for t in units(p.words)]
    if terms and not required:
        required.append(any_of(terms))
    excluded = [Not(_in_any_notation(piece.words)) for piece in pieces if piece.is_excluded]
    clauses = (*required, *excluded)
    return clauses[0] if len(clauses) == 1 else All(clauses)


def _in_any_notation(words: tuple[Word, ...]) -> Phrase | Either:
    return phrase_in_ways(Phrase(words), (notations, word_by_word))


def any_of(terms: Sequence[Term]) -> Clause:
    """Match any of the terms; where all are stop words, all of them, or all would match."""
    content = dict.fromkeys(term for term in terms if not is_stop(term))
    if content:
        return Any(tuple(content))
    return All(tuple(dict.fromkeys(terms)))


def is_stop(term: Term) -> bool:
    """Tell whether a term is a stop word."""
    return isinstance(term, Word) and term.is_stop


def _warnings(
    text: str, pieces: list[_Piece], *, is_unclosed: bool, is_long: bool
) -> tuple[str, ...]:
    warnings = []
    if text.strip() and not pieces:
        warnings.append(NO_WORD)
    if is_unclosed:
        warnings.append("Un guillemet n’a pas de pendant : il n’est pas pris en compte.")
    if is_long:
        warnings.append("La requête est longue : seul son début est pris en compte.")
    return tuple(warnings)
