from __future__ import annotations

import datetime

import pytest

import search
from tests.web.requests import asking
from web.addresses import between, parameters, results_address, toggled

DAY = datetime.date(2025, 10, 1)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (search.Query("port"), {"q": "port"}),
        (search.Query(), {}),
        (search.Query("port", search.Sort.NEWEST), {"q": "port", "sort": "newest"}),
        (search.Query("port", scope=search.Scope.TITLE), {"q": "port", "scope": "title"}),
        (
            search.Query("a", first=DAY, last=DAY),
            {"q": "a"} | dict.fromkeys(("first", "last"), "2025-10-01"),
        ),
        (search.Query("a", is_grouped=False), {"q": "a", "grouped": "0"}),
        (search.Query("a", favors_recent=True), {"q": "a", "recent": "1"}),
        (search.Query("a", within=("b", "c")), {"q": "a", "within": ["b", "c"]}),
        (search.Query("a").only(search.Facet.SITE, "x", "y"), {"q": "a", "site": ["x", "y"]}),
    ],
)
def test_an_address_says_all_that_is_asked_and_no_more(
    query: search.Query, expected: dict[str, object]
) -> None:
    assert parameters(query) == expected


def test_an_address_of_results_quotes_what_is_asked() -> None:
    with asking():
        address = results_address(search.Query("a & b"), page=2)
    assert address == "/search?q=a+%26+b&page=2"


def test_a_value_is_chosen_and_chosen_no_more() -> None:
    query = search.Query("a").only(search.Facet.SITE, "x")
    both = toggled(query, search.Facet.SITE, "y")
    assert both.chosen(search.Facet.SITE) == ("x", "y")
    assert toggled(both, search.Facet.SITE, "x").chosen(search.Facet.SITE) == ("y",)
    assert toggled(query, search.Facet.SITE, "x") == search.Query("a")


def test_days_take_the_place_of_those_before() -> None:
    query = search.Query("a", first=DAY)
    assert between(query) == search.Query("a")
    assert between(query, None, DAY) == search.Query("a", last=DAY)
