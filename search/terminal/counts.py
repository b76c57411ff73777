"""Say in French how many articles there are, and of which kinds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from search import french
from search.facets import Facets, FacetValue
from search.models import ResultPage
from search.requests import Facet, Length

MOST_SHOWN = 10
"""Values of a facet that a terminal shows."""

HEADINGS = {
    Facet.SITE: "Sites",
    Facet.AUTHOR: "Auteurs et agences",
    Facet.SECTION: "Rubriques",
    Facet.LANGUAGE: "Langues",
    Facet.YEAR: "Années",
    Facet.MONTH: "Mois",
    Facet.LENGTH: "Longueur",
    Facet.PICTURE: "Image",
    Facet.TRUNCATED: "Texte incomplet",
}

VALUES = {
    Facet.LENGTH: {
        Length.BRIEF.value: "brève",
        Length.SHORT.value: "court",
        Length.MEDIUM.value: "moyen",
        Length.LONG.value: "long",
    },
    Facet.PICTURE: {"yes": "avec image", "no": "sans image"},
    Facet.TRUNCATED: {"yes": "incomplet", "no": "entier"},
}
"""What values of ours are called; documents call the others."""

_DATES = frozenset({Facet.YEAR, Facet.MONTH})


def total_line(page: ResultPage) -> str:
    """Return how many articles there are, without reprints too, which page, and the time taken."""
    parts = [french.counted(page.total, "article", "articles")]
    if 0 < page.distinct < page.total:
        parts.append(f"{french.number(page.distinct)} sans reprises")
    if page.page > 1:
        parts.append(f"page {page.page} sur {page.pages}")
    return ", ".join([*parts, f"{page.took_ms:.0f} ms"])


def facet_lines(facets: Facets) -> Iterator[str]:
    """Yield a heading a facet that says anything, and its values with their counts below it."""
    for facet, values in facets.values.items():
        if values:
            yield HEADINGS[facet]
            yield from _value_lines(facet, values)
            if rest := _rest(facet, values, facets):
                yield f"{'':>9}  {rest}"


def _value_lines(facet: Facet, values: Sequence[FacetValue]) -> Iterator[str]:
    names = VALUES.get(facet, {})
    for value in _shown(facet, values):
        mark = " *" if value.is_chosen else ""
        yield f"{french.number(value.count):>9}  {names.get(value.value, value.value)}{mark}"


def _shown(facet: Facet, values: Sequence[FacetValue]) -> list[FacetValue]:
    """Return the first values, of dates the last ones, and all that are chosen."""
    best = set(values[-MOST_SHOWN:] if facet in _DATES else values[:MOST_SHOWN])
    return [value for value in values if value in best or value.is_chosen]


def _rest(facet: Facet, values: Sequence[FacetValue], facets: Facets) -> str:
    """Return how many values are not shown, and how many articles have none."""
    others = facets.others.get(facet, 0) + len(values) - len(_shown(facet, values))
    missing = facets.missing.get(facet, 0)
    said = (
        french.counted(others, "autre valeur", "autres valeurs") if others else "",
        french.counted(missing, "article sans valeur", "articles sans valeur") if missing else "",
    )
    return ", ".join(filter(None, said))
