from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import cast

import lxml.html
import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

import search
from web import create_app

Open = Callable[..., FlaskClient]

BODY = (
    "Le conseil municipal de Rennes a voté mardi soir le budget de la bibliothèque, après une "
    "longue discussion sur les horaires d’ouverture. La maire a rappelé que les lecteurs "
    "demandaient depuis deux ans des soirées plus longues, et que les agents avaient été entendus."
)


def texts(page: str, path: str) -> list[str]:
    """Return the text of every element that an XPath finds."""
    return [element.text_content().strip() for element in elements(page, path)]


def elements(page: str, path: str) -> list[lxml.html.HtmlElement]:
    found = lxml.html.document_fromstring(page).xpath(path)
    return cast("list[lxml.html.HtmlElement]", found)


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
    assert re.fullmatch(
        "[2-5] articles, (moins de )?\\d+\u202fms", texts(page, "//p[@class='count']")[0]
    )


def test_a_hit_tells_its_site_its_long_date_its_author_and_its_page(client: FlaskClient) -> None:
    page = client.get("/search?q=représentant+cubain+sanctions").text
    hit = elements(page, "//li[@class='hit'][.//a[contains(@href, '/article/004_')]]")[0]
    origin = hit.xpath(".//p[@class='origin']")[0]
    assert "26 octobre 2025" in origin.text_content()
    assert "Báo Dân trí" in origin.text_content()
    link = origin.xpath(".//a")[0]
    assert link.get("href").startswith("https://dantri.com.vn/")
    assert link.get("rel") == "noopener noreferrer"


def test_a_query_that_finds_nothing_is_answered_with_advice(client: FlaskClient) -> None:
    page = client.get("/search?q=zyzomys").text
    assert texts(page, "//section//h2") == ["Aucun article trouvé pour «\u202fzyzomys\u202f»"]
    assert "guillemets" not in page


@pytest.mark.parametrize(
    ("query", "advice"),
    [('"zyzomys zyz"', "Ôtez les guillemets"), ("zyzomys -paix", "Ôtez le tiret")],
)
def test_the_advice_fits_the_query(client: FlaskClient, query: str, advice: str) -> None:
    assert advice in client.get("/search", query_string={"q": query}).text


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
    monkeypatch.setattr("search.searching.is_told", lambda *_: False)
    page = client.get("/search", query_string={"q": "cybercriminalitée"}).text
    [link] = texts(page, "//ul[@class='warnings']//a")
    assert link == "cybercriminalité"
    [element] = elements(page, "//ul[@class='warnings']//a")
    assert client.get(element.get("href")).status_code == 200


def many(count: int) -> list[dict[str, str]]:
    return [
        {"id": f"n{rank:02}", "title": f"Budget numéro {rank}", "text": f"Article {rank}. {BODY}"}
        for rank in range(count)
    ]


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

    def search(self, query: str, page: int) -> search.ResultPage:
        return search.ResultPage(query, page, 10, self.total, 1.0, (), ())


@pytest.mark.parametrize(("total", "notes"), [(10_000, 0), (10_001, 1)])
def test_results_end_ten_thousand_deep_and_say_so(total: int, notes: int) -> None:
    client = create_app(cast("search.Searcher", DeepSearcher(total))).test_client()
    page = client.get("/search?q=paix&page=1001").text
    assert texts(page, "//nav//b[@aria-current='page']") == ["1\u202f000"]
    assert not elements(page, "//nav//a[@rel='next']")
    assert len(elements(page, "//p[starts-with(., 'La suite n’est pas montrée')]")) == notes


def test_an_article_is_shown_with_its_marks(client: FlaskClient) -> None:
    page = client.get("/article/004_5336a5d1cd968246?q=cybercriminalités").text
    heading = elements(page, "//h1")[0]
    assert heading.text_content() == "Aucun pays ne peut lutter seul contre la cybercriminalité"
    assert heading.xpath("string(.//mark)") == "cybercriminalité"
    assert elements(page, "//p[@class='body']/mark")
    assert texts(page, "//title") == [f"{heading.text_content()} · Trouvaille"]


