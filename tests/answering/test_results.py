import datetime
from collections.abc import Sequence

import pytest

import search
from search import Facet, Query, Sort
from tests.answering.conftest import ARTICLES, Open

DAY = datetime.date


def ids(page: search.ResultPage) -> list[str]:
    return [hit.document.id for hit in page.hits]


def counts(facets: search.Facets | None, facet: Facet) -> dict[str, int]:
    assert facets is not None
    return {each.value: each.count for each in facets.values[facet]}


def test_reprints_are_shown_as_one_and_both_counts_are_told(searcher: search.Searcher) -> None:
    page = searcher.search("convention cybercriminalité")
    assert (page.total, page.distinct, page.pages) == (2, 1, 1)
    [hit] = page.hits
    assert hit.reprints == 1


def test_reprints_can_be_shown_one_by_one(searcher: search.Searcher) -> None:
    page = searcher.search(Query("convention cybercriminalité", is_grouped=False))
    assert sorted(ids(page)) == ["hanoi-1", "hanoi-2"]
    assert (page.total, page.distinct) == (2, 1)
    assert [hit.reprints for hit in page.hits] == [0, 0]


def test_the_reprints_of_an_article_are_told(searcher: search.Searcher) -> None:
    assert searcher.reprints("hanoi-1") == ("hanoi-2",)
    assert searcher.reprints("port") == ()


def test_facets_count_the_articles_of_a_result(searcher: search.Searcher) -> None:
    facets = searcher.search("délégués", with_facets=True).facets
    assert counts(facets, Facet.SITE) == {"deux.exemple.fr": 2, "un.exemple.fr": 2}
    assert counts(facets, Facet.AUTHOR) == {"Anne Roux": 2, "VNA": 1}
    assert counts(facets, Facet.YEAR) == {"2024": 1, "2025": 2}
    assert counts(facets, Facet.MONTH) == {"2024-03": 1, "2025-10": 2}
    assert facets is not None
    assert facets.missing[Facet.YEAR] == facets.missing[Facet.AUTHOR] == 1


def test_a_choice_narrows_the_other_facets_and_not_its_own(searcher: search.Searcher) -> None:
    page = searcher.search(Query("délégués").only(Facet.SITE, "un.exemple.fr"), with_facets=True)
    assert sorted(ids(page)) == ["hanoi-1", "port"]
    assert counts(page.facets, Facet.SITE) == {"deux.exemple.fr": 2, "un.exemple.fr": 2}
    assert counts(page.facets, Facet.YEAR) == {"2024": 1, "2025": 1}


def test_a_chosen_value_is_there_even_where_it_counts_nothing(searcher: search.Searcher) -> None:
    query = Query("vendanges").only(Facet.SITE, "un.exemple.fr").only(Facet.YEAR, "2024")
    facets = searcher.facets(query)
    assert [(each.value, each.count, each.is_chosen) for each in facets.values[Facet.YEAR]] == [
        ("2024", 0, True)
    ]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (Sort.NEWEST, ["hanoi-2", "hanoi-1", "port", "vendange"]),
        (Sort.OLDEST, ["port", "hanoi-1", "hanoi-2", "vendange"]),
        (Sort.TITLE, ["vendange", "hanoi-2", "port", "hanoi-1"]),
    ],
)
def test_a_result_comes_in_the_order_asked_for(
    searcher: search.Searcher, sort: Sort, order: list[str]
) -> None:
    page = searcher.search(Query("délégués", sort=sort, is_grouped=False))
    assert ids(page) == order


def test_articles_without_a_date_are_told_where_dates_decide(searcher: search.Searcher) -> None:
    newest = searcher.search(Query("délégués", sort=Sort.NEWEST))
    assert newest.warnings == ("Un article sans date est à la fin.",)
    assert searcher.search(Query("convention", sort=Sort.NEWEST)).warnings == ()
    assert searcher.search("délégués").warnings == ()


def test_days_bound_a_result_on_both_sides(searcher: search.Searcher) -> None:
    asked = Query("délégués", first=DAY(2025, 10, 25), last=DAY(2025, 10, 25))
    assert ids(searcher.search(asked)) == ["hanoi-1"]


def test_without_a_text_what_is_chosen_is_found(searcher: search.Searcher) -> None:
    assert ids(searcher.search(Query().only(Facet.YEAR, "2024"))) == ["port"]
    assert searcher.search(Query()).total == 0


def test_a_search_goes_on_among_the_results_of_another(searcher: search.Searcher) -> None:
    assert ids(searcher.search(Query("port", within=("délégués",)))) == ["port"]
    assert ids(searcher.search(Query("délégués", within=("port",)))) == ["port"]
    assert searcher.search(Query("port", within=("vendanges",))).total == 0


