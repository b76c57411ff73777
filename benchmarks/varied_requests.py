"""Vary requests: other orders, days, results to go on from, and many words near to each other."""

from __future__ import annotations

import dataclasses
import datetime
import random
from collections.abc import Iterable, Iterator

from search.requests import Query, Sort

SEED = 8

SHARE = 0.15
"""How many of the requests are varied in each way."""

FIRST_YEAR, YEARS = 2016, 6

_SIGNS = str.maketrans(dict.fromkeys('"«»“”()*?~:+-&|/', " "))


def varied(requests: Iterable[Query], seed: int = SEED) -> Iterator[Query]:
    """Yield requests, some of them in another way; the same ones and seed give the same."""
    choice = random.Random(seed)
    before = "mer"
    for request in requests:
        yield _varied(request, before, choice)
        before = request.text


def _varied(request: Query, before: str, choice: random.Random) -> Query:
    """Return a request, or another like it; `before` is the text of one before it."""
    if choice.random() < SHARE:
        request = dataclasses.replace(request, text=_near(f"{before} {request.text}", choice))
    if choice.random() < SHARE:
        request = dataclasses.replace(request, within=(before,))
    if choice.random() < SHARE:
        first, last = _days(choice)
        request = dataclasses.replace(request, first=first, last=last)
    if choice.random() < SHARE:
        request = dataclasses.replace(request, favors_recent=True)
    if choice.random() < 2 * SHARE:
        request = dataclasses.replace(request, sort=choice.choice(list(Sort)))
    return request


def _near(text: str, choice: random.Random) -> str:
    """Return words of a text as near to each other, up to six of them."""
    words = [word for word in text.translate(_SIGNS).split() if word.islower()]
    words = list(dict.fromkeys(words)) or ["mer", "terre"]
    return f'"{" ".join(words[: choice.randint(2, 6)])}"~{choice.choice((5, 20, 80, 150))}'


def _days(choice: random.Random) -> tuple[datetime.date | None, datetime.date | None]:
    first = datetime.date(FIRST_YEAR + choice.randrange(YEARS), 1, 1)
    last = first + datetime.timedelta(days=choice.randrange(800))
    return choice.choice(((first, None), (None, last), (first, last)))
