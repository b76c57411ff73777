from __future__ import annotations

from pathlib import Path

from flask.testing import FlaskClient

import search
from tests.web.conftest import Open, client_of
from tests.web.documents import prose
from tests.web.markup import address, elements, texts

DATED = [
    {"id": f"d{day}", "title": f"Jour {day}", "text": prose(day), "date": f"2025-10-{day:02}"}
    | {"url": f"https://{'rfi' if day < 4 else 'lemonde'}.fr/{day}"}
    for day in range(1, 6)
]


def test_the_corpus_is_counted_by_site_and_leads_to_its_articles(open_client: Open) -> None:
    client = open_client(*DATED, {"id": "x", "title": "Sans date", "text": prose(99)})
    page = client.get("/corpus").text
    assert texts(page, "//h1") == ["6 articles"]
    sites = "//h2[.='Sites']/following-sibling::ul/li"
    assert texts(page, sites) == ["rfi.fr 3", "lemonde.fr 2"]
    narrowed = client.get(address(page, f"{sites}[2]/a")).text
    assert len(elements(narrowed, "//li[@class='hit']")) == 2
    assert "1 article sans date" in texts(page, "//p")


def test_the_histogram_is_of_all_articles_and_leads_to_them(open_client: Open) -> None:
    client = open_client(*DATED)
    page = client.get("/corpus").text
    link = "//details[@class='table']//tbody//a"
    assert texts(page, link) == ["octobre 2025"]
    narrowed = client.get(address(page, link)).text
    assert len(elements(narrowed, "//li[@class='hit']")) == 5


def test_reprints_are_counted_and_the_largest_groups_linked(open_client: Open) -> None:
    twice, thrice = prose(50), prose(51)
    documents = [{"id": f"b{n}", "title": "Deux fois", "text": twice} for n in range(2)]
    documents += [{"id": f"c{n}", "title": "Trois fois", "text": thrice} for n in range(3)]
    client = open_client(*documents)
    page = client.get("/corpus").text
    assert texts(page, "//h1") == ["5 articles, 2 sans reprises"]
    groups = "//h2[.='Reprises les plus nombreuses']/following-sibling::ol/li"
    assert texts(page, groups) == ["Trois fois 3", "Deux fois 2"]
    linked = client.get(address(page, f"{groups}[1]/a")).text
    assert texts(linked, "//h1") == ["3 articles au même texte"]


def test_what_was_removed_is_told_by_site_with_the_lines_removed_most(open_client: Open) -> None:
    documents = [
        {"id": f"r{n}", "title": f"Le port {n}", "url": f"https://rfi.fr/{n}"}
        | {"text": f"{prose(n)}\n{prose(n + 100)}\nPartager sur Facebook\nComment (0)"}
        for n in range(4)
    ]
    page = open_client(*documents).get("/corpus").text
    [row] = elements(page, "//table[@class='removals']/tbody/tr")
    assert texts(page, "//table[@class='removals']//summary") == ["rfi.fr"]
    assert row.xpath("string(td[1])") == "4"
    lines = [each.text_content() for each in row.xpath(".//s")]
    assert {"Partager sur Facebook", "Comment (0)"} <= set(lines)


def test_the_last_run_is_told_with_the_files_that_were_rejected(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(prose(1), encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    search.build_index(tmp_path, tmp_path / "index")
    with search.open_index(tmp_path / "index") as searcher:
        page = client_of(searcher).get("/corpus").text
    [told] = texts(page, "//h2[.='Dernière indexation']/following-sibling::p[1]")
    assert "1 article indexé, 0 inchangé, 0 ôté" in told
    assert "1 refusé." in told
    assert texts(page, "//table[@class='rejected']//code") == [str(tmp_path / "b.txt")]
    assert texts(page, "//table[@class='rejected']//td") == ["vide"]


def test_the_corpus_of_an_index_of_nobody_knows_when_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(prose(1), encoding="utf-8")
    search.build_index(tmp_path, tmp_path / "index")
    (tmp_path / "index" / "last-run.json").unlink()
    with search.open_index(tmp_path / "index") as searcher:
        page = client_of(searcher).get("/corpus").text
    assert "Rien n’en est connu." in texts(page, "//p")


def test_the_corpus_is_described_in_english(client: FlaskClient) -> None:
    page = client.get("/corpus?lang=en").text
    assert texts(page, "//h1") == ["5 articles"]
    assert "Last run" in texts(page, "//h2")
