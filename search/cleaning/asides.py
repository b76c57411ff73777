"""Lines that a page shows only at times: hidden elements and the messages of forms."""

from __future__ import annotations

from collections.abc import Sequence

from search.cleaning.lines import Line
from search.cleaning.marks import HIDDEN, IN_CONTAINER
from search.cleaning.surroundings import prose

_FORM = "within form"
MINOR_SHARE = 0.3
"""Share of a page's prose below which a form is one, and not what a whole page is wrapped in."""


def set_aside(lines: Sequence[Line]) -> list[bool]:
    """Tell for each line whether it stands in a form, or is hidden apart from the main part."""
    total = sum(map(prose, lines))
    in_forms = sum(prose(line) for line in lines if _FORM in line.regions)
    has_forms = in_forms < MINOR_SHARE * total
    return [
        (has_forms and _FORM in line.regions)
        or (HIDDEN in line.regions and IN_CONTAINER not in line.regions)
        for line in lines
    ]
