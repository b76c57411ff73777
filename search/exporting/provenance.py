"""Say of which query, asked when of which index, a result is."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from search import french
from search.exporting.models import Export
from search.exporting.plain_text import one_line
from search.requests import Choice, Facet, Query, Scope, Sort

PROGRAM = "Trouvaille"

_FACETS = {
    Facet.SITE: "site",
    Facet.AUTHOR: "auteur",
    Facet.SECTION: "rubrique",
    Facet.LANGUAGE: "langue",
    Facet.YEAR: "année",
    Facet.MONTH: "mois",
    Facet.LENGTH: "longueur",
    Facet.PICTURE: "image",
    Facet.TRUNCATED: "incomplet",
}
_FLAGS = {"yes": "oui", "no": "non"}
_SCOPES = {
    Scope.ARTICLE: "",
    Scope.TITLE: "dans les titres",
    Scope.REMOVED: "dans ce qui a été retiré",
    Scope.EVERYTHING: "dans tout le texte",
}
_SORTS = {
    Sort.RELEVANCE: "",
    Sort.NEWEST: "du plus récent au plus ancien",
    Sort.OLDEST: "du plus ancien au plus récent",
    Sort.TITLE: "par titre",
}


def note(export: Export) -> str:
    """Return one line in French that says what was asked, and of what."""
    lines = (
        f"Requête : {asked(export.query)}",
        f"comprise : {export.reading}" if export.reading else "",
        f"index : {export.index_version}",
        f"{PROGRAM}, {french.long_date(export.asked_at.date())}",
    )
    return one_line(" ; ".join(filter(None, lines)))


def asked(query: Query) -> str:
    """Return the text of a query and, in square brackets, all that was asked beside it."""
    conditions = "; ".join(_conditions(query))
    text = one_line(query.text)
    return f"{text} [{conditions}]".strip() if conditions else text


def _conditions(query: Query) -> list[str]:
    found = [
        *[f"dans les résultats de : {one_line(text)}" for text in query.within],
        *map(_chosen, query.choices),
        f"depuis le {french.long_date(query.first)}" if query.first else "",
        f"jusqu’au {french.long_date(query.last)}" if query.last else "",
        _SCOPES[query.scope],
        _SORTS[query.sort],
        "les récents un peu plus haut" if query.favors_recent else "",
        "" if query.is_grouped else "avec toutes les reprises",
    ]
    return [condition for condition in found if condition]


def _chosen(choice: Choice) -> str:
    values: Iterable[str] = map(one_line, choice.values)
    if choice.facet in {Facet.PICTURE, Facet.TRUNCATED}:
        values = (_FLAGS.get(value, value) for value in values)
    return f"{_FACETS[choice.facet]} : {' ou '.join(values)}"


def query_to_json(query: Query) -> dict[str, Any]:
    """Return the JSON object of a query: every one of its fields."""
    return {
        "text": query.text,
        "sort": query.sort.value,
        "scope": query.scope.value,
        "choices": {choice.facet.value: list(choice.values) for choice in query.choices},
        "first": _day(query.first),
        "last": _day(query.last),
        "within": list(query.within),
        "is_grouped": query.is_grouped,
        "favors_recent": query.favors_recent,
    }


def _day(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
