"""Let a query ask for other ways to write its words, too."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from search.query.alternatives import Alternative
from search.query.notations import word_by_word
from search.query.parsed import Manner, ParsedQuery, Run, words_of
from search.query.regions import Ways, regions
from search.query.runs import all_of, every_of, typed
from search.query.tree import All, Any, Clause, Either, Inside, Origin, Phrase, Term, Way, Word

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
    runs = query.runs or (Run(query.terms, Manner.LOOSE),)
    found = [_terms_and_required(run, sources) for run in runs]
    terms = tuple(itertools.chain.from_iterable(terms for terms, _ in found))
    added = [term for term in terms if isinstance(term, Either)]
    if not added:
        return query
    instead: dict[Clause, Clause] = {each.typed: each for each in added if each.typed is not None}
    behind: list[Either] = []
    for run, (members, required) in zip(runs, found, strict=True):
        if run.manner is Manner.LOOSE:
            behind += [e for e in members if isinstance(e, Either) and e.typed is None]
        elif required is not None and (form := all_of(run.terms)) is not None:
            instead[form] = required
    clause = query.clause and _behind(_rewritten(query.clause, instead), tuple(behind))
    return dataclasses.replace(query, terms=terms, clause=clause)


def _terms_and_required(
    run: Run, sources: Sequence[Source]
) -> tuple[tuple[Term, ...], Clause | None]:
    """Return the terms of a run in their ways; where all are required, what asks for them so."""
    if run.manner is Manner.FIXED:
        return run.terms, None
    terms: list[Term] = []
    required: list[Clause] = []
    for kind, group in itertools.groupby(run.terms, type):
        members = tuple(group)
        if kind is not Word:
            found = [_in_ways(term, sources) for term in members]
            terms += found
            required += found if kind is Phrase else map(typed, members)
            continue
        words = tuple(word for term in members for word in words_of(term))
        ways = ways_of(words, sources)
        terms += _words(words, ways)
        required += regions(words, ways)
    is_required = run.manner is Manner.REQUIRED and Either in map(type, terms)
    return tuple(terms), every_of(required) if is_required else None


def _in_ways(term: Term, sources: Sequence[Source]) -> Term:
    return phrase_in_ways(term, (word_by_word, *sources)) if isinstance(term, Phrase) else term


def _words(words: Sequence[Word], ways: Ways) -> Iterator[Term]:
    """Yield words, each with its ways; behind the last of several words, theirs."""
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


def ways_of(words: Sequence[Word], sources: Sequence[Source]) -> Ways:
    """Return what the sources know of words, each way once, by the words it stands for."""
    found: dict[tuple[int, int], dict[object, Way]] = {}
    for source in sources:
        for each in source(words):
            if each.way.origin is Origin.CORRECTED and (each.start, each.end) in found:
                continue  # what is known by another way is no mistake
            key = tuple((word.stem, word.exact) for word in words_of(each.way.clause))
            found.setdefault((each.start, each.end), {}).setdefault(key, each.way)
    return {span: tuple(ways.values())[:MAX_WAYS] for span, ways in found.items()}


def _rewritten(clause: Clause, instead: Mapping[Clause, Clause]) -> Clause:
    """Return a clause with what is looked for instead of its parts; what is left out stays."""
    if clause in instead:
        return instead[clause]
    match clause:
        case Any(each) | All(each):
            return type(clause)(tuple(_rewritten(one, instead) for one in each))
        case Inside():
            return Inside(clause.zone, _rewritten(clause.clause, instead))
    return clause


def _behind(clause: Clause, added: tuple[Either, ...]) -> Clause:
    """Return a clause with ways of several words behind the words of which any will do."""
    if not added:
        return clause
    match clause:
        case Any(each) if any(isinstance(one, Word | Either) for one in each):
            return Any((*each, *added))
        case All(each):
            return All(tuple(_behind(one, added) if isinstance(one, Any) else one for one in each))
    return clause