def test_newer_articles_gain_where_they_are_favored(open_index: Open) -> None:
    text = "Le phare de la pointe a été repeint par des bénévoles du village."
    searcher = open_index(
        {"id": "a", "title": "Phare", "text": f"{text} Un.", "date": "2015-05-01"},
        {"id": "b", "title": "Phare", "text": f"Deux ! {text}", "date": "2025-05-01"},
    )
    assert searcher.best("phare", 2)[0][0] == "a"
    favored = Query("phare", favors_recent=True)
    assert searcher.best(favored, 2)[0][0] == "b"
    explained = searcher.explain(favored, "b")
    assert explained.score == pytest.approx(dict(searcher.best(favored, 2))["b"])
    assert "recency" in {part.name for part in explained.features}


def test_all_hits_are_gone_through_page_after_page(open_index: Open) -> None:
    searcher = open_index(
        *(
            {"id": f"{number:03}", "text": f"Le navire {number} entre au port."}
            for number in range(120)
        )
    )
    hits = list(searcher.hits("navire"))
    assert [hit.rank for hit in hits] == list(range(1, 121))
    pages = [searcher.search("navire", page=page, size=50) for page in (1, 2, 3)]
    assert [hit.document.id for hit in hits] == [id for page in pages for id in ids(page)]


def test_hits_are_made_only_as_they_are_asked_for(
    open_index: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    searcher = open_index(*({"id": f"{n:03}", "text": f"Le navire {n}."} for n in range(120)))
    read: list[int] = []
    reader = searcher._view.reader
    documents = reader.documents

    def counted(keys: Sequence[int]) -> list[search.CleanedDocument]:
        read.append(len(keys))
        return documents(keys)

    monkeypatch.setattr(reader, "documents", counted)
    next(searcher.hits("navire"))
    assert read == [50]


def test_articles_like_one_share_its_telling_words(searcher: search.Searcher) -> None:
    found = [hit.document.id for hit in searcher.similar("port")]
    assert "port" not in found
    assert set(found) <= {article["id"] for article in ARTICLES}
    assert "hanoi-2" not in [hit.document.id for hit in searcher.similar("hanoi-1")]


def test_neighbors_are_those_of_the_result(searcher: search.Searcher) -> None:
    query = Query("délégués", sort=Sort.OLDEST, is_grouped=False)
    assert searcher.neighbors(query, "hanoi-1") == search.Neighbors(2, "port", "hanoi-2", 4)
    assert searcher.neighbors(query, "port") == search.Neighbors(1, None, "hanoi-1", 4)
    assert searcher.neighbors(query, "vendange") == search.Neighbors(4, "hanoi-2", None, 4)
    assert searcher.neighbors("convention", "port") is None


@pytest.mark.parametrize(("place", "is_found"), [(4, True), (5, False)])
def test_neighbors_are_looked_for_no_deeper_than_pages_go(
    open_index: Open, monkeypatch: pytest.MonkeyPatch, place: int, *, is_found: bool
) -> None:
    for name, value in (("FIRST_LOOK", 2), ("ENLARGED", 2), ("MOST_LOOKED", 5)):
        monkeypatch.setattr(f"search.answering.neighbors.{name}", value)
    searcher = open_index(*({"id": f"{n:03}", "text": f"Le navire {n}."} for n in range(9)))
    order = [id for id, _ in searcher.best("navire", 9)]
    assert (searcher.neighbors("navire", order[place]) is not None) is is_found


def test_where_nothing_is_found_it_is_told_what_would_help(searcher: search.Searcher) -> None:
    query = Query("vendanges").only(Facet.SITE, "un.exemple.fr")
    advice = searcher.search(query).advice
    assert advice is not None
    assert (advice.unfiltered, advice.nowhere) == (1, ())
    assert searcher.search("vendanges").advice is None


def test_words_that_are_nowhere_are_named(searcher: search.Searcher) -> None:
    advice = searcher.search('"xylophone zébré"').advice
    assert advice is not None
    assert advice.nowhere == ("xylophone zébré",)


def test_words_that_are_nowhere_near_each_other_are_named_with_their_distance(
    searcher: search.Searcher,
) -> None:
    advice = searcher.search("délégués PRES/1 vendanges").advice
    assert advice is not None
    assert advice.nowhere == ("délégués PRES/1 vendanges",)


def test_the_version_of_the_index_changes_with_each_commit(open_index: Open) -> None:
    first = open_index(ARTICLES[0])
    before = first.index_version
    open_index(ARTICLES[2])
    assert first.index_version == before
    first.refresh()
    assert first.index_version != before
