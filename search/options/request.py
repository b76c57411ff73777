"""The options of `python -m search` that say what is searched for, beside the text."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterable

import click

from search.answering.planning import NO, YES
from search.options import arguments
from search.options.groups import grouped
from search.requests import Choice, Facet, Length, Query, Scope, Sort

WHERE = "Where to look"
AMONG = "Among which articles (several values: any of them)"
ORDER = "In which order"


@dataclasses.dataclass(frozen=True, slots=True)
class RequestOptions:
    """What the options say, each by its own name."""

    scope: Scope
    within: tuple[str, ...]
    site: tuple[str, ...]
    author: tuple[str, ...]
    section: tuple[str, ...]
    language: tuple[str, ...]
    year: tuple[str, ...]
    month: tuple[str, ...]
    length: tuple[Length, ...]
    picture: bool | None
    truncated: bool | None
    since: datetime.date | None
    until: datetime.date | None
    sort: Sort
    recent: bool
    all_reprints: bool

    def query(self, text: str) -> Query:
        """Return the query of a text; raises UsageError where the last day is before the first."""
        if self.since and self.until and self.since > self.until:
            raise click.UsageError("--since is after --until")
        return Query(
            text=text,
            sort=self.sort,
            scope=self.scope,
            choices=self._choices(),
            first=self.since,
            last=self.until,
            within=self.within,
            is_grouped=not self.all_reprints,
            favors_recent=self.recent,
        )

    def _choices(self) -> tuple[Choice, ...]:
        chosen = {
            Facet.SITE: self.site,
            Facet.AUTHOR: self.author,
            Facet.SECTION: self.section,
            Facet.LANGUAGE: self.language,
            Facet.YEAR: self.year,
            Facet.MONTH: self.month,
            Facet.LENGTH: tuple(length.value for length in self.length),
            Facet.PICTURE: _flag(self.picture),
            Facet.TRUNCATED: _flag(self.truncated),
        }
        return tuple(
            Choice(facet, tuple(dict.fromkeys(values)))
            for facet, values in chosen.items()
            if values
        )


def _flag(is_wanted: bool | None) -> tuple[str, ...]:  # noqa: FBT001  what an option says
    if is_wanted is None:
        return ()
    return (YES,) if is_wanted else (NO,)


def _names(values: Iterable[str]) -> str:
    return f"[{'|'.join(values)}]"


def _several(name: str, help: str, type: Callable[[str], str] = str) -> dict[str, object]:
    return {"multiple": True, "metavar": name, "help": help, "type": type}


REQUEST_OPTIONS = (
    grouped(
        WHERE,
        ["--scope"],
        {
            "type": arguments.scope,
            "metavar": _names(Scope),
            "default": Scope.ARTICLE.value,
            "show_default": True,
            "help": "The article, its title, what was removed from the page, or everything.",
        },
    ),
    grouped(WHERE, ["--within"], _several("QUERY", "Only in the results of another query.")),
    grouped(AMONG, ["--site"], _several("SITE", "Of this site.")),
    grouped(AMONG, ["--author"], _several("NAME", "By this author or agency.")),
    grouped(AMONG, ["--section"], _several("NAME", "In this section.")),
    grouped(AMONG, ["--language"], _several("CODE", "In this language: fr, en.")),
    grouped(AMONG, ["--year"], _several("YYYY", "Of this year.", arguments.year)),
    grouped(AMONG, ["--month"], _several("YYYY-MM", "Of this month.", arguments.month)),
    grouped(
        AMONG,
        ["--length"],
        {
            "type": arguments.length,
            "metavar": _names(Length),
            "multiple": True,
            "help": "As long as a brief, a column, a page or a report.",
        },
    ),
    grouped(
        AMONG,
        ["--picture/--no-picture"],
        {"default": None, "help": "With a picture, or without."},
    ),
    grouped(
        AMONG,
        ["--truncated/--no-truncated"],
        {"default": None, "help": "That go on where the saved page does not, or whole ones."},
    ),
    grouped(
        AMONG,
        ["--since"],
        {
            "type": arguments.first_day,
            "metavar": "DATE",
            "help": "Of this day, month or year on.",
        },
    ),
    grouped(
        AMONG,
        ["--until"],
        {
            "type": arguments.last_day,
            "metavar": "DATE",
            "help": "Until this day, month or year.",
        },
    ),
    grouped(
        ORDER,
        ["--sort"],
        {
            "type": arguments.sort,
            "metavar": _names(Sort),
            "default": Sort.RELEVANCE.value,
            "show_default": True,
            "help": "Articles without a date are last where dates decide.",
        },
    ),
    grouped(ORDER, ["--recent"], {"is_flag": True, "help": "Put newer articles a little higher."}),
    grouped(
        ORDER,
        ["--all-reprints"],
        {"is_flag": True, "help": "Show each reprint, not one for all."},
    ),
)
