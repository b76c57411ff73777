"""The parameters of an address, read leniently: what makes no sense is left out, and said.

Pages go on without it; the JSON addresses refuse.
"""

from __future__ import annotations

import dataclasses
import datetime
import enum
import re
from typing import TypeVar

from werkzeug.datastructures import MultiDict

import search
from web.languages import PARAMETER as LANGUAGE

PAGE_SIZE = 10
"""Results of a page."""

LARGEST_PAGE = 100
"""Results of a page at most."""

DEEPEST_RESULT = 10_000
"""The last result that is shown, however many there are."""

MOST_CHARACTERS = 10_000
"""Characters of a query; of longer ones the search reads no more, either."""

MOST_VALUES = 50
"""Values of a facet that may be chosen together."""

MOST_WITHIN = 5
"""Queries that a search may go on from."""

Named = TypeVar("Named", bound=enum.StrEnum)

_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_ANY = re.compile("(?s:.*)")
_FLAGS = {"0": False, "1": True}
_SHAPES = {
    search.Facet.YEAR: re.compile(r"(?!0000)[0-9]{4}", re.ASCII),
    search.Facet.MONTH: re.compile(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])", re.ASCII),
    search.Facet.LENGTH: re.compile("|".join(search.Length)),
    search.Facet.PICTURE: re.compile("yes|no"),
    search.Facet.TRUNCATED: re.compile("yes|no"),
}
"""What values of a facet look like, where they are not whatever documents say."""


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """A parameter that makes no sense, and why."""

    parameter: str
    detail: str


class Arguments:
    """Read the parameters of one address; `faults` are those of what was read so far."""

    def __init__(self, values: MultiDict[str, str]) -> None:
        self._values = values
        self._read: set[str] = {LANGUAGE}
        self._faults: list[Fault] = []

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What made no sense, and the parameters that nothing has asked for."""
        unknown = [name for name in self._values if name not in self._read]
        return (*self._faults, *(Fault(name, "there is no such parameter") for name in unknown))

    def query(self) -> search.Query:
        """Return what is searched, how and among which documents."""
        query = search.Query(
            text=self.text("q"),
            sort=self.member("sort", search.Sort, search.Sort.RELEVANCE),
            scope=self.member("scope", search.Scope, search.Scope.ARTICLE),
            first=self.day("first"),
            last=self.day("last"),
            within=self.within(),
            is_grouped=self.flag("grouped", usual=True),
            favors_recent=self.flag("recent", usual=False),
        )
        for facet in search.Facet:
            query = query.only(facet, *self.values_of(facet))
        return query

    def page(self, size: int) -> int:
        """Return the number of a page of `size` results, as deep as results are shown."""
        number = self.number("page", 1, DEEPEST_RESULT, 1)
        deepest = -(-DEEPEST_RESULT // size)
        if number <= deepest:
            return number
        self._fault("page", f"only {DEEPEST_RESULT:,} results are shown; narrow the query down")
        return deepest

    def text(self, name: str) -> str:
        """Return a text without the space around it."""
        return self._shortened(name, self._single(name))

    def within(self) -> tuple[str, ...]:
        """Return the queries that the search goes on from."""
        texts = [self._shortened("within", text) for text in self._several("within", MOST_WITHIN)]
        return tuple(filter(None, texts))

    def member(self, name: str, kind: type[Named], usual: Named) -> Named:
        """Return one of the names of an enumeration."""
        value = self._single(name)
        if value in frozenset(kind):
            return kind(value)
        if name in self._values:
            self._fault(name, f"is none of {', '.join(kind)}")
        return usual

    def day(self, name: str) -> datetime.date | None:
        """Return a day, None where there is none."""
        value = self._single(name)
        try:
            if _DAY.fullmatch(value):
                return datetime.date.fromisoformat(value)
        except ValueError:
            pass  # the 30th of February
        if name in self._values:
            self._fault(name, "is no day such as 2025-10-26")
        return None

    def flag(self, name: str, *, usual: bool) -> bool:
        """Return what 0 and 1 stand for."""
        value = self._single(name)
        if name in self._values and value not in _FLAGS:
            self._fault(name, "is neither 0 nor 1")
        return _FLAGS.get(value, usual)

    def number(self, name: str, least: int, most: int, usual: int) -> int:
        """Return a whole number, the nearest one that is allowed."""
        value = self._single(name)
        number = int(value) if _NUMBER.fullmatch(value) else None
        if name in self._values and not (number and least <= number <= most):
            self._fault(name, f"is no whole number from {least:,} to {most:,}")
        return usual if number is None else min(max(number, least), most)

    def values_of(self, facet: search.Facet) -> tuple[str, ...]:
        """Return the values of a facet that are chosen; those without sense choose nothing."""
        values = self._several(facet.value, MOST_VALUES)
        shape = _SHAPES.get(facet, _ANY)
        if not all(map(shape.fullmatch, self._values.getlist(facet.value))):
            self._fault(facet.value, f"has a value that no document can have as its {facet.value}")
        return values

    def _single(self, name: str) -> str:
        values = self._values.getlist(name)
        self._read.add(name)
        if len(values) > 1:
            self._fault(name, "is given more than once")
        return values[0].strip() if values else ""

    def _several(self, name: str, most: int) -> tuple[str, ...]:
        values = self._values.getlist(name)
        self._read.add(name)
        if len(values) > most:
            self._fault(name, f"is given more than {most} times")
        return tuple(filter(None, values[:most]))

    def _shortened(self, name: str, text: str) -> str:
        if len(text) > MOST_CHARACTERS:
            self._fault(name, f"is longer than {MOST_CHARACTERS:,} characters")
        return text[:MOST_CHARACTERS].strip()

    def _fault(self, name: str, detail: str) -> None:
        self._faults.append(Fault(name, detail))
