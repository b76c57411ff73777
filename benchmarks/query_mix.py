"""Make the queries that the engines are timed at, from the documents they are asked about.

All terms come from documents, so that everything asked for exists; frequent terms are drawn more
often, as often as they stand in the texts.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.prepared import NO_TERM, Prepared, read_prepared
from benchmarks.questions import Kind, Question

SEED = 7

COUNTS = {
    Kind.OR: 120,
    Kind.AND: 120,
    Kind.PHRASE: 80,
    Kind.PREFIX: 50,
    Kind.PREFIX_WORD: 50,
    Kind.FUZZY: 50,
    Kind.DATE: 50,
    Kind.SITE: 50,
    Kind.PAGE: 100,
    Kind.RESULTS: 100,
}
"""Queries of each kind."""

MOST_TERMS = 5
WINDOW = 20
"""Content words among which those of a bag stand: about two sentences."""

LONGEST_PHRASE = 4
SHORTEST_PREFIX = 3
SHORTEST_PREFIXED = 5
SHORTEST_MISSPELT = 5
LONGEST_RANGE_DAYS = 365
SAMPLED = 4000
"""Documents that queries are made from, so that those of a million need no memory for all."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def make_questions(prepared: Path, documents: int, kinds: Sequence[Kind]) -> list[Question]:
    """Return the queries of some kinds about a file of `documents` prepared documents."""
    sample = sample_documents(prepared, documents)
    return [question for kind in kinds for question in questions_of(kind, sample)]


def sample_documents(prepared: Path, documents: int) -> list[Prepared]:
    """Return some documents with enough content words for a bag, in the order of the file."""
    chosen = set(random.Random(SEED).sample(range(documents), min(documents, SAMPLED)))
    sampled = (each for n, each in enumerate(read_prepared(prepared)) if n in chosen)
    return [each for each in sampled if len(set(each.terms)) >= MOST_TERMS]


def questions_of(kind: Kind, documents: Sequence[Prepared]) -> Iterator[Question]:
    """Yield the queries of a kind; those of AND have the bags of those of OR."""
    bags = kind in {Kind.OR, Kind.AND}
    choice = random.Random(f"{SEED} {Kind.OR if bags else kind}")
    make = _MAKERS[kind]
    wanted = COUNTS[kind]
    while wanted:
        question = make(choice.choice(documents), choice)
        if question is not None:
            wanted -= 1
            yield question


def _or(document: Prepared, choice: random.Random) -> Question:
    return Question(Kind.OR, _bag(document, choice))


def _and(document: Prepared, choice: random.Random) -> Question:
    return Question(Kind.AND, _bag(document, choice))


def _phrase(document: Prepared, choice: random.Random) -> Question | None:
    """Return words that follow each other; None where a stop word stands among them."""
    length = choice.randint(2, LONGEST_PHRASE)
    start = choice.randrange(len(document.stems) - length + 1)
    words = document.stems[start : start + length]
    return None if NO_TERM in words else Question(Kind.PHRASE, words)


def _prefix(document: Prepared, choice: random.Random) -> Question | None:
    start = _start(document, choice)
    return Question(Kind.PREFIX, pattern=start) if start else None


def _prefix_word(document: Prepared, choice: random.Random) -> Question | None:
    start, word = _start(document, choice), choice.choice(document.terms)
    return Question(Kind.PREFIX_WORD, (word,), pattern=start) if start else None


def _fuzzy(document: Prepared, choice: random.Random) -> Question | None:
    term = choice.choice(document.terms)
    if len(term) < SHORTEST_MISSPELT:
        return None
    return Question(Kind.FUZZY, pattern=_misspelt(term, choice))


def _date(document: Prepared, choice: random.Random) -> Question:
    day = datetime.date.fromisoformat(document.day)
    length = choice.randint(1, LONGEST_RANGE_DAYS)
    first = day - datetime.timedelta(days=choice.randrange(length))
    last = first + datetime.timedelta(days=length)
    return Question(
        Kind.DATE, _bag(document, choice), first=first.isoformat(), last=last.isoformat()
    )


def _site(document: Prepared, choice: random.Random) -> Question:
    return Question(Kind.SITE, _bag(document, choice), site=document.site)


def _page(document: Prepared, choice: random.Random) -> Question | None:
    text = _typed(document, choice)
    return Question(Kind.PAGE, text=text) if text else None


def _results(document: Prepared, choice: random.Random) -> Question | None:
    text = _typed(document, choice)
    return Question(Kind.RESULTS, text=text) if text else None


def _typed(document: Prepared, choice: random.Random) -> str:
    """Return what a reader types: some words of a title as they stand there, or nothing."""
    words = document.title.split()
    length = choice.randint(1, MOST_TERMS)
    start = choice.randrange(max(1, len(words) - length + 1))
    text = " ".join("".join(c if c.isalnum() else " " for c in word) for word in words)
    typed = text.split()[start : start + length]
    return " ".join(typed) if any(len(w) > 4 for w in typed) else ""


def _bag(document: Prepared, choice: random.Random) -> tuple[str, ...]:
    """Return one to five terms that stand near each other."""
    terms = document.terms
    start = choice.randrange(max(1, len(terms) - WINDOW + 1))
    near = sorted(set(terms[start : start + WINDOW]))
    return tuple(choice.sample(near, min(len(near), choice.randint(1, MOST_TERMS))))


def _start(document: Prepared, choice: random.Random) -> str | None:
    """Return the beginning of a term, None where the term drawn is too short."""
    term = choice.choice(document.terms)
    if len(term) < SHORTEST_PREFIXED:
        return None
    return term[: choice.randint(SHORTEST_PREFIX, len(term) - 1)]


def _misspelt(term: str, choice: random.Random) -> str:
    """Return `term` with one letter put in, left out, changed or swapped with the next one."""
    at = choice.randrange(1, len(term) - 1)
    head, letter, tail = term[:at], term[at], term[at + 1 :]
    other = choice.choice(_LETTERS)
    return choice.choice(
        (
            head + other + letter + tail,
            head + tail,
            head + other + tail,
            head + tail[0] + letter + tail[1:],
        )
    )


_MAKERS: dict[Kind, Callable[[Prepared, random.Random], Question | None]] = {
    Kind.OR: _or,
    Kind.AND: _and,
    Kind.PHRASE: _phrase,
    Kind.PREFIX: _prefix,
    Kind.PREFIX_WORD: _prefix_word,
    Kind.FUZZY: _fuzzy,
    Kind.DATE: _date,
    Kind.SITE: _site,
    Kind.PAGE: _page,
    Kind.RESULTS: _results,
}
