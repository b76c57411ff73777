import datetime

import pytest

from search.cleaning.dates import find_date, plausible_date


@pytest.mark.parametrize(
    "text",
    [
        "26/10/2025",
        "Le 26 octobre 2025",
        "26 oct. 2025 à 15h27",
        "26.10.25",
        "26 . 10 . 25",
        "2025-10-26T08:00",
        "Journal26/10/2025",
        "dimanche 26 OCTOBRE 2025, mis à jour le 27 octobre 2025",
    ],
)
def test_a_full_date_is_found(text: str) -> None:
    assert find_date(text) == datetime.date(2025, 10, 26)


@pytest.mark.parametrize(
    "text",
    [
        "21 décembre",
        "en 2025",
        "31/02/2025",
        "13/13/2025",
        "1.5.3",
        "3 - 12 - 24 - 33",
        "8-3-12-24",
        "",
    ],
)
def test_what_is_no_full_date_is_none(text: str) -> None:
    assert find_date(text) is None


def test_the_first_of_a_month_is_written_so() -> None:
    assert find_date("1er août 2024") == datetime.date(2024, 8, 1)


def test_no_article_is_older_than_1990() -> None:
    assert plausible_date(1990, 1, 1) == datetime.date(1990, 1, 1)
    assert plausible_date(1989, 12, 31) is None


def test_an_article_may_be_of_next_year() -> None:
    next_year = datetime.datetime.now(tz=datetime.UTC).year + 1
    assert plausible_date(next_year, 12, 31) == datetime.date(next_year, 12, 31)
    assert plausible_date(next_year + 1, 1, 1) is None
