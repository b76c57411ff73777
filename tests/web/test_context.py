from __future__ import annotations

import pytest

import search
from tests.web.requests import asking
from web.context import (
    article_address,
    export_address,
    facet_address,
    in_language,
    kept_parameters,
    other_languages,
    passage_address,
    plain,
    within_parameters,
)

QUERY = search.Query("port", search.Sort.NEWEST).only(search.Facet.SITE, "rfi.fr")


def test_the_address_of_an_article_says_what_found_it() -> None:
    with asking():
        assert article_address(None, "a/b") == "/article/a/b"
        expected = "/article/a?q=port&sort=newest&site=rfi.fr"
        assert article_address(QUERY, "a") == expected


def hit(text: str) -> search.Hit:
    document = search.CleanedDocument("a", ())
    snippet = search.Snippet((search.Passage(text),))
    return search.Hit(1, 1.0, document, search.Passage("A"), snippet)


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("le port", "le%20port"),
        ("un deux trois quatre cinq six sept huit", None),
        ("… un-deux b c, d e f g h i…", "un%2Ddeux%20b%20c%2C%20d,f%20g%20h%20i"),
        ("l'été ?", "l%E2%80%99%C3%A9t%C3%A9%E2%80%AF%3F"),
    ],
)
def test_a_passage_is_found_in_its_article_by_its_ends(text: str, fragment: str | None) -> None:
    with asking():
        address = passage_address(search.Query("port"), hit(text))
    expected = fragment or text.replace(" ", "%20")
    assert address == f"/article/a?q=port#m1:~:text={expected}"


def test_an_export_is_of_the_whole_query() -> None:
    with asking():
        assert export_address(QUERY, "csv") == "/export.csv?q=port&sort=newest&site=rfi.fr"


def test_a_value_of_a_facet_leads_to_all_articles_that_have_it() -> None:
    with asking():
        assert facet_address("site", "rfi.fr") == "/search?site=rfi.fr"


def test_a_new_text_is_looked_for_in_the_same_way_among_all_articles() -> None:
    with asking("/search?lang=en"):
        assert list(kept_parameters(QUERY)) == [("sort", "newest"), ("lang", "en")]
    with asking():
        assert list(kept_parameters(None)) == []


def test_a_search_within_a_result_keeps_all_that_made_it() -> None:
    with asking():
        found = list(within_parameters(QUERY))
    assert found == [("sort", "newest"), ("site", "rfi.fr"), ("within", "port")]


def test_a_plain_query_is_narrowed_by_nothing() -> None:
    assert plain(QUERY) == search.Query("port", search.Sort.NEWEST)


def test_every_page_leads_to_itself_in_the_other_language() -> None:
    with asking("/article/a?q=port&site=x&site=y"):
        assert list(other_languages()) == [("en", "English")]
        assert in_language("en") == "/article/a?q=port&site=x&site=y&lang=en"
    with asking("/help?lang=en"):
        assert list(other_languages()) == [("fr", "Français")]
        assert in_language("fr") == "/help?lang=fr"
