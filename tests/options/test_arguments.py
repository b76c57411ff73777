from __future__ import annotations

import contextlib
import datetime

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.options import arguments
from search.requests import Length, Scope, Sort


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("newest", Sort.NEWEST),
        ("Récent", Sort.NEWEST),
        ("ancien", Sort.OLDEST),
        ("titre", Sort.TITLE),
        ("pertinence", Sort.RELEVANCE),
    ],
)
def test_an_order_has_a_name_in_both_languages(name: str, expected: Sort) -> None:
    assert arguments.sort(name) is expected


def test_scopes_and_lengths_have_names_in_both_languages() -> None:
    assert arguments.scope("retirés") is arguments.scope("removed") is Scope.REMOVED
    assert arguments.scope("tout") is Scope.EVERYTHING
    assert arguments.length("brève") is arguments.length("brief") is Length.BRIEF
    assert arguments.length("long") is Length.LONG


def test_an_unknown_name_is_answered_with_those_there_are() -> None:
    with pytest.raises(click.BadParameter, match="relevance, newest, oldest, title"):
        arguments.sort("random")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-10-26", (2025, 10, 26), (2025, 10, 26)),
        ("2025-2-3", (2025, 2, 3), (2025, 2, 3)),
        ("26/10/2025", (2025, 10, 26), (2025, 10, 26)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2025", (2025, 1, 1), (2025, 12, 31)),
        ("octobre 2025", (2025, 10, 1), (2025, 10, 31)),
        ("1er mai 2025", (2025, 5, 1), (2025, 5, 1)),
    ],
)
def test_a_month_or_year_has_a_first_and_a_last_day(
    text: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    assert arguments.first_day(text) == datetime.date(*first)
    assert arguments.last_day(text) == datetime.date(*last)


@pytest.mark.parametrize(
    "text", ["", "demain", "0000", "2025-13", "2025-00", "2025-10-00", "2025-02-30", "31/02/2025"]
)
def test_what_is_no_day_is_told(text: str) -> None:
    for read in (arguments.first_day, arguments.last_day):
        with pytest.raises(click.BadParameter, match="is no date such as 2025-10-26"):
            read(text)


def test_days_are_counted_back_as_the_language_does() -> None:
    earliest = _yesterday()
    found = [arguments.first_day(text) for text in ("hier", "yesterday", "1j")]
    assert all(earliest <= day <= _yesterday() for day in found)


def _yesterday() -> datetime.date:
    return datetime.datetime.now().astimezone().date() - datetime.timedelta(1)


@given(st.text() | st.dates().map(str) | st.from_regex(r"[0-9/-]{4,10}", fullmatch=True))
def test_any_text_is_a_day_or_is_told(text: str) -> None:
    with contextlib.suppress(click.BadParameter):
        assert arguments.first_day(text) <= arguments.last_day(text)


def test_years_and_months_are_written_in_one_way() -> None:
    assert arguments.year("2025") == "2025"
    assert arguments.month("2025-10") == "2025-10"
    for read, text in ((arguments.year, "25"), (arguments.month, "2025-13")):
        with pytest.raises(click.BadParameter, match="is not of the form"):
            read(text)
