"""Find the documents before and after one in a result."""

from __future__ import annotations

from search.answering.answers import Answer, Answerer
from search.answering.counting import count
from search.models import Neighbors
from search.requests import Query

MOST_LOOKED = 10_000
"""Documents of a result among which one is looked for: as deep as anybody turns pages."""

FIRST_LOOK = 64
"""Documents among which one is looked for at first."""

ENLARGED = 8
"""How many times as many each next look is at."""


def neighbors(request: Query, id: str, answerer: Answerer) -> Neighbors | None:
    """Return what stands around the document of that id; None where it is not in the result.

    None as well where more than MOST_LOOKED documents stand before it.
    """
    wanted = FIRST_LOOK
    while True:
        answer = answerer.answer(request, wanted)
        ids = [candidate.id for candidate in answer.matches.candidates]
        place = ids.index(id) if id in ids else -1
        is_last_look = len(ids) < wanted or wanted >= MOST_LOOKED
        if place >= 0 and (is_last_look or place + 1 < len(ids)):
            return Neighbors(
                rank=place + 1,
                previous=ids[place - 1] if place else None,
                next=ids[place + 1] if place + 1 < len(ids) else None,
                total=_shown(answer, request, answerer),
            )
        if is_last_look:
            return None
        wanted = min(MOST_LOOKED, wanted * ENLARGED)


def _shown(answer: Answer, request: Query, answerer: Answerer) -> int:
    """Return how many hits the result has: reprints shown as one are one."""
    if request.is_grouped and answerer.has_groups:
        return count(answer, answerer.reader).distinct
    return answer.matches.total
