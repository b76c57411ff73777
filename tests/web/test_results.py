from __future__ import annotations

import re
from typing import cast

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

import search
from tests.web.conftest import Open
from tests.web.documents import many, prose
from tests.web.markup import address, elements, texts
from web import create_app


def test_the_home_page_says_how_many_articles_are_searched(client: FlaskClient) -> None:
    page = client.get("/").text
    assert "5 articles" in texts(page, "//main")[0]
    assert elements(page, "//form[@action='/search']//input[@name='q']")


class EmptySearcher:
    """A searcher of an index that every document was taken out of."""

    document_count = 0

    def refresh(self) -> None:
        """See nothing new."""


def test_an_index_without_articles_names_the_command_that_fills_it() -> None:
    client = create_app(cast("search.Searcher", EmptySearcher())).test_client()
    assert "python -m search.index" in client.get("/").text


def test_results_are_linked_titles_with_both_words_marked(client: FlaskClient) -> None:
    page = client.get("/search?q=cyberespace+pacifique").text
    first = elements(page, "//ol[@class='hits']/li[1]//h2/a")[0]
    assert first.get("href").startswith("/article/000_5e3aa8eab155eee5?")
    marks = {mark.text_content() for mark in first.xpath(".//mark")}
    assert marks == {"cyberespace", "pacifique"}


def test_the_search_box_keeps_the_query(client: FlaskClient) -> None:
    page = client.get("/search", query_string={"q": '"convention de Hanoï" <b>'}).text
    assert elements(page, "//input[@name='q']")[0].get("value") == '"convention de Hanoï" <b>'


def test_the_total_and_the_time_stand_above_the_results(client: FlaskClient) -> None:
    page = client.get("/search?q=cybercriminalité").text
    [told] = texts(page, "//div[@class='count']/p")
    assert re.fullmatch(r"[2-5] articles, (moins de )?\d+ ms", told)


def test_a_hit_tells_its_site_its_long_date_its_author_and_its_page(client: FlaskClient) -> None:
    page = client.get("/search?q=représentant+cubain+sanctions").text
    hit = elements(page, "//li[@class='hit'][.//a[contains(@href, '/article/004_')]]")[0]
    origin = hit.xpath("string(.//p[@class='origin'])")
    assert "26 octobre 2025" in origin
    assert "Báo Dân trí" in origin
    [link] = hit.xpath(".//a[starts-with(., 'Original')]")
    assert link.get("href").startswith("https://dantri.com.vn/")
    assert link.get("rel") == "noopener noreferrer"


def test_a_query_that_finds_nothing_is_answered_with_advice(client: FlaskClient) -> None:
    page = client.get("/search?q=zyzomys").text
    assert texts(page, "//section//h2") == ["Aucun article trouvé pour « zyzomys »"]
    assert "Aucun article ne contient « zyzomys »." in texts(page, "//section//li")


@pytest.mark.parametrize("address", ["/search", "/search?q=", "/search?q=+%09"])
def test_an_empty_query_leads_home(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.location) == (302, "/")


@settings(max_examples=60, deadline=None)
@given(query=st.text() | st.text(alphabet="\"«»-()~*:?' aé", max_size=30))
def test_any_text_can_be_searched_for(client: FlaskClient, query: str) -> None:
    answer = client.get("/search", query_string={"q": query})
    assert answer.status_code == (200 if query.strip() else 302)


def test_ten_thousand_characters_can_be_searched_for(client: FlaskClient) -> None:
    assert client.get("/search", query_string={"q": "é(" * 5_000}).status_code == 200


def test_what_of_a_query_was_not_understood_is_told(client: FlaskClient) -> None:
    page = client.get("/search", query_string={"q": 'cybercriminalité "convention de'}).text
    assert texts(page, "//ul[@class='warnings']/li")


