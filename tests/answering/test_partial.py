"""What is said where a part of the index does not answer."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest

import search
from search.answering.paging import PARTIAL
from search.engines.base import Counts, Matches
from search.engines.whoosh import WhooshIndexReader


@pytest.fixture(params=[WhooshIndexReader.search, WhooshIndexReader.counts])
def parts(request: pytest.FixtureRequest) -> Iterator[str]:
    """Let only a part of the index find or count."""
    whole = request.param

    def part(*arguments: Any, **options: Any) -> Matches | Counts:
        answer: Matches | Counts = whole(*arguments, **options)
        return dataclasses.replace(answer, is_partial=True)

    with mock.patch.object(WhooshIndexReader, whole.__name__, part):
        yield whole.__name__


@pytest.mark.parametrize("is_grouped", [True, False])
@pytest.mark.parametrize("with_facets", [True, False])
def test_a_page_says_once_that_articles_may_be_missing(
    searcher: search.Searcher, parts: str, *, is_grouped: bool, with_facets: bool
) -> None:
    query = search.Query("convention", is_grouped=is_grouped)
    page = searcher.search(query, with_facets=with_facets)
    assert page.hits
    assert page.warnings == (PARTIAL,)


def test_a_page_of_the_whole_index_says_nothing(searcher: search.Searcher) -> None:
    assert searcher.search("convention").warnings == ()


@pytest.mark.parametrize("parts", [WhooshIndexReader.search], indirect=True)
def test_what_cannot_say_so_is_refused(searcher: search.Searcher, parts: str) -> None:
    with pytest.raises(search.EngineUnavailableError, match="for a part of the index"):
        list(searcher.hits("convention"))
    with pytest.raises(search.EngineUnavailableError):
        searcher.best("convention", 10)
    with pytest.raises(search.EngineUnavailableError):
        searcher.whole("convention")


@pytest.mark.parametrize("parts", [WhooshIndexReader.search], indirect=True)
def test_nothing_is_concluded_from_what_a_part_of_the_index_does_not_hold(
    searcher: search.Searcher, parts: str
) -> None:
    page = searcher.search("+convention +zyzomys", with_facets=True)
    assert page.total == 0
    assert (page.suggestion, page.advice) == (None, search.Advice())
    assert page.warnings == (PARTIAL,)
    assert page.facets is not None
    assert not any(page.facets.values.values())
