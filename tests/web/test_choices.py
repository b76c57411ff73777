from __future__ import annotations

import datetime

import pytest

import search
from tests.web.requests import asking
from web.choices import (
    SHOWN,
    facet_choices,
    kind_choices,
    label_of,
    language_name,
    month_name,
    period_choices,
    scope_choices,
    sort_choices,
)

QUERY = search.Query("port")


def sites(count: int, *chosen: int) -> search.Facets:
    values = (
        search.FacetValue(f"s{number}.fr", count - number, number in chosen)
        for number in range(count)
    )
    return search.Facets({search.Facet.SITE: tuple(values)}, {search.Facet.SITE: 7})


def test_a_facet_of_one_value_leaves_no_choice_unless_it_is_chosen() -> None:
    with asking():
        assert not list(facet_choices(QUERY, sites(1)))
        assert [each.title for each in facet_choices(QUERY, sites(1, 0))] == ["Site"]


def test_the_most_frequent_values_are_shown_and_the_chosen_ones_wherever_they_are() -> None:
    with asking():
        [choices] = facet_choices(QUERY, sites(SHOWN + 3, SHOWN + 1))
    assert [each.label for each in choices.options][-2:] == [f"s{SHOWN - 1}.fr", f"s{SHOWN + 1}.fr"]
    assert [each.label for each in choices.more] == [f"s{SHOWN}.fr", f"s{SHOWN + 2}.fr"]
    assert choices.others == 7


def test_an_option_leads_to_the_result_with_it_and_a_chosen_one_to_that_without() -> None:
    query = QUERY.only(search.Facet.SITE, "s0.fr")
    with asking():
        [choices] = facet_choices(query, sites(2, 0))
    assert [each.address for each in choices.options] == [
        "/search?q=port",
        "/search?q=port&site=s0.fr&site=s1.fr",
    ]
    assert [each.is_chosen for each in choices.options] == [True, False]


def test_what_articles_have_or_lack_can_be_chosen_where_some_do() -> None:
    facets = search.Facets(
        {
            search.Facet.PICTURE: (search.FacetValue("yes", 3),),
            search.Facet.TRUNCATED: (search.FacetValue("yes", 0),),
        }
    )
    with asking():
        assert [each.label for each in kind_choices(QUERY, facets)] == ["avec image"]


def test_periods_end_today_and_can_be_taken_back() -> None:
    today = datetime.date(2025, 10, 31)
    query = search.Query("port", first=datetime.date(2025, 10, 24))
    with asking():
        week, month, year = period_choices(query, today)
    assert (week.is_chosen, week.address) == (True, "/search?q=port")
    assert (month.is_chosen, month.address) == (False, "/search?q=port&first=2025-10-01")
    assert year.address == "/search?q=port&first=2024-10-31"


def test_one_order_and_one_scope_are_chosen() -> None:
    query = search.Query("port", search.Sort.OLDEST, search.Scope.REMOVED)
    with asking():
        orders = [each.label for each in sort_choices(query) if each.is_chosen]
        scopes = [each.label for each in scope_choices(query) if each.is_chosen]
    assert (orders, scopes) == (["Plus anciens"], ["les éléments retirés"])


@pytest.mark.parametrize(
    ("facet", "value", "french", "english"),
    [
        (search.Facet.SITE, "rfi.fr", "rfi.fr", "rfi.fr"),
        (search.Facet.LANGUAGE, "vi", "vietnamien", "Vietnamese"),
        (search.Facet.LANGUAGE, "??", "??", "??"),
        (search.Facet.LENGTH, "brief", "brèves", "briefs"),
        (search.Facet.LENGTH, "huge", "huge", "huge"),
        (search.Facet.YEAR, "2025", "2025", "2025"),
        (search.Facet.MONTH, "2025-08", "août 2025", "August 2025"),
        (search.Facet.MONTH, "2025-13", "2025-13", "2025-13"),
        (search.Facet.PICTURE, "no", "sans image", "without a picture"),
        (search.Facet.TRUNCATED, "yes", "tronqués", "cut short"),
    ],
)
def test_values_are_named_in_the_language_of_the_reader(
    facet: search.Facet, value: str, french: str, english: str
) -> None:
    with asking():
        assert label_of(facet, value) == french
    with asking(language="en"):
        assert label_of(facet, value) == english


@pytest.mark.parametrize("value", ["", "2025", "x-y", "-", "2025-0", "²-²"])
def test_what_is_no_month_or_language_stays_as_it_is(value: str) -> None:
    with asking():
        assert month_name(value) == value
        assert language_name(value) == value