def test_another_query_is_suggested_with_a_link_to_it(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.answering.paging.is_told", lambda *_: False)
    page = client.get("/search", query_string={"q": "cybercriminalitée"}).text
    [link] = texts(page, "//ul[@class='warnings']//a")
    assert link == "cybercriminalité"
    [element] = elements(page, "//ul[@class='warnings']//a")
    assert client.get(element.get("href")).status_code == 200


def test_results_come_in_pages_of_ten(open_client: Open) -> None:
    client = open_client(*many(21))
    first, third = (client.get(f"/search?q=budget&page={page}").text for page in (1, 3))
    assert len(elements(first, "//li[@class='hit']")) == 10
    assert len(elements(third, "//li[@class='hit']")) == 1
    assert elements(third, "//ol[@class='hits']")[0].get("start") == "21"
    assert texts(third, "//nav//b[@aria-current='page']") == ["3"]
    assert elements(first, "//nav//a[@rel='next']")[0].get("href") == "/search?q=budget&page=2"


@pytest.mark.parametrize(
    ("asked", "shown"), [("0", "1"), ("-1", "1"), ("abc", "1"), ("", "1"), ("²", "1"), ("3", "2")]
)
def test_a_bad_page_number_becomes_the_nearest_page(
    open_client: Open, asked: str, shown: str
) -> None:
    client = open_client(*many(11))
    page = client.get("/search", query_string={"q": "budget", "page": asked}).text
    assert texts(page, "//nav//b[@aria-current='page']") == [shown]


@pytest.mark.parametrize("asked", [str(10**9 - 1), str(10**30), "9" * 5_000])
def test_no_page_number_is_too_large_for_an_answer(client: FlaskClient, asked: str) -> None:
    answer = client.get("/search", query_string={"q": "cyberespace", "page": asked})
    assert answer.status_code == 200
    assert "000_5e3aa8eab155eee5" in answer.text


class DeepSearcher:
    """A searcher that finds more than anybody reads."""

    document_count = 20_000

    def __init__(self, total: int) -> None:
        self.total = total

    def refresh(self) -> None:
        """See nothing new."""

    def search(self, query: search.Query, page: int, **_options: object) -> search.ResultPage:
        return search.ResultPage(query.text, page, 10, self.total, 1.0, (), (), distinct=self.total)


@pytest.mark.parametrize(("total", "notes"), [(10_000, 0), (10_001, 1)])
def test_results_end_ten_thousand_deep_and_say_so(total: int, notes: int) -> None:
    client = create_app(cast("search.Searcher", DeepSearcher(total))).test_client()
    page = client.get("/search?q=paix&page=1001").text
    assert texts(page, "//nav//b[@aria-current='page']") == ["1 000"]
    assert not elements(page, "//nav[@class='pages']//a[@rel='next']")
    assert len(elements(page, "//p[starts-with(., 'La suite n’est pas montrée')]")) == notes


SITES = (
    {"id": "a", "title": "Le port rouvre", "text": prose(1), "date": "2025-10-02"}
    | {"url": "https://www.rfi.fr/a", "author": "Anne Roy", "section": "Monde"},
    {"id": "b", "title": "La gare ferme", "text": prose(2), "date": "2025-11-03"}
    | {"url": "https://www.rfi.fr/b", "author": "AFP", "section": "Sport"},
    {"id": "c", "title": "Le stade attend", "text": prose(3), "date": "2025-11-04"}
    | {"url": "https://lemonde.fr/c", "author": "AFP", "section": "Sport"},
)


def test_facets_stand_beside_the_results_with_their_counts(open_client: Open) -> None:
    page = open_client(*SITES).get("/search?q=budget").text
    sites = "//aside//h2[.='Site']/following-sibling::ul[1]"
    assert texts(page, f"{sites}/li") == ["rfi.fr 2", "lemonde.fr 1"]
    assert address(page, f"{sites}/li[2]/a") == "/search?q=budget&site=lemonde.fr"


def test_a_chosen_value_narrows_the_result_and_can_be_taken_out(open_client: Open) -> None:
    page = open_client(*SITES).get("/search?q=budget&site=lemonde.fr").text
    assert texts(page, "//li[@class='hit']//h2") == ["Le stade attend"]
    assert texts(page, "//aside//a[@aria-current]") == ["lemonde.fr 1", "l’article"]
    chip = "//ul[@class='chips']//a[contains(., 'lemonde.fr')]"
    assert texts(page, chip) == ["Retirer lemonde.fr"]
    assert address(page, chip) == "/search?q=budget"


def test_a_month_of_the_histogram_narrows_the_result(open_client: Open) -> None:
    client = open_client(*SITES)
    page = client.get("/search?q=budget").text
    assert len(elements(page, "//*[local-name()='svg']/a")) == 2
    rows = "//details[@class='table']//tbody/tr"
    assert texts(page, f"{rows}/th") == ["octobre 2025", "novembre 2025"]
    assert texts(page, f"{rows}/td") == ["1", "2"]
    narrowed = client.get(address(page, f"{rows}[1]//a")).text
    assert texts(narrowed, "//li[@class='hit']//h2") == ["Le port rouvre"]


def test_an_order_can_be_chosen(open_client: Open) -> None:
    client = open_client(*SITES)
    page = client.get("/search?q=budget&site=rfi.fr").text
    newest = client.get(address(page, "//nav[@aria-label='Ordre']/a[.='Plus récents']")).text
    assert texts(newest, "//li[@class='hit']//h2") == ["La gare ferme", "Le port rouvre"]
    assert texts(newest, "//nav[@aria-label='Ordre']/a[@aria-current]") == ["Plus récents"]


def test_reprints_are_shown_as_one_and_can_be_set_apart(open_client: Open) -> None:
    text = prose(7)
    client = open_client(*({"id": id, "title": "Le même budget", "text": text} for id in "xyz"))
    page = client.get("/search?q=budget").text
    assert len(elements(page, "//li[@class='hit']")) == 1
    assert texts(page, "//li[@class='hit']//a[contains(., 'reprise')]") == ["2 reprises"]
    assert "3 articles (1 sans reprises)" in texts(page, "//div[@class='count']/p")[0]
    apart = client.get(address(page, "//a[.='Séparer les reprises']")).text
    assert len(elements(apart, "//li[@class='hit']")) == 3


def test_a_search_goes_on_within_a_result(open_client: Open) -> None:
    client = open_client(*SITES)
    page = client.get("/search?q=budget&within=stade").text
    assert "Le stade attend" in texts(page, "//li[@class='hit']//h2")
    assert "Retirer dans les résultats de « stade »" in texts(page, "//ul[@class='chips']//a")