def test_what_was_removed_is_shown_in_its_place_with_its_reason(client: FlaskClient) -> None:
    page = client.get("/article/004_5336a5d1cd968246").text
    removed = texts(page, "//div[@class='removed']//s")
    assert removed[0] == "Vietnam.vn - Nền tảng quảng bá Việt Nam"
    assert "Comment (0)" in removed
    assert all(texts(page, "//div[@class='removed']/p[@class='reason']"))
    assert f"{len(removed)} passages retirés" in texts(page, "//details/summary")


def test_words_of_removed_passages_are_not_marked(client: FlaskClient) -> None:
    page = client.get("/article/000_5e3aa8eab155eee5?q=Cuba+amitié+cyberespace").text
    assert "Cuba" in "".join(texts(page, "//div[@class='removed']//s"))
    assert not elements(page, "//div[@class='removed']//mark")
    assert elements(page, "//p[@class='body']/mark")


def test_a_lost_title_is_admitted(client: FlaskClient) -> None:
    page = client.get("/article/003_32bba33d4915bd30").text
    assert texts(page, "//h1")[0].startswith("Au nom du Parti, de l’État")
    assert "a perdu son titre" in page


def test_an_article_leads_back_to_the_page_of_results_it_was_opened_from(
    open_client: Open,
) -> None:
    client = open_client(*many(11))
    results = client.get("/search?q=budget&page=2").text
    article = client.get(elements(results, "//li[@class='hit']//h2/a")[0].get("href")).text
    back = elements(article, "//aside//a")[0]
    assert back.text_content() == "←\xa0Retour aux résultats"
    assert back.get("href") == "/search?q=budget&page=2"


def test_an_article_opened_by_itself_leads_nowhere_back(client: FlaskClient) -> None:
    assert "Retour" not in client.get("/article/000_5e3aa8eab155eee5").text


@pytest.mark.parametrize(
    "id",
    ["a/b?c#d%20é", "../x", "./", "a//b", "/etc", "~x", 'l\'"id" <b>', "a\\b", "Tiếng Việt &amp;"],
)
def test_an_article_opens_from_its_result_whatever_its_id_holds(open_client: Open, id: str) -> None:
    client = open_client({"id": id, "title": "Budget voté", "text": BODY})
    link = elements(client.get("/search?q=budget").text, "//li[@class='hit']//h2/a")[0]
    article = client.get(link.get("href"))
    assert article.status_code == 200
    assert texts(article.text, "//h1") == ["Budget voté"]


def test_an_unknown_article_is_a_page_of_its_own(client: FlaskClient) -> None:
    answer = client.get("/article/rien/<b>ici")
    assert answer.status_code == 404
    assert texts(answer.text, "//h1") == ["Cet article n’est pas dans l’index"]
    assert texts(answer.text, "//code") == ["rien/<b>ici"]


HOSTILE = "<script>alert(1)</script> &amp; '\"><img src=x onerror=alert(1)>"


def test_nothing_of_a_hostile_document_becomes_markup(open_client: Open) -> None:
    client = open_client(
        {
            "id": f"x{HOSTILE}",
            "title": f"Budget {HOSTILE}",
            "text": f"Budget {HOSTILE}. {BODY}",
            "author": f"Anne {HOSTILE}",
            "url": "javascript:alert(1)",
        }
    )
    results = client.get("/search?q=budget").text
    article = client.get(elements(results, "//li[@class='hit']//h2/a")[0].get("href")).text
    for page in (results, article):
        assert not elements(page, "//script | //img | //*[@onerror]")
        assert not elements(page, "//a[starts-with(@href, 'javascript:')]")
        assert "&lt;script&gt;" in page
    assert texts(article, "//h1") == [f"Budget {HOSTILE}"]


@pytest.mark.parametrize("address", ["/search", "/article/000_5e3aa8eab155eee5", "/article/rien"])
def test_nothing_of_a_hostile_query_becomes_markup(client: FlaskClient, address: str) -> None:
    page = client.get(address, query_string={"q": HOSTILE}).text
    assert not elements(page, "//script | //img | //*[@onerror]")
    assert elements(page, "//input[@name='q']")[0].get("value") == HOSTILE
    assert html.escape("<script>") in page
