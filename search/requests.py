"""What is asked of a searcher: a text, and how and among which documents to look for it."""

from __future__ import annotations

import dataclasses
import datetime
import enum


class Sort(enum.StrEnum):
    """The order of a result; documents without a date are last where dates decide."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"


class Scope(enum.StrEnum):
    """Where a query is looked for: in the article, its title, what was removed, or all of it."""

    ARTICLE = "article"
    TITLE = "title"
    REMOVED = "removed"
    EVERYTHING = "everything"


class Facet(enum.StrEnum):
    """What documents are counted by, and can be chosen by.

    AUTHOR is the author or, without one, the agency. Values of YEAR are `2025`, of MONTH `2025-10`,
    of LENGTH those of `Length`, of PICTURE and TRUNCATED `yes`; of the others what documents say.
    """

    SITE = "site"
    AUTHOR = "author"
    SECTION = "section"
    LANGUAGE = "language"
    YEAR = "year"
    MONTH = "month"
    LENGTH = "length"
    PICTURE = "picture"
    TRUNCATED = "truncated"


class Length(enum.StrEnum):
    """How long an article is, in content words, which are about half of all words."""

    BRIEF = "brief"
    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


LENGTHS = {
    Length.BRIEF: (0, 99),
    Length.SHORT: (100, 299),
    Length.MEDIUM: (300, 799),
    Length.LONG: (800, None),
}
"""The least and most content words of each length: a brief, a column, a page, a report."""


@dataclasses.dataclass(frozen=True, slots=True)
class Choice:
    """A choice of values of a facet: documents that have any of them."""

    facet: Facet
    values: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Query:
    """What is asked: any text, in the language of queries, and what the text need not say.

    `choices` hold together, one a facet; `first` and `last` are days of publication, both included.
    `within` are texts that documents must match as well: the queries that a search goes on from.
    Reprints are shown as one where `is_grouped`, and newer articles a little higher where
    `favors_recent`.
    """

    text: str = ""
    sort: Sort = Sort.RELEVANCE
    scope: Scope = Scope.ARTICLE
    choices: tuple[Choice, ...] = ()
    first: datetime.date | None = None
    last: datetime.date | None = None
    within: tuple[str, ...] = ()
    is_grouped: bool = True
    favors_recent: bool = False

    def only(self, facet: Facet, *values: str) -> Query:
        """Return the query among documents with one of the values; without values, with any."""
        others = [choice for choice in self.choices if choice.facet is not facet]
        chosen = [Choice(facet, tuple(dict.fromkeys(values)))] if values else []
        return dataclasses.replace(self, choices=(*others, *chosen))

    def chosen(self, facet: Facet) -> tuple[str, ...]:
        """Return the values of a facet that are chosen, none where any will do."""
        return next((choice.values for choice in self.choices if choice.facet is facet), ())

    @property
    def is_narrowed(self) -> bool:
        """Whether documents must pass more than the text asks for."""
        return bool(self.choices or self.first or self.last or self.within)
