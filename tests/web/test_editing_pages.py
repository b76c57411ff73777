from __future__ import annotations

import json
from pathlib import Path

import pytest

import search
from tests.web.editable import LINE, OWN, Editable, editable, token
from tests.web.markup import elements, texts
from tests.web.validity import Check
from web import Settings, create_app
from web.runs import Failure, RunState

WRITTEN = f'["rfi.fr"]\nremove = ["{LINE}"]\n'


@pytest.fixture
def site(tmp_path: Path) -> Editable:
    return editable(tmp_path)


def reindex(site: Editable) -> str:
    """Press the button of the corpus page, and return where it leads."""
    data = {"token": token(site.client.get("/corpus").text)}
    answer = site.client.post("/reindex", data=data, headers=OWN)
    assert answer.status_code == 303
    return answer.headers["Location"]


def holding(site: Editable, state: RunState) -> None:
    """Let the page see a state of a run."""
    assert site.mount.editing
    site.mount.editing.runs._state = state


def test_a_line_is_removed_from_all_articles_of_its_site_and_kept_again(site: Editable) -> None:
    assert all(LINE in site.kept(article) for article in "abc")
    answer = site.press("remove")
    assert answer.status_code == 303
    site.wait()
    assert site.rules == WRITTEN
    assert [LINE in site.kept(article) for article in "abc"] == [False, False, True]
    page = site.client.get(answer.headers["Location"], follow_redirects=True).text
    assert texts(page, "//h1") == ["Article a"]
    assert elements(page, "//details[@class='reveal'][@open]")
    assert texts(page, "//div[@class='removed']//s") == [LINE]
    site.press("forget")
    site.wait()
    assert LINE not in site.rules
    assert LINE in site.kept()


def test_what_the_cleaner_removes_is_kept_and_the_rule_taken_back(site: Editable) -> None:
    lines = {"id": "d", "title": "Le port", "url": "https://rfi.fr/d"}
    text = f"{site.kept('b')}\n{site.kept('c')}\nPartager sur Facebook\nComment (0)"
    path = site.folder / "d.jsonl"
    path.write_text(json.dumps(lines | {"text": text}), encoding="utf-8")
    reindex(site)
    site.wait()
    assert "Comment (0)" not in site.kept("d")
    site.press("keep", "Comment (0)", "d")
    site.wait()
    assert site.rules == '["rfi.fr"]\nkeep = ["Comment (0)"]\n'
    assert "Comment (0)" in site.kept("d")
    site.press("forget", "Comment (0)", "d")
    site.wait()
    assert "Comment (0)" not in site.kept("d")


def test_the_rule_for_an_article_of_no_site_is_for_all_of_them(site: Editable) -> None:
    page = site.client.get("/article/c").text
    assert "Toujours retirer des articles sans site" in texts(page, "//button[@form='rules']")
    site.press("remove", article="c")
    site.wait()
    assert site.rules == f'["unknown"]\nremove = ["{LINE}"]\n'
    assert [LINE in site.kept(article) for article in "abc"] == [True, True, False]


def test_the_way_back_is_to_the_article_as_it_was_found(site: Editable) -> None:
    page = site.client.get("/article/a?q=budget&sort=newest&lang=en").text
    [form] = elements(page, "//form[@id='rules']")
    button = elements(page, "//button[@form='rules']")[0]
    assert button.text_content() == "Always remove on this site"
    data = {"token": token(page), button.get("name"): button.get("value")}
    answer = site.client.post(form.get("action"), data=data, headers=OWN)
    site.wait()
    back = site.client.get(answer.headers["Location"]).headers["Location"]
    assert back.startswith("/article/a?")
    assert set(back.partition("?")[2].split("&")) == {
        *("q=budget", "sort=newest", "lang=en", "removed=1")
    }


def test_a_line_that_has_gone_is_told(site: Editable) -> None:
    data = {"token": token(site.client.get("/article/a").text), "remove": "0" * 16}
    answer = site.client.post("/rules/a", data=data, headers=OWN)
    assert answer.status_code == 409
    assert texts(answer.text, "//h1") == ["Cet article a changé entre-temps"]
    assert site.client.post("/rules/rien", data=data, headers=OWN).status_code == 404
    del data["remove"]
    assert site.client.post("/rules/a", data=data, headers=OWN).status_code == 400
    assert site.rules == ""


def test_a_new_article_is_found_after_the_button_was_pressed(site: Editable) -> None:
    new = {"id": "neuf", "title": "Un article neuf", "text": "Les marins de Sète rentrent."}
    (site.folder / "neuf.jsonl").write_text(json.dumps(new), encoding="utf-8")
    address = reindex(site)
    site.wait()
    answer = site.client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/corpus#run")
    assert texts(site.client.get("/corpus").text, "//h1") == ["4 articles"]
    assert "Un article neuf" in site.client.get("/search?q=marins").text


def test_a_run_that_found_nothing_new_says_so(site: Editable) -> None:
    reindex(site)
    site.wait()
    assert texts(site.client.get("/corpus").text, "//p[@role='status']") == ["Rien n’avait changé."]


