"""Which page numbers the foot of the results links to."""

from __future__ import annotations

NEIGHBORS = 2
"""Pages linked on either side of the current one: nine places fit the width of a phone."""


def page_links(current: int, pages: int) -> list[int | None]:
    """List the pages to link to, in order: the ends and the neighbors, None for a gap.

    A gap stands for two pages at least; one page alone is cheaper to show.
    """
    near = range(current - NEIGHBORS, current + NEIGHBORS + 1)
    shown = sorted({1, pages, *near} & set(range(1, pages + 1)))
    links: list[int | None] = []
    for previous, page in zip([0, *shown], shown, strict=False):
        if page - previous == 2:
            links.append(page - 1)
        elif page - previous > 2:
            links.append(None)
        links.append(page)
    return links
