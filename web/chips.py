"""The reading of a query, piece by piece, each with the address of the search without it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import search
from web.addresses import between, results_address
from web.choices import label_of
from web.languages import translated
from web.writing import long_date

MOST_PIECES = 12
"""Pieces of a text that are shown one by one; of a longer one, nobody takes out a word so."""


@dataclasses.dataclass(frozen=True, slots=True)
class Chip:
    """A piece of what is asked, and where the search goes on without it."""

    text: str
    address: str


def chips(query: search.Query, reading: search.Reading | None) -> Iterator[Chip]:
    """Yield the pieces of the text, then those of everything else that is asked."""
    parts = reading.parts if reading else ()
    for part in parts if len(parts) <= MOST_PIECES else ():
        yield Chip(part.text, results_address(dataclasses.replace(query, text=part.without)))
    for text in query.within:
        others = tuple(each for each in query.within if each != text)
        yield Chip(
            translated("dans les résultats de « %s »") % text,
            results_address(dataclasses.replace(query, within=others)),
        )
    yield from _period(query)
    for choice in query.choices:
        for value in choice.values:
            others = tuple(each for each in choice.values if each != value)
            without = query.only(choice.facet, *others)
            yield Chip(label_of(choice.facet, value), results_address(without))


def _period(query: search.Query) -> Iterator[Chip]:
    if query.first:
        without = results_address(between(query, None, query.last))
        yield Chip(translated("depuis le %s") % long_date(query.first), without)
    if query.last:
        without = results_address(between(query, query.first))
        yield Chip(translated("jusqu’au %s") % long_date(query.last), without)