def test_the_corpus_page_names_what_is_indexed_again(site: Editable) -> None:
    page = site.client.get("/corpus").text
    assert texts(page, "//form[@class='reindex']//button") == ["Indexer à nouveau"]
    assert texts(page, "//form[@class='reindex']//code") == [str(site.folder)]


@pytest.mark.parametrize(
    ("progress", "told", "value"),
    [
        (None, "Préparation", None),
        (search.Progress("Cleaning", 1234, None), "1\u202f234 articles lus", None),
        (search.Progress("Indexing", 3, 10), "3 articles indexés sur 10", "3"),
    ],
)
def test_the_page_of_a_run_says_how_far_it_is_and_looks_again(
    site: Editable, progress: search.Progress | None, told: str, value: str | None
) -> None:
    holding(site, RunState(is_running=True, progress=progress))
    answer = site.client.get("/run?article=a")
    assert (answer.status_code, answer.headers["Refresh"]) == (200, "1")
    assert told.replace("\u202f", " ") in texts(answer.text.replace("\u202f", " "), "//p")
    [bar] = elements(answer.text, "//progress[@aria-label]")
    assert bar.get("value") == value
    assert elements(answer.text, "//a[@href='/article/a']")
    assert texts(site.client.get("/corpus").text, "//a[@href='/run']") == [
        "Une indexation est en cours."
    ]


def test_a_second_run_is_not_begun_and_its_rule_not_written(site: Editable) -> None:
    holding(site, RunState(is_running=True))
    answer = site.press("remove")
    assert site.rules == ""
    page = site.client.get(answer.headers["Location"]).text
    [told] = texts(page, "//p[@role='status']")
    assert "déjà en cours" in told


def test_a_file_of_rules_that_is_no_toml_is_left_alone_and_told(site: Editable) -> None:
    (site.folder / "sites.toml").write_text("[", encoding="utf-8")
    answer = site.press("remove")
    page = site.client.get(answer.headers["Location"], follow_redirects=True).text
    [told] = texts(page, "//div[@role='alert']")
    assert told.startswith("Les règles de sites.toml ne peuvent pas être lues ou écrites")
    assert str(site.folder / "sites.toml") in told
    assert site.rules == "["
    assert site.client.get("/search?q=budget").status_code == 200


def test_folders_that_are_empty_are_told_and_the_index_answers_as_before(site: Editable) -> None:
    (site.folder / "articles.jsonl").unlink()
    reindex(site)
    site.wait()
    page = site.client.get("/corpus").text
    assert "Il n’y a plus aucun article à indexer" in texts(page, "//div[@role='alert']")[0]
    assert texts(page, "//h1") == ["3 articles"]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ("IndexLockedError", "Un autre programme écrit dans cet index"),
        ("ReadError", "Ce qui a été indexé ne peut plus être lu"),
        ("SynonymsError", "Les synonymes de synonymes.txt"),
        ("ProcessDiedError", "L’indexation s’est arrêtée avant sa fin"),
        ("IndexAccessError", "L’indexation a échoué"),
    ],
)
def test_why_a_run_failed_is_told(site: Editable, error: str, told: str) -> None:
    holding(site, RunState(failure=Failure(error, "<b>why</b>")))
    page = site.client.get("/corpus").text
    assert texts(page, "//div[@role='alert']/p[1]")[0].startswith(told)
    assert texts(page, "//div[@role='alert']//code") == ["<b>why</b>"]
    assert hasattr(search.errors, error)


def test_an_index_that_forgot_its_folders_has_no_buttons(site: Editable) -> None:
    (site.index / "last-run.json").unlink()
    app = create_app(site.index, settings=Settings(is_editable=True))
    other = Editable(app, site.folder, site.index)
    for page in ("/corpus", "/article/a"):
        assert not elements(other.client.get(page).text, "//form[@method='post']")
    assert other.mount.editing
    data = {"token": other.mount.editing.token, "remove": "0"}
    answer = other.client.post("/rules/a", data=data, headers=OWN)
    assert answer.status_code == 409


def test_an_index_of_texts_that_are_not_cleaned_has_no_rules(site: Editable) -> None:
    options = search.IndexOptions(cleaning=search.Cleaning.OFF)
    search.build_index(site.folder, site.index, options)
    assert not elements(site.client.get("/article/a").text, "//form[@method='post']")
    assert elements(site.client.get("/corpus").text, "//form[@method='post']")


def test_the_pages_that_change_an_index_are_valid_html(site: Editable, check: Check) -> None:
    site.press("remove")
    site.wait()
    pages = {path: site.client.get(path).text for path in ("/article/a", "/article/c", "/corpus")}
    holding(site, RunState(failure=Failure("SiteRulesError", "sites.toml: no")))
    pages["failed"] = site.client.get("/corpus").text
    holding(site, RunState(is_running=True, progress=search.Progress("Indexing", 3, 9)))
    pages["run"] = site.client.get("/run?article=a&busy=1").text
    assert check(pages) == []
