"""The page about the index: what is in it, what was removed, how the last run went."""

from __future__ import annotations

import search
from web.choices import label_of
from web.histogram import histogram
from web.languages import translated
from web.rendering import render_template
from web.searching import current_searcher, requested

SHOWN = 12
"""Values of a facet, groups, sites and rejections that are shown at once."""

NOTHING_ASKED = search.Query()


def corpus() -> str:
    """Show what is indexed."""
    overview = current_searcher().overview()
    return render_template(
        "corpus.html",
        asked=requested(),
        nothing=NOTHING_ASKED,
        overview=overview,
        bars=histogram(overview.facets),
        undated=overview.facets.missing.get(search.Facet.YEAR, 0),
        facets=_facets(overview.facets),
        shown=SHOWN,
        label_of=label_of,
    )


def _facets(facets: search.Facets) -> list[tuple[str, search.Facet, tuple[search.FacetValue, ...]]]:
    """Return the facets that say anything, with their titles."""
    titled = (
        (translated("Sites"), search.Facet.SITE),
        (translated("Agences, auteurs"), search.Facet.AUTHOR),
        (translated("Rubriques"), search.Facet.SECTION),
        (translated("Langues"), search.Facet.LANGUAGE),
        (translated("Longueurs"), search.Facet.LENGTH),
    )
    found = ((title, facet, facets.values.get(facet, ())) for title, facet in titled)
    return [(title, facet, values) for title, facet, values in found if values]
