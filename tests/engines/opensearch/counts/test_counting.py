from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.opensearch.counts import counting, titles
from search.engines.opensearch.queries.matching import EVERYTHING, NOTHING, Dsl
from search.query import Column
from search.requests import LENGTHS, Facet
from tests.engines.opensearch.articles import Article, Articles

NAMES = ["a", "b", "É", "\ud800", "fr"]
WHOLE = {Facet.YEAR, Facet.MONTH, Facet.LENGTH}

columns = st.dictionaries(st.sampled_from([each.value for each in Column]), st.sampled_from(NAMES))
days = st.none() | st.sampled_from(["2024-12-31", "2025-01-01", "2025-02-01"])
headings = st.none() | st.sampled_from(["la mer", "la mere", "le port", "l"])
articles = st.lists(
    st.builds(
        Article,
        st.text("abc", min_size=1, max_size=3),
        columns,
        days,
        st.sampled_from([0, 99, 100, 299, 300, 799, 800, 5000]),
        headings,
    ),
    max_size=20,
    unique_by=lambda each: each.id,
)
has = st.sampled_from(Column).flatmap(
    lambda column: st.sampled_from([("language", "a"), (column.value, "b"), (column.value, "É")])
)
filters = st.dictionaries(st.sampled_from(Facet), has, max_size=3)
several = settings(
    max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)
narrow = pytest.mark.parametrize("few", [1, 250], ids=["page by page", "at once"])


@pytest.fixture(scope="module")
def index(server: str) -> Iterator[Articles]:
    with contextlib.closing(Articles(server)) as made:
        yield made


@contextlib.contextmanager
def at_once(few: int) -> Iterator[None]:
    """Let so many values be counted at once, and so many groups be gathered."""
    counts = "search.engines.opensearch.counts"
    with (
        mock.patch(f"{counts}.tallies.FEW", few),
        mock.patch(f"{counts}.tallies.PAGE", few + 1),
        mock.patch(f"{counts}.distinct.MOST", few),
    ):
        yield


@narrow
@given(
    articles=articles,
    query=st.none() | has,
    filters=filters,
    facets=st.lists(st.sampled_from(Facet), unique=True),
    limit=st.integers(0, 3),
)
@several
def test_counts_are_those_of_looking_at_every_article(
    index: Articles,
    few: int,
    articles: list[Article],
    query: tuple[str, str] | None,
    filters: dict[Facet, tuple[str, str]],
    facets: list[Facet],
    limit: int,
) -> None:
    asked = {facet: term(each) for facet, each in filters.items()}
    with index.holding(articles) as view, at_once(few):
        found = counting.counts(view, term(query), asked, facets, limit)
    matching = [each for each in articles if passes(each, query)]
    whole = [each for each in matching if all(passes(each, own) for own in filters.values())]
    assert found.total == len(whole)
    assert found.distinct == len({each.group or each.id + "!" for each in whole})
    for facet in facets:
        others = [own for other, own in filters.items() if other is not facet]
        some = [each for each in matching if all(passes(each, own) for own in others)]
        values = [value_of(each, facet) for each in some]
        counted = in_order(facet, Counter(value for value in values if value is not None))
        told = counted if facet in WHOLE else counted[:limit]
        assert list(found.values[facet].items()) == told
        assert found.others[facet] == len(counted) - len(told)
        is_flag = facet in {Facet.PICTURE, Facet.TRUNCATED}
        assert found.missing[facet] == (0 if is_flag else values.count(None))


@narrow
@given(articles=articles, column=st.sampled_from(Column))
@several
def test_values_are_all_of_a_column_in_order(
    index: Articles, few: int, articles: list[Article], column: Column
) -> None:
    known = [each.columns.get(column.value) for each in articles]
    wanted = Counter(value for value in known if value is not None)
    with index.holding(articles) as view, at_once(few):
        assert list(counting.values(view, column).items()) == sorted(wanted.items())


@given(articles=articles, query=st.none() | has)
@several
def test_reprints_are_counted_among_those_that_match(
    index: Articles, articles: list[Article], query: tuple[str, str] | None
) -> None:
    groups = [each.group for each in articles if passes(each, query)]
    with index.holding(articles) as view:
        found = counting.reprints(view, term(query), [*NAMES, "nowhere"])
        assert counting.reprints(view, term(query), []) == {}
    assert found == {name: groups.count(name) for name in [*NAMES, "nowhere"]}


@given(articles=articles, start=st.sampled_from(["", "l", "la", "la mer", "le port de", "x"]))
@several
def test_titles_are_found_by_their_beginning(
    index: Articles, articles: list[Article], start: str
) -> None:
    known = [each.heading for each in articles if each.heading and each.heading.startswith(start)]
    with index.holding(articles) as view:
        found = titles.titles(view, start, 2)
        keys = titles.titled(view, ["nowhere", *found])
    assert list(found.items()) == in_order(Facet.SITE, Counter(known))[:2]
    first = {each.heading: each for each in sorted(articles, key=lambda each: each.id)[::-1]}
    assert keys == [first[title].body()["key"] for title in found]


def test_the_most_frequent_of_many_titles_are_counted_over_all_shards(index: Articles) -> None:
    often = [Article(f"often {number}", heading="ok") for number in range(20)]
    once = [Article(f"once {number}", heading=f"o{number}") for number in range(40)]
    with index.holding(often + once) as view, at_once(3):
        assert titles.titles(view, "o", 2) == {"ok": 20, "o0": 1}


def test_many_groups_are_counted_in_several_searches_of_a_bounded_number_each(
    index: Articles,
) -> None:
    groups = [Article(str(number), {"group": str(number // 2)}) for number in range(40)]
    with (
        index.holding([*groups, Article("alone")]) as view,
        at_once(1),
        mock.patch.object(view, "search", wraps=view.search) as search,
    ):
        found = counting.counts(view, EVERYTHING, {}, (), 0)
    assert (found.total, found.distinct) == (41, 21)
    assert search.call_count > 7


def test_a_query_of_nothing_counts_nothing(index: Articles) -> None:
    with index.holding([Article("a", {"site": "a.fr", "group": "a"}, "2025-01-01")]) as view:
        found = counting.counts(view, NOTHING, {}, list(Facet), 5)
    assert (found.total, found.distinct) == (0, 0)
    assert not any(found.values.values())
    assert set(found.missing.values()) == set(found.others.values()) == {0}


def term(pair: tuple[str, str] | None) -> Dsl:
    return EVERYTHING if pair is None else {"term": dict([pair])}


def passes(article: Article, pair: tuple[str, str] | None) -> bool:
    return pair is None or article.columns.get(pair[0]) == pair[1]


def value_of(article: Article, facet: Facet) -> str | None:
    match facet:
        case Facet.YEAR:
            return article.day and article.day[:4]
        case Facet.MONTH:
            return article.day and article.day[:7]
        case Facet.LENGTH:
            return [each.value for each, (first, _) in LENGTHS.items() if article.length >= first][
                -1
            ]
    return article.columns.get(facet.value)


def in_order(facet: Facet, counted: Counter[str]) -> list[tuple[str, int]]:
    if facet is Facet.LENGTH:
        return [(each.value, counted[each.value]) for each in LENGTHS if each.value in counted]
    if facet in WHOLE:
        return sorted(counted.items())
    return sorted(counted.items(), key=lambda each: (-each[1], each[0]))
