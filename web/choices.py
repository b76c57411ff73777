"""What a reader may choose from beside the results: facets, periods, zones and orders."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterator

from babel import Locale, UnknownLocaleError

import search
from web.addresses import between, results_address, toggled
from web.languages import language, translated

SHOWN = 8
"""Values of a facet that are shown at once; more stand behind « Plus »."""

LISTED = (
    search.Facet.SITE,
    search.Facet.AUTHOR,
    search.Facet.SECTION,
    search.Facet.LANGUAGE,
    search.Facet.LENGTH,
)
"""The facets whose values are listed, in the order of the page."""


@dataclasses.dataclass(frozen=True, slots=True)
class Option:
    """Something to choose: how it reads, where it leads, and how many articles it would show."""

    label: str
    address: str
    is_chosen: bool = False
    count: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Choices:
    """Options of one kind: those shown at once, those behind a button, how many are not there."""

    title: str
    options: tuple[Option, ...]
    more: tuple[Option, ...] = ()
    others: int = 0


def facet_choices(query: search.Query, facets: search.Facets) -> Iterator[Choices]:
    """Yield the facets that leave a choice."""
    for facet in LISTED:
        values = facets.values.get(facet, ())
        if len(values) > 1 or any(each.is_chosen for each in values):
            options = tuple(_option(query, facet, each) for each in values)
            shown = [option for place, option in enumerate(options) if _is_shown(place, option)]
            more = tuple(option for option in options if option not in shown)
            yield Choices(_title(facet), tuple(shown), more, facets.others.get(facet, 0))


def kind_choices(query: search.Query, facets: search.Facets) -> Iterator[Option]:
    """Yield what articles have or lack: a picture, their end."""
    for facet, label in (
        (search.Facet.PICTURE, translated("avec image")),
        (search.Facet.TRUNCATED, translated("tronqués")),
    ):
        for each in facets.values.get(facet, ()):
            if each.value == "yes" and (each.count or each.is_chosen):
                option = _option(query, facet, each)
                yield dataclasses.replace(option, label=label)


def period_choices(query: search.Query, today: datetime.date) -> Iterator[Option]:
    """Yield periods that end today, and that of any day."""
    for label, days in (
        (translated("7 derniers jours"), 7),
        (translated("30 derniers jours"), 30),
        (translated("12 derniers mois"), 365),
    ):
        first = today - datetime.timedelta(days=days)
        is_chosen = (query.first, query.last) == (first, None)
        other = between(query) if is_chosen else between(query, first)
        yield Option(label, results_address(other), is_chosen)


def scope_choices(query: search.Query) -> Iterator[Option]:
    """Yield where the words may be looked for."""
    for scope, label in (
        (search.Scope.ARTICLE, translated("l’article")),
        (search.Scope.TITLE, translated("le titre")),
        (search.Scope.REMOVED, translated("les éléments retirés")),
        (search.Scope.EVERYTHING, translated("tout")),
    ):
        other = dataclasses.replace(query, scope=scope)
        yield Option(label, results_address(other), query.scope is scope)


def sort_choices(query: search.Query) -> Iterator[Option]:
    """Yield the orders that a result may be in."""
    for sort, label in (
        (search.Sort.RELEVANCE, translated("Pertinence")),
        (search.Sort.NEWEST, translated("Plus récents")),
        (search.Sort.OLDEST, translated("Plus anciens")),
        (search.Sort.TITLE, translated("Titre")),
    ):
        other = dataclasses.replace(query, sort=sort)
        yield Option(label, results_address(other), query.sort is sort)


def label_of(facet: search.Facet, value: str) -> str:
    """Return a value of a facet as it is shown."""
    match facet:
        case search.Facet.LANGUAGE:
            return language_name(value)
        case search.Facet.LENGTH:
            return _lengths().get(value, value)
        case search.Facet.MONTH:
            return month_name(value)
        case search.Facet.PICTURE:
            return translated("avec image") if value == "yes" else translated("sans image")
        case search.Facet.TRUNCATED:
            return translated("tronqués") if value == "yes" else translated("entiers")
        case _:
            return value


def language_name(code: str) -> str:
    """Return a language's name, its code where it has none."""
    try:
        name = Locale.parse(code, sep="-").get_language_name(language())
    except (UnknownLocaleError, ValueError):
        return code
    return name or code


def month_name(value: str) -> str:
    """Return a month such as 2025-10 in words."""
    year, _, month = value.partition("-")
    if not (month.isdecimal() and 1 <= int(month) <= 12):
        return value
    names: dict[int, str] = Locale(language()).months["format"]["wide"]
    return f"{names[int(month)]} {year}"


def _option(query: search.Query, facet: search.Facet, value: search.FacetValue) -> Option:
    other = toggled(query, facet, value.value)
    label = label_of(facet, value.value)
    return Option(label, results_address(other), value.is_chosen, value.count)


def _is_shown(place: int, option: Option) -> bool:
    return place < SHOWN or option.is_chosen


def _title(facet: search.Facet) -> str:
    titles: dict[search.Facet, Callable[[], str]] = {
        search.Facet.SITE: lambda: translated("Site"),
        search.Facet.AUTHOR: lambda: translated("Agence, auteur"),
        search.Facet.SECTION: lambda: translated("Rubrique"),
        search.Facet.LANGUAGE: lambda: translated("Langue"),
        search.Facet.LENGTH: lambda: translated("Longueur"),
    }
    return titles[facet]()


def _lengths() -> dict[str, str]:
    return {
        search.Length.BRIEF: translated("brèves"),
        search.Length.SHORT: translated("articles courts"),
        search.Length.MEDIUM: translated("articles longs"),
        search.Length.LONG: translated("dossiers"),
    }
