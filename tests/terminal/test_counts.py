from __future__ import annotations

import pytest

from search.facets import Facets, FacetValue
from search.models import ResultPage
from search.requests import Facet
from search.terminal.counts import MOST_SHOWN, facet_lines, total_line


@pytest.mark.parametrize(
    ("total", "distinct", "number", "line"),
    [
        (0, 0, 1, "0 article, 3 ms"),
        (1, 1, 1, "1 article, 3 ms"),
        (128, 94, 1, "128 articles, 94 sans reprises, 3 ms"),
        (128, 128, 1, "128 articles, 3 ms"),
        (1200, 1000, 2, "1\u202f200 articles, 1\u202f000 sans reprises, page 2 sur 120, 3 ms"),
    ],
)
def test_articles_are_counted_with_and_without_reprints(
    total: int, distinct: int, number: int, line: str
) -> None:
    page = ResultPage("q", number, 10, total, 3.0, (), (), distinct=distinct)
    assert total_line(page) == line


def test_a_facet_shows_its_values_and_what_is_left_out() -> None:
    facets = Facets(
        {
            Facet.SITE: (FacetValue("a.fr", 12), FacetValue("b.fr", 0, is_chosen=True)),
            Facet.LENGTH: (FacetValue("brief", 3),),
            Facet.SECTION: (),
        },
        others={Facet.SITE: 2},
        missing={Facet.SITE: 1},
    )
    assert list(facet_lines(facets)) == [
        "Sites",
        "       12  a.fr",
        "        0  b.fr *",
        "           2 autres valeurs, 1 article sans valeur",
        "Longueur",
        "        3  brève",
    ]


def test_a_long_facet_is_cut_but_for_what_is_chosen() -> None:
    sites = [FacetValue(f"{n}.fr", 90 - n, is_chosen=n == 20) for n in range(30)]
    years = [FacetValue(str(1990 + n), 1) for n in range(30)]
    facets = Facets({Facet.SITE: tuple(sites), Facet.YEAR: tuple(years)})
    lines = list(facet_lines(facets))
    assert lines[MOST_SHOWN + 1 : MOST_SHOWN + 3] == [
        "       70  20.fr *",
        "           19 autres valeurs",
    ]
    assert lines[-2:] == ["        1  2019", "           20 autres valeurs"]
