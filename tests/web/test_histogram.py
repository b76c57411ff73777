from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import search
from web.histogram import HEIGHT, MOST_MONTHS, STEP, histogram, width


def facets(**months: int) -> search.Facets:
    """Return the facets of a result; the names of months are like m2025_10."""
    counted = {name[1:].replace("_", "-"): count for name, count in sorted(months.items())}
    years: dict[str, int] = {}
    for month, count in counted.items():
        years[month[:4]] = years.get(month[:4], 0) + count
    return search.Facets(
        {
            search.Facet.MONTH: tuple(search.FacetValue(*pair) for pair in counted.items()),
            search.Facet.YEAR: tuple(search.FacetValue(*pair) for pair in years.items()),
        }
    )


def test_months_between_others_have_a_place_without_a_bar() -> None:
    bars = histogram(facets(m2024_12=4, m2025_02=1))
    assert [(bar.value, bar.count, bar.x) for bar in bars] == [
        ("2024-12", 4, 0),
        ("2025-01", 0, STEP),
        ("2025-02", 1, 2 * STEP),
    ]
    assert [bar.height for bar in bars] == [HEIGHT, 0, HEIGHT / 4]
    assert [bar.y for bar in bars] == [0, HEIGHT, HEIGHT * 3 / 4]
    assert width(bars) == 3 * STEP


def test_without_dates_there_is_nothing_to_draw() -> None:
    assert histogram(search.Facets({})) == ()


def test_a_single_bar_does_not_fill_the_drawing() -> None:
    assert width(histogram(facets(m2025_10=3))) == 6 * STEP


def test_five_years_are_drawn_by_month_and_more_by_year() -> None:
    assert len(histogram(facets(m2020_01=1, m2024_12=1))) == MOST_MONTHS == 60
    bars = histogram(facets(m2020_01=1, m2022_03=2, m2025_01=1))
    assert [(bar.facet, bar.value, bar.count) for bar in bars] == [
        (search.Facet.YEAR, year, count)
        for year, count in {
            "2020": 1,
            "2021": 0,
            "2022": 2,
            "2023": 0,
            "2024": 0,
            "2025": 1,
        }.items()
    ]


def test_a_single_article_can_be_seen_beside_thousands() -> None:
    few = histogram(facets(m2025_01=1, m2025_02=100_000))[0]
    assert few.height == 1


def test_chosen_months_are_told() -> None:
    chosen = search.FacetValue("2025-01", 3, is_chosen=True)
    [bar] = histogram(search.Facets({search.Facet.MONTH: (chosen,)}))
    assert bar.is_chosen


MONTHS = st.builds("m{:04}_{:02}".format, st.integers(1, 9999), st.integers(1, 12))


@given(st.dictionaries(MONTHS, st.integers(1, 10**6), max_size=5))
def test_every_article_is_in_a_bar_and_every_bar_in_the_drawing(counts: dict[str, int]) -> None:
    bars = histogram(facets(**counts))
    assert sum(bar.count for bar in bars) == sum(counts.values())
    assert [bar.value for bar in bars] == sorted(bar.value for bar in bars)
    assert all(0 <= bar.y <= HEIGHT and (bar.height > 0) == (bar.count > 0) for bar in bars)
