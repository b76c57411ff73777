from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.paging import page_links


@pytest.mark.parametrize(
    ("current", "pages", "expected"),
    [
        (1, 1, [1]),
        (2, 4, [1, 2, 3, 4]),
        (1, 20, [1, 2, 3, None, 20]),
        (4, 20, [1, 2, 3, 4, 5, 6, None, 20]),
        (5, 20, [1, 2, 3, 4, 5, 6, 7, None, 20]),
        (6, 20, [1, None, 4, 5, 6, 7, 8, None, 20]),
        (17, 20, [1, None, 15, 16, 17, 18, 19, 20]),
        (20, 20, [1, None, 18, 19, 20]),
    ],
)
def test_the_ends_and_the_neighbors_are_linked(
    current: int, pages: int, expected: list[int | None]
) -> None:
    assert page_links(current, pages) == expected


@given(st.integers(1, 1000), st.data())
def test_links_fit_a_phone_and_a_gap_stands_for_two_pages_or_more(
    pages: int, data: st.DataObject
) -> None:
    current = data.draw(st.integers(1, pages))
    links = page_links(current, pages)
    numbers = [page for page in links if page is not None]
    assert len(links) <= 9
    assert {1, current, pages} <= set(numbers)
    assert numbers == sorted(set(numbers))
    for before, gap, after in zip(links, links[1:], links[2:], strict=False):
        assert gap is not None or (before and after and after - before > 2)
