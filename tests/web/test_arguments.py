from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

import search
from web.arguments import Arguments

NAMES = [
    *("q", "sort", "scope", "first", "last", "within", "grouped", "recent"),
    *(facet.value for facet in search.Facet),
]


def read(*pairs: tuple[str, str]) -> Arguments:
    return Arguments(MultiDict(pairs))


def faults_of(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
    arguments = read(*pairs)
    arguments.query()
    return [(fault.parameter, fault.detail) for fault in arguments.faults]


def test_everything_that_can_be_asked_stands_in_an_address() -> None:
    arguments = read(
        ("q", " paix "),
        ("sort", "newest"),
        ("scope", "title"),
        ("first", "2024-02-29"),
        ("last", "2025-01-01"),
        ("within", "accord"),
        ("within", "Hanoï"),
        ("grouped", "0"),
        ("recent", "1"),
        ("site", "a.fr"),
        ("site", "b.fr"),
        ("year", "2024"),
    )
    assert arguments.query() == search.Query(
        text="paix",
        sort=search.Sort.NEWEST,
        scope=search.Scope.TITLE,
        choices=(
            search.Choice(search.Facet.SITE, ("a.fr", "b.fr")),
            search.Choice(search.Facet.YEAR, ("2024",)),
        ),
        first=datetime.date(2024, 2, 29),
        last=datetime.date(2025, 1, 1),
        within=("accord", "Hanoï"),
        is_grouped=False,
        favors_recent=True,
    )
    assert arguments.faults == ()


def test_an_empty_address_asks_for_nothing() -> None:
    assert read().query() == search.Query()
    assert faults_of() == []


def test_parameters_left_empty_by_a_form_are_as_good_as_not_there() -> None:
    assert read(*((name, "") for name in NAMES)).query() == search.Query()


@pytest.mark.parametrize("name", ["q", "within", "site", "author"])
def test_an_empty_text_is_a_text(name: str) -> None:
    assert faults_of((name, "")) == []


@pytest.mark.parametrize("name", ["sort", "first", "grouped", "year", "picture"])
def test_what_is_chosen_from_a_list_is_not_empty(name: str) -> None:
    assert [fault for fault, _ in faults_of((name, ""))] == [name]


@pytest.mark.parametrize(
    ("name", "value", "detail"),
    [
        ("sort", "best", "is none of relevance, newest, oldest, title"),
        ("scope", "all", "is none of article, title, removed, everything"),
        ("first", "2025-02-29", "is no day such as 2025-10-26"),
        ("last", "20250226", "is no day such as 2025-10-26"),
        ("grouped", "yes", "is neither 0 nor 1"),
        ("recent", "2", "is neither 0 nor 1"),
        ("year", "25", "has a value that no document can have as its year"),
        ("month", "2025-13", "has a value that no document can have as its month"),
        ("length", "huge", "has a value that no document can have as its length"),
        ("picture", "1", "has a value that no document can have as its picture"),
        ("sites", "a.fr", "there is no such parameter"),
        ("q", "a" * 10_001, "is longer than 10,000 characters"),
    ],
)
def test_what_makes_no_sense_is_said(name: str, value: str, detail: str) -> None:
    assert faults_of((name, value)) == [(name, detail)]


def test_what_makes_no_sense_is_left_out() -> None:
    query = read(("sort", "best"), ("scope", "all"), ("first", "x"), ("grouped", "x")).query()
    assert query == search.Query()


def test_a_single_parameter_that_comes_twice_is_said_and_the_first_counts() -> None:
    arguments = read(("q", "un"), ("q", "deux"))
    assert arguments.query().text == "un"
    assert [fault.detail for fault in arguments.faults] == ["is given more than once"]


def test_a_query_of_as_many_characters_as_are_read_is_whole() -> None:
    assert faults_of(("q", "a" * 10_000)) == []
    assert len(read(("q", "a" * 10_001)).query().text) == 10_000


@pytest.mark.parametrize(("name", "most"), [("within", 5), ("site", 50)])
def test_parameters_that_come_often_are_bounded(name: str, most: int) -> None:
    values = [(name, str(number)) for number in range(most + 1)]
    assert faults_of(*values[:most]) == []
    assert faults_of(*values) == [(name, f"is given more than {most} times")]


def test_the_language_of_the_page_is_no_fault() -> None:
    assert faults_of(("lang", "en")) == []


@pytest.mark.parametrize(
    ("page", "size", "number", "is_fault"),
    [
        ("7", 10, 7, False),
        ("0", 10, 1, True),
        ("-1", 10, 1, True),
        ("²", 10, 1, True),
        ("1000", 10, 1000, False),
        ("1001", 10, 1000, True),
        ("100", 100, 100, False),
        ("101", 100, 100, True),
        (str(10**30), 10, 1, True),
    ],
)
def test_pages_end_ten_thousand_results_deep(
    page: str, size: int, number: int, *, is_fault: bool
) -> None:
    arguments = read(("page", page))
    assert arguments.page(size) == number
    assert bool(arguments.faults) is is_fault


@given(st.lists(st.tuples(st.sampled_from([*NAMES, "page", "x"]), st.text(max_size=12))))
def test_any_address_asks_for_something(pairs: list[tuple[str, str]]) -> None:
    arguments = Arguments(MultiDict(pairs))
    assert isinstance(arguments.query(), search.Query)
    assert 1 <= arguments.page(10) <= 1000
