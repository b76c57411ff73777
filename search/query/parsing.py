"""Read a query leniently: it never fails, it warns.

mot autre mot        documents with any of the words, best those with all of them
"phrase" « phrase »  documents with the phrase; words beside it only rank
-mot -"phrase"       not documents with it
ET OU SAUF PRES/5 ( ) site: depuis: cyber* Guteres~    see docs/langage.md
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from search.analysis import FrenchAnalyzer
from search.query.clauses import clause_of, runs_of
from search.query.grammar import node_of
from search.query.lexing import Token
from search.query.nodes import Beside, Filtered, Node, Placed, Quoted, Shaped, Without, Words
from search.query.operands import MAX_WORDS, Operands
from search.query.parsed import ParsedQuery
from search.query.pieces import parts_of
from search.query.rereading import reading_of
from search.query.sentences import sentence
from search.query.settling import LONG, UNCLOSED, settled
from search.query.units import units
from search.readings import Reading

__all__ = ["MAX_CHARACTERS", "MAX_WORDS", "NO_WORD", "PROSE", "parse"]

MAX_CHARACTERS = 10_000
"""Characters of a query that are read: an unclosed quotation mark is looked for to the end."""

PROSE_WORDS = 6
"""Words beside an expression in quotation marks from which on a headline was pasted."""

NO_WORD = "La requête ne contient aucun mot."

PROSE = (
    "La requête se lit comme une phrase : les mots entre guillemets ne sont pas exigés ensemble."
)


def parse(
    text: str, analyzer: FrenchAnalyzer, *, today: datetime.date | None = None
) -> ParsedQuery:
    """Return what `text` asks for; days are counted back from `today`."""
    tokens, warnings = settled(text[:MAX_CHARACTERS])
    operands = Operands(text, analyzer, today or _today(), warnings)
    node = node_of(tokens, operands)
    clause = None if node is None else clause_of(node)
    if node is None or clause is None:
        return ParsedQuery(text, None, (), _without_words(text, warnings))
    if operands.is_long or len(text) > MAX_CHARACTERS:
        operands.warn(LONG)
    if _is_prose(node):
        operands.warn(PROSE)
        node = _as_prose(node)
        clause = clause_of(node)
    runs = tuple(runs_of(node))
    return ParsedQuery(
        text=text,
        clause=clause,
        terms=tuple([term for run in runs for term in run.terms]),
        warnings=tuple(warnings),
        runs=() if _is_plain(node) else runs,
        reading=_reading(text, node, tokens),
    )


def _today() -> datetime.date:
    return datetime.datetime.now().astimezone().date()  # the day of those who ask


def _without_words(text: str, warnings: Sequence[str]) -> tuple[str, ...]:
    """Return what there is to say of a query in which nothing is looked for."""
    kept = [warning for warning in warnings if warning in {UNCLOSED, LONG}]
    if len(text) > MAX_CHARACTERS:
        kept.append(LONG)
    return (*((NO_WORD,) if text.strip() else ()), *dict.fromkeys(kept))


def _is_plain(node: Node) -> bool:
    """Tell whether there is nothing but words, phrases, filters and what is left out."""
    return isinstance(node, Beside) and node.is_loose and all(map(_is_simple, node.nodes))


def _is_simple(node: Node) -> bool:
    if isinstance(node, Quoted):
        return not node.is_exact
    return isinstance(node, Words | Without | Filtered)


def _is_prose(node: Node) -> bool:
    """Tell whether a sentence was typed, in which quotation marks are part of what it says."""
    if not (isinstance(node, Beside) and node.is_loose):
        return False
    if not all(_is_simple(each) or isinstance(each, Shaped) for each in node.nodes):
        return False
    beside = sum(len(each.words) for each in node.nodes if isinstance(each, Words))
    return beside >= PROSE_WORDS and any(isinstance(each, Quoted) for each in node.nodes)


def _as_prose(node: Node) -> Node:
    """Return what was typed with the words of its quotations as words among others."""
    match node:
        case Beside(nodes):
            return node._replace(nodes=tuple(map(_as_prose, nodes)))
        case Quoted(_, words, span):
            placed = tuple(Placed(term, span) for term in units(words))
            return Words(words, placed, span, is_one=True)
    return node


def _reading(text: str, node: Node, tokens: Sequence[Token]) -> Reading | None:
    tree = reading_of(node, text)
    return Reading(sentence(tree), tree, parts_of(node, text, tokens)) if tree else None
