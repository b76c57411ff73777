from __future__ import annotations

import html

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import Open
from tests.web.documents import BODY, many, prose
from tests.web.markup import address, elements, texts

REMOVED = "//div[@class='removed']"


def test_an_article_is_shown_with_its_marks(client: FlaskClient) -> None:
    page = client.get("/article/004_5336a5d1cd968246?q=cybercriminalités").text
    heading = elements(page, "//h1")[0]
    assert heading.text_content() == "Aucun pays ne peut lutter seul contre la cybercriminalité"
    assert heading.xpath("string(.//mark)") == "cybercriminalité"
    assert elements(page, "//p[@class='body']/mark")
    assert texts(page, "//title") == [f"{heading.text_content()} · Trouvaille"]


def test_links_lead_from_mark_to_mark_without_javascript(client: FlaskClient) -> None:
    page = client.get("/article/004_5336a5d1cd968246?q=cybercriminalité").text
    ids = [mark.get("id") for mark in elements(page, "//article//mark")]
    assert len(ids) > 5
    assert ids == [f"m{number}" for number in range(1, len(ids) + 1)]
    links = [link.get("href") for link in elements(page, "//ol[@data-all]//a")]
    assert links == [f"#{id}" for id in ids]
    assert texts(page, "//a[@data-next]/following-sibling::span[1]") == [f"1 / {len(ids)}"]


def test_an_article_without_marks_has_no_links_to_them(client: FlaskClient) -> None:
    page = client.get("/article/004_5336a5d1cd968246").text
    assert not elements(page, "//mark | //*[@data-occurrences]")


def test_captions_and_the_original_stand_out(client: FlaskClient) -> None:
    page = client.get("/article/004_5336a5d1cd968246").text
    assert texts(page, "//p[@class='caption']")[0].startswith("La séance de discussion")
    [link] = elements(page, "//article//a[.='original']")
    assert link.get("href").startswith("https://dantri.com.vn/")
    assert link.get("rel") == "noopener noreferrer"


def test_what_was_removed_is_shown_in_its_place_with_its_reason(client: FlaskClient) -> None:
    page = client.get("/article/004_5336a5d1cd968246").text
    removed = texts(page, f"{REMOVED}//s")
    assert removed[0] == "Vietnam.vn - Nền tảng quảng bá Việt Nam"
    assert "Comment (0)" in removed
    assert all(texts(page, f"{REMOVED}/p[@class='reason']"))
    assert f"{len(removed)} passages retirés" in texts(page, "//details/summary")


@pytest.mark.parametrize(
    ("parameters", "is_open"),
    [
        ("", False),
        ("?removed=1", True),
        ("?removed=0", False),
        ("?q=Cuba&scope=removed", True),
        ("?q=Cuba&scope=everything", True),
        ("?q=Cuba&scope=title", False),
    ],
)
def test_what_was_removed_is_open_where_it_is_asked_for(
    client: FlaskClient, parameters: str, *, is_open: bool
) -> None:
    page = client.get(f"/article/004_5336a5d1cd968246{parameters}").text
    assert bool(elements(page, "//details[@class='reveal'][@open]")) is is_open


def test_words_of_removed_passages_are_not_marked(client: FlaskClient) -> None:
    page = client.get("/article/000_5e3aa8eab155eee5?q=Cuba+amitié+cyberespace").text
    assert "Cuba" in "".join(texts(page, f"{REMOVED}//s"))
    assert not elements(page, f"{REMOVED}//mark")
    assert elements(page, "//p[@class='body']/mark")


def test_words_of_removed_passages_are_marked_where_these_are_searched(
    client: FlaskClient,
) -> None:
    address = "/article/000_5e3aa8eab155eee5?q=Cuba+amitié+cyberespace"
    only, both = (
        client.get(f"{address}&scope={scope}").text for scope in ("removed", "everything")
    )
    assert elements(only, f"{REMOVED}//mark")
    assert not elements(only, "//p[@class='body']/mark")
    assert elements(both, f"{REMOVED}//mark")
    assert elements(both, "//p[@class='body']/mark")


def test_a_lost_title_is_admitted(client: FlaskClient) -> None:
    page = client.get("/article/003_32bba33d4915bd30").text
    assert texts(page, "//h1")[0].startswith("Au nom du Parti, de l’État")
    assert "a perdu son titre" in page


def test_an_article_tells_its_place_in_the_result_and_leads_on(open_client: Open) -> None:
    client = open_client(*many(12))
    hits = elements(client.get("/search?q=budget&sort=title").text, "//li[@class='hit']//h2/a")
    second = client.get(hits[1].get("href")).text
    assert texts(second, "//aside//h2")[0] == "Résultat 2 sur 12"
    assert address(second, "//a[@rel='prev']") == hits[0].get("href")
    assert address(second, "//a[@rel='next']") == hits[2].get("href")
    first = client.get(hits[0].get("href")).text
    assert not elements(first, "//a[@rel='prev']")


def test_an_article_leads_back_to_the_page_of_results_that_it_stands_on(
    open_client: Open,
) -> None:
    client = open_client(*many(11))
    results = client.get("/search?q=budget&page=2").text
    article = client.get(elements(results, "//li[@class='hit']//h2/a")[0].get("href")).text
    back = elements(article, "//aside//a[contains(., 'Retour aux résultats')]")[0]
    assert back.get("href") == "/search?q=budget&page=2"


def test_an_article_of_no_result_still_leads_back(open_client: Open) -> None:
    page = open_client(*many(3)).get("/article/n01?q=zyzomys").text
    assert address(page, "//aside//a[contains(., 'Retour')]") == "/search?q=zyzomys"
    assert "Résultat" not in page


