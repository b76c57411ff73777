import datetime

import pytest

from search.query.days import Days, days_of

TODAY = datetime.date(2025, 11, 15)


def days(first: str, last: str) -> Days:
    return Days(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2/2025", "2025-02-01", "2025-02-28"),
        ("2025/10/26", "2025-10-26", "2025-10-26"),
        ("26.10.2025", "2025-10-26", "2025-10-26"),
        ("le 1er mai 2025", "2025-05-01", "2025-05-01"),
        ("26 OCTOBRE 2025", "2025-10-26", "2025-10-26"),
        ("26 oct. 2025", "2025-10-26", "2025-10-26"),
        ("26-octobre-2025", "2025-10-26", "2025-10-26"),
        ("fevrier 2025", "2025-02-01", "2025-02-28"),
        ("October 26, 2025", "2025-10-26", "2025-10-26"),
        ("26 October", "2025-10-26", "2025-10-26"),
        ("novembre", "2025-11-01", "2025-11-30"),
        ("décembre", "2024-12-01", "2024-12-31"),
        ("16 novembre", "2024-11-16", "2024-11-16"),
        ("hier", "2025-11-14", "2025-11-14"),
        ("aujourd’hui", "2025-11-15", "2025-11-15"),
        ("30j", "2025-10-16", "2025-10-16"),
        ("2 semaines", "2025-11-01", "2025-11-01"),
        ("9m", "2025-02-15", "2025-02-15"),
        ("1 an", "2024-11-15", "2024-11-15"),
        ("3y", "2022-11-15", "2022-11-15"),
        ("99999m", "0001-01-01", "0001-01-01"),
        ("99999w", "0109-05-11", "0109-05-11"),
    ],
)
def test_a_day_a_month_or_a_year_is_read_however_it_is_written(
    text: str, first: str, last: str
) -> None:
    assert days_of(text, TODAY) == days(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "demain soir",
        "30 février 2025",
        "2025-13",
        "32/10/2025",
        "0999",
        "5x",
        "brumaire",
        "\ud800",
    ],
)
def test_what_names_no_day_is_not_understood(text: str) -> None:
    assert days_of(text, TODAY) is None


def test_months_before_the_last_of_a_long_one_end_with_a_short_one() -> None:
    assert days_of("1m", datetime.date(2025, 3, 31)) == days("2025-02-28", "2025-02-28")
