import datetime

import pytest

from search.cleaning.moments import Moment, day_of, read_moment

PARIS = datetime.timezone(datetime.timedelta(hours=1))
AT_EIGHT = datetime.datetime(2024, 3, 5, 8, 0, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-05T08:00:00+01:00", AT_EIGHT),
        ("2024-03-05T08:00:00.000+0100", AT_EIGHT),
        ("2024-03-05 08:00:00 +0100", AT_EIGHT),
        ("2024-03-05T07:00:00Z", AT_EIGHT),
        ("Tue, 05 Mar 2024 08:00:00 +0100", AT_EIGHT),
        ("1709622000", AT_EIGHT),
        ("1709622000123", AT_EIGHT),
        ("2024-03-05 08:00", AT_EIGHT.replace(tzinfo=None)),
        ("05/03/2024 à 8h00", AT_EIGHT.replace(tzinfo=None)),
        ("2024-03-05", datetime.date(2024, 3, 5)),
        ("Publié le 5 mars 2024", datetime.date(2024, 3, 5)),
    ],
)
def test_moments_are_read_as_markup_writes_them(text: str, moment: Moment) -> None:
    assert read_moment(text) == moment


@pytest.mark.parametrize(
    "text",
    ["", "hier", "0000-00-00", "1970-01-01", "2024-13-45T00:00", "9999-01-01", "0", "9" * 400],
)
def test_what_is_no_day_of_an_article_is_none(text: str) -> None:
    assert read_moment(text) is None


def test_the_day_of_a_moment_is_that_of_its_own_time_zone() -> None:
    assert day_of(AT_EIGHT.replace(hour=0)) == datetime.date(2024, 3, 5)
    assert day_of(datetime.date(2024, 3, 5)) == datetime.date(2024, 3, 5)
