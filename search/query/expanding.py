"""Let a query ask for other ways to write its words, too."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from search.query.alternatives import Alternative
from search.query.notations import word_by_word
from search.query.parsed import ParsedQuery, words_of
from search.query.tree import All, Any, Clause, Either, Origin, Phrase, Term, Way, Word

MAX_WAYS = 8
"""Ways to write one thing that are looked for beside the typed one."""

Source = Callable[[Sequence[Word]], Iterable[Alternative]]
"""Finds other ways to write words that follow each other."""


def expand(query: ParsedQuery, sources: Sequence[Source]) -> ParsedQuery:
    """Return `query` with the ways that the sources know; itself where they know none.

    What is left out stays as it was typed, and so do stop words by themselves.
    """
    if all(word.is_stop for word in query.words):
        return query
    terms = tuple(_terms(query.terms, sources))
    added = [term for term in terms if isinstance(term, Either)]
    if not added:
        return query
    instead: dict[Clause, Either] = {each.typed: each for each in added if each.typed is not None}
    behind = tuple(each for each in added if each.typed is None)
    clause = query.clause and _rewritten(query.clause, instead, behind)
    return dataclasses.replace(query, terms=terms, clause=clause)


def _terms(terms: Sequence[Term], sources: Sequence[Source]) -> Iterator[Term]:
    for kind, group in itertools.groupby(terms, type):
        if kind is Word:
            yield from _words(tuple(word for term in group for word in words_of(term)), sources)
        else:
            ways = (word_by_word, *sources)
            yield from (phrase_in_ways(t, ways) if isinstance(t, Phrase) else t for t in group)


def _words(words: Sequence[Word], sources: Sequence[Source]) -> Iterator[Term]:
    """Yield words, each with its ways; behind the last of several words, theirs."""
    ways = ways_of(words, sources)
    for place, word in enumerate(words, 1):
        here = ways.get((place - 1, place)) if ways else None
        yield Either((Way(word, 1.0, Origin.TYPED), *here)) if here else word
        if ways:
            longer = (ways.get((start, place)) for start in range(place - 1))
            yield from map(Either, filter(None, longer))


def phrase_in_ways(phrase: Phrase, sources: Sequence[Source]) -> Phrase | Either:
    """Return a phrase, and the same with other ways for some of its words, one at a time."""
    found = ways_of(phrase.words, sources)
    if not found:
        return phrase
    ways = [Way(phrase, 1.0, Origin.TYPED)]
    for (start, end), here in found.items():
        for way in here:
            words = (*phrase.words[:start], *words_of(way.clause), *phrase.words[end:])
            ways.append(dataclasses.replace(way, clause=Phrase(words)))
    return Either(tuple(ways[: MAX_WAYS + 1]))


def ways_of(
    words: Sequence[Word], sources: Sequence[Source]
) -> Mapping[tuple[int, int], tuple[Way, ...]]:
    """Return what the sources know of words, each way once, by the words it stands for."""
    found: dict[tuple[int, int], dict[object, Way]] = {}
    for source in sources:
        for each in source(words):
            if each.way.origin is Origin.CORRECTED and (each.start, each.end) in found:
                continue  # what is known by another way is no mistake
            key = tuple((word.stem, word.exact) for word in words_of(each.way.clause))
            found.setdefault((each.start, each.end), {}).setdefault(key, each.way)
    return {span: tuple(ways.values())[:MAX_WAYS] for span, ways in found.items()}


def _rewritten(
    clause: Clause, instead: Mapping[Clause, Either], behind: tuple[Either, ...]
) -> Clause:
    match clause:
        case Word() | Phrase():
            return instead.get(clause, clause)
        case Any(each):
            return Any((*(instead.get(one, one) for one in each), *behind))
        case All(each):
            return All(tuple(_rewritten(one, instead, behind) for one in each))
        case _:
            return clause
