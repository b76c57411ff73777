import datetime

import pytest

from search.ranking.recency import freshness

NEWEST = datetime.date(2025, 10, 26)


def test_the_newest_is_fresh_and_what_is_a_year_older_half_as_much() -> None:
    days = [NEWEST, NEWEST - datetime.timedelta(365), NEWEST - datetime.timedelta(730), None]
    assert freshness(days) == pytest.approx([1.0, 0.5, 0.25, 0.0])


def test_where_no_document_has_a_date_none_is_favored() -> None:
    assert freshness([None, None]) == [0.0, 0.0]
    assert freshness([]) == []
