"""Turn what a query says into what is asked of an index."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from search.query.expanding import phrase_in_ways
from search.query.nodes import (
    Beside,
    Every,
    Filtered,
    Nearby,
    Node,
    Quoted,
    Shaped,
    Some,
    With,
    Without,
    Words,
    Zoned,
)
from search.query.notations import notations, word_by_word
from search.query.parsed import Manner, Run, words_of
from search.query.runs import all_of, any_of, is_stop
from search.query.tree import (
    All,
    Any,
    Clause,
    Either,
    Inside,
    Near,
    Not,
    Phrase,
    Word,
)

MOST_CHOICES = 32
"""Choices of words that stand near each other: (a OU b) PRES/5 (c OU d) has four."""


def clause_of(node: Node) -> Clause | None:
    """Return what documents must match; None where a node has neither words nor filters."""
    match node:
        case Zoned() | Without() | With():
            return _around(node)
        case Some():
            return _only(Any, _clauses(node.nodes))
        case Every():
            return _only(All, _clauses(node.nodes))
        case Beside():
            return _loose(node) if node.is_loose else _only(All, _clauses(content_of(node.nodes)))
    return _leaf(node)


def _leaf(node: Words | Quoted | Shaped | Filtered | Nearby) -> Clause | None:
    match node:
        case Words():
            return all_of([each.term for each in node.terms])
        case Quoted():
            return quotation(node)
        case Shaped():
            return node.pattern
        case Filtered():
            return _only(Any, node.filters)
        case Nearby():
            return _only(Any, tuple(dict.fromkeys(_near(node))))


def _around(node: Zoned | Without | With) -> Clause | None:
    if isinstance(node, Without):
        return excluded(node)
    inside = clause_of(node.inside if isinstance(node, Zoned) else node.node)
    return inside and (Inside(node.zone, inside) if isinstance(node, Zoned) else inside)


def runs_of(node: Node, *, is_loose: bool = False) -> Iterator[Run]:
    """Yield the words that documents are ranked by, in the order typed."""
    match node:
        case Words():
            manner = Manner.LOOSE if is_loose else Manner.REQUIRED
            yield Run(tuple(each.term for each in node.terms), manner)
        case Quoted():
            yield Run((quotation(node),), Manner.FIXED if node.is_exact else Manner.REQUIRED)
        case Shaped():
            yield Run((node.pattern,), Manner.LOOSE if is_loose else Manner.FIXED)
        case Zoned():
            yield from runs_of(node.inside)
        case Nearby():
            yield Run(tuple(dict.fromkeys(_near(node))), Manner.FIXED)
        case With():
            yield from runs_of(node.node)
        case Beside():
            yield from _runs(node.nodes, is_loose=node.is_loose)
        case Some() | Every():
            yield from _runs(node.nodes, is_loose=False)


def _runs(nodes: Sequence[Node], *, is_loose: bool) -> Iterator[Run]:
    return itertools.chain.from_iterable(runs_of(node, is_loose=is_loose) for node in nodes)


def content_of(nodes: Sequence[Node]) -> Sequence[Node]:
    """Return what stands side by side without stop words, if there is anything else."""
    return [node for node in nodes if not is_idle(node)] or nodes


def is_idle(node: Node) -> bool:
    """Tell whether a node is nothing but stop words."""
    return isinstance(node, Words) and all(is_stop(each.term) for each in node.terms)


def _clauses(nodes: Sequence[Node]) -> tuple[Clause, ...]:
    found = (clause_of(node) for node in nodes)
    return tuple(dict.fromkeys(clause for clause in found if clause is not None))


def _only(kind: type[Any | All], clauses: tuple[Clause, ...]) -> Clause | None:
    """Return clauses combined, a single one by itself; None where there are none."""
    if not clauses[1:]:
        return clauses[0] if clauses else None
    return kind(clauses)


def quotation(node: Quoted) -> Phrase | Word:
    """Return an expression; one exact word is a word."""
    return node.words[0] if node.is_exact and len(node.words) == 1 else Phrase(node.words)


def _loose(node: Beside) -> Clause | None:
    """Require what is not loose, and what is only where nothing else has words."""
    required = [each for each in node.nodes if not (is_optional(each) or is_side(each))]
    clauses = [*_clauses(required)]
    if not required and (terms := list(_optional(node.nodes))):
        is_one_pattern = len(terms) == 1 and not isinstance(terms[0], Word | Either)
        clauses.append(terms[0] if is_one_pattern else any_of(terms))
    clauses += [clause for each in node.nodes if is_side(each) and (clause := clause_of(each))]
    return _only(All, tuple(clauses))


def is_optional(node: Node) -> bool:
    """Tell whether a member of what is loose may be missing."""
    return isinstance(node, Words | Shaped | Some | Every | Beside)


def is_side(node: Node) -> bool:
    """Tell whether a member of what is loose only narrows what the others find."""
    if isinstance(node, With):
        return is_side(node.node)
    return isinstance(node, Filtered | Without | Zoned)


def _optional(nodes: Sequence[Node]) -> Iterator[Clause]:
    for node in nodes:
        if isinstance(node, Words):
            yield from (each.term for each in node.terms)
        elif is_optional(node) and (clause := clause_of(node)):
            yield clause


def excluded(node: Without) -> Clause | None:
    """Leave out an expression or a word in any notation, or all that something else matches."""
    inner = node.node
    if isinstance(inner, Beside) and len(inner.nodes) == 1:
        [inner] = inner.nodes
    is_one = isinstance(inner, Words) and (inner.is_one or len(inner.words) == 1)
    if isinstance(inner, Words | Quoted) and (is_one or isinstance(inner, Quoted)):
        if isinstance(inner, Quoted) and inner.is_exact:
            return Not(quotation(inner))
        return Not(phrase_in_ways(Phrase(inner.words), (notations, word_by_word)))
    clause = clause_of(inner)
    return clause and Not(clause)


def is_wordy(node: Node) -> bool:
    """Tell whether a node is made of words alone, which may stand near others."""
    match node:
        case Words():
            return True
        case Quoted():
            return not node.is_exact
        case Beside(nodes) | Every(nodes) | Some(nodes):
            return all(map(is_wordy, nodes))
    return False


def _near(node: Nearby) -> Iterator[Near]:
    """Yield what stands near each other: each choice of words of one side with those of others."""
    for words in itertools.islice(_choices(Every(node.nodes)), MOST_CHOICES):
        content = tuple(word for word in words if not word.is_stop)
        yield Near(content if len(content) > 1 else words, node.distance)


def _choices(node: Node) -> Iterator[tuple[Word, ...]]:
    """Yield the words of a node, of several the choices between them."""
    match node:
        case Words():
            yield tuple(word for each in node.terms for word in words_of(each.term))
        case Quoted():
            yield node.words
        case Beside(nodes) | Every(nodes):
            for row in itertools.product(*(_first_choices(each) for each in nodes)):
                yield tuple(itertools.chain.from_iterable(row))
        case Some(nodes):
            for each in nodes:
                yield from _choices(each)


def _first_choices(node: Node) -> list[tuple[Word, ...]]:
    return list(itertools.islice(_choices(node), MOST_CHOICES))
