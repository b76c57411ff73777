from __future__ import annotations

import datetime

import pytest

from tests.web.requests import asking
from web.writing import clock, duration, local_date, long_date, number, percent, reason

MAY_DAY = datetime.date(2025, 5, 1)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", ("1\u202f234", "1er mai 2025", "12\u202fms", "1,5\u202fs", "43\xa0%")),
        ("en", ("1,234", "1 May 2025", "12\xa0ms", "1.5\xa0s", "43%")),
    ],
)
def test_numbers_and_days_are_written_in_the_language_of_the_reader(
    language: str, expected: tuple[str, ...]
) -> None:
    with asking(language=language):
        written = number(1234), long_date(MAY_DAY), duration(12), duration(1500), percent(0.426)
    assert written == expected


@pytest.mark.parametrize(
    ("language", "expected"), [("fr", "moins de 1\u202fms"), ("en", "less than 1\xa0ms")]
)
def test_next_to_no_time_is_said_in_words(language: str, expected: str) -> None:
    with asking(language=language):
        assert duration(0.2) == expected


def test_moments_are_those_of_this_machine() -> None:
    here = datetime.datetime(2025, 5, 1, 14, 5).astimezone()
    with asking():
        assert (local_date(here), clock(here)) == ("1er mai 2025", "14:05")


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fr", "légende d’une image"), ("en", "caption of a picture")],
)
def test_reasons_are_given_in_the_language_of_the_reader(language: str, expected: str) -> None:
    with asking(language=language):
        assert reason("légende d'une image") == expected
