"""Say in French what may help where nothing is found."""

from __future__ import annotations

from collections.abc import Iterator

from search import french
from search.advice import Advice


def advice_lines(advice: Advice) -> Iterator[str]:
    """Yield what has no match, what to leave out, and where else there is something."""
    if advice.nowhere:
        pieces = ", ".join(f"« {piece} »" for piece in advice.nowhere)
        yield f"Aucun article ne contient {pieces}."
    for instead in advice.instead:
        found = _articles(instead.total)
        yield f"Sans « {instead.without} » : {found}, avec la requête {instead.query}"
    if advice.unfiltered:
        yield f"Sans les filtres et les dates : {_articles(advice.unfiltered)}."
    if advice.removed:
        yield f"Dans ce qui a été retiré (--scope removed) : {_articles(advice.removed)}."


def _articles(count: int) -> str:
    return french.counted(count, "article", "articles")
