"""Lines that a page shows only at times: hidden elements, forms and what asks for consent."""

from __future__ import annotations

from collections.abc import Sequence

from search.cleaning.lines import Line
from search.cleaning.marks import HIDDEN, IN_CONTAINER

_FORM = "within form"
_CONSENT = "in cookie"
MINOR_SHARE = 0.3
"""Share of a page's prose below which a form is one, and not what a whole page is wrapped in."""


def set_aside(lines: Sequence[Line]) -> list[bool]:
    """Tell for each line whether it stands in a form, or is hidden apart from the main part.

    What asks for consent, or covers the page, counts as hidden.
    """
    forms = _minor(lines, _FORM)
    hidden = {HIDDEN, *_minor(lines, _CONSENT)}
    return [
        not forms.isdisjoint(line.regions)
        or (not hidden.isdisjoint(line.regions) and IN_CONTAINER not in line.regions)
        for line in lines
    ]


def _minor(lines: Sequence[Line], region: str) -> frozenset[str]:
    """Return the region by itself, or nothing where much of the page's prose stands in it."""
    inside = sum(line.prose for line in lines if region in line.regions)
    return frozenset({region} if inside < MINOR_SHARE * sum(line.prose for line in lines) else ())