def test_an_article_opened_by_itself_leads_nowhere_back(client: FlaskClient) -> None:
    assert "Retour" not in client.get("/article/000_5e3aa8eab155eee5").text


def test_removed_passages_stay_open_from_article_to_article(open_client: Open) -> None:
    page = open_client(*many(3)).get("/article/n01?q=budget&sort=title&removed=1").text
    assert "removed=1" in address(page, "//a[@rel='next']")


def test_similar_articles_are_linked_and_the_article_is_not_among_them(
    client: FlaskClient,
) -> None:
    page = client.get("/article/004_5336a5d1cd968246").text
    links = [each.get("href") for each in elements(page, "//section[@id='similaires']//li/a")]
    assert "/article/000_5e3aa8eab155eee5" in links
    assert "/article/004_5336a5d1cd968246" not in links


def reprinted(client_of: Open) -> FlaskClient:
    text = prose(7)
    return client_of(
        {"id": "x/1", "title": "Le budget", "text": text, "date": "2025-10-03"},
        {"id": "y", "title": "Le budget", "text": text, "url": "https://rfi.fr/y"},
        {"id": "z", "title": "Le budget voté", "text": text, "date": "2025-10-01"},
        {"id": "a", "title": "Autre chose", "text": prose(8)},
    )


def test_an_article_names_its_reprints(open_client: Open) -> None:
    page = reprinted(open_client).get("/article/z").text
    section = "//aside/section[h2[.='2 reprises']]"
    assert texts(page, f"{section}//li") == ["Le budget, 3 octobre 2025", "rfi.fr"]
    assert address(page, f"{section}/p/a") == "/reprints/z"


def test_reprints_are_listed_in_the_order_of_their_days(open_client: Open) -> None:
    page = reprinted(open_client).get("/reprints/x/1").text
    assert texts(page, "//h1") == ["3 articles au même texte"]
    links = [each.get("href") for each in elements(page, "//li[@class='hit']//h2/a")]
    assert links == ["/article/z", "/article/x/1", "/article/y"]
    assert texts(page, "//a[@aria-current]") == ["Le budget"]
    assert len(texts(page, "//p[@class='note'][.='Le texte le plus complet']")) == 1


def test_an_article_without_reprints_is_listed_alone(open_client: Open) -> None:
    page = reprinted(open_client).get("/reprints/a").text
    assert texts(page, "//h1") == ["1 article au même texte"]


def test_an_article_is_cited_as_text_and_as_files(client: FlaskClient) -> None:
    page = client.get("/article/004_5336a5d1cd968246").text
    [told] = texts(page, "//p[@id='citation']")
    assert "« Aucun pays ne peut lutter seul contre la cybercriminalité »" in told
    assert "26 octobre 2025" in told
    ris = client.get(address(page, "//a[.='RIS']"))
    assert ris.mimetype == "application/x-research-info-systems"
    assert ris.headers["Content-Disposition"] == 'attachment; filename="trouvaille.ris"'
    assert "TI  - Aucun pays ne peut lutter seul contre la cybercriminalité" in ris.text
    bibtex = client.get(address(page, "//a[.='BibTeX']"))
    assert bibtex.mimetype == "application/x-bibtex"
    assert bibtex.text.startswith("@")


@pytest.mark.parametrize("path", ["/citation.docx?id=a", "/citation.ris?id=rien", "/citation.ris"])
def test_what_cannot_be_cited_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/reprints/rien", "/article/rien/<b>ici"])
def test_an_unknown_article_is_a_page_of_its_own(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert texts(answer.text, "//h1") == ["Cet article n’est pas dans l’index"]
    assert texts(answer.text, "//code") == [path.split("/", 2)[2]]


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
    assert client.get(address(article.text, "//a[.='RIS']")).status_code == 200
    assert client.get("/reprints/" + link.get("href")[len("/article/") :]).status_code == 200


HOSTILE = "<script>alert(1)</script> &amp; '\"><img src=x onerror=alert(1)>"
OWN_SCRIPTS = "starts-with(@src, '/static/')"
EXECUTED = f"//script[not({OWN_SCRIPTS})] | //img | //*[@onerror]"


def test_nothing_of_a_hostile_document_becomes_markup(open_client: Open) -> None:
    fields = ("title", "author", "site", "section", "subtitle")
    client = open_client(
        dict.fromkeys(fields, f"Budget {HOSTILE}")
        | {"id": f"x{HOSTILE}", "text": f"Budget {HOSTILE}. {BODY}", "url": "javascript:alert(1)"}
    )
    results = client.get("/search?q=budget").text
    link = elements(results, "//li[@class='hit']//h2/a")[0].get("href")
    article = client.get(link).text
    others = [client.get("/corpus").text, client.get(link.replace("/article/", "/reprints/")).text]
    for page in (results, article, *others):
        assert not elements(page, EXECUTED)
        assert not elements(page, "//a[starts-with(@href, 'javascript:')]")
        assert "<script>alert" not in page
    assert texts(article, "//h1") == [f"Budget {HOSTILE}"]


@pytest.mark.parametrize(
    "address", ["/search", "/article/000_5e3aa8eab155eee5", "/article/rien", "/help", "/corpus"]
)
def test_nothing_of_a_hostile_query_becomes_markup(client: FlaskClient, address: str) -> None:
    page = client.get(address, query_string={"q": HOSTILE}).text
    assert not elements(page, EXECUTED)
    assert elements(page, "//input[@name='q']")[0].get("value") == HOSTILE
    assert html.escape("<script>") in page
