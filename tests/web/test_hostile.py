"""Hostile documents in a real browser: nothing of them is executed, all is shown as text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote, unquote

import pytest
from flask.testing import FlaskClient
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

import search
from tests.web.browsers import TIMEOUT_SECONDS, console, served
from tests.web.conftest import client_of
from tests.web.hostile import LINKS, LONG_TITLE, PAYLOADS, hostile, write_hostile_files
from tests.web.markup import elements
from tests.web.validity import Check

WATCH = """
window.violations = [];
addEventListener("securitypolicyviolation", (each) => violations.push(each.violatedDirective));
addEventListener("error", (each) => violations.push(String(each.message)), true);
"""
HARM = """
return [typeof executed, ...violations, ...document.querySelectorAll(
  "img, iframe, base, meta[http-equiv], math, svg:not(.histogram), style," +
  "script:not([src^='/static/'])"
)].map(String);
"""
UNHARMED = ["undefined"]

LEAKS = """
const control = /[\\u202a-\\u202e\\u2066-\\u2069]/;
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const leaks = [];
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  if (control.test(node.data)) {
    let box = node.parentElement;
    while (!getComputedStyle(box).unicodeBidi.startsWith("isolate")) box = box.parentElement;
    if (box.querySelector("time, .number, a, button, .site")) leaks.push(box.outerHTML);
  }
}
return leaks;
"""


@pytest.fixture(scope="module")
def hostile_index(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("hostile")
    lines = "\n".join(map(json.dumps, hostile()))
    (folder / "documents.jsonl").write_text(lines, encoding="utf-8")
    write_hostile_files(folder)
    index = str(tmp_path_factory.mktemp("hostile-index"))
    assert search.build_index(str(folder), index).rejected == ()
    return index


@pytest.fixture(scope="module")
def hostile_address(hostile_index: str) -> Iterator[str]:
    with served(hostile_index) as address:
        yield address


@pytest.fixture
def hostile_client(hostile_index: str) -> Iterator[FlaskClient]:
    with search.open_index(hostile_index) as searcher:
        yield client_of(searcher)


@pytest.fixture(scope="module")
def watched(desktop: Chrome) -> Chrome:
    """A browser whose pages remember what was refused to them."""
    desktop.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
    return desktop


def visit(browser: Chrome, address: str) -> None:
    """Open a page, unfold it, and check that nothing was executed, refused or said."""
    console(browser)
    browser.get(address)
    browser.execute_script("document.querySelectorAll('details').forEach((d) => { d.open = true })")
    assert browser.execute_script(HARM) == UNHARMED
    assert said(browser) == []
    assert browser.execute_script(LEAKS) == []


def said(browser: Chrome) -> list[object]:
    """Return what stands in the console, but for the status of a page that is not there."""
    return [each for each in console(browser) if each["source"] != "network"]


def articles(browser: Chrome, address: str) -> dict[str, str]:
    """Return the addresses of all articles by their titles, from every page of results."""
    found: dict[str, str] = {}
    for page in (1, 2, 3):
        visit(browser, f"{address}search?q=budget&grouped=0&page={page}")
        for link in browser.find_elements(By.CSS_SELECTOR, ".hit h2 a"):
            found[str(link.get_attribute("href"))] = str(link.get_property("textContent"))
    return found


def test_no_hostile_document_is_executed_wherever_it_is_shown(
    watched: Chrome, hostile_address: str
) -> None:
    found = articles(watched, hostile_address)
    assert len(found) == len(PAYLOADS) * 2 + 3
    for address in found:
        visit(watched, address.replace("?", "?removed=1&"))
        assert watched.find_elements(By.CSS_SELECTOR, "article h1")
    visit(watched, f"{hostile_address}corpus")
    visit(watched, f"{hostile_address}search?q=budget&scope=removed")


def test_what_a_hostile_title_says_is_shown_as_text(watched: Chrome, hostile_address: str) -> None:
    shown = {" ".join(each.split()) for each in articles(watched, hostile_address).values()}
    for number in (0, 1, 2, 3, 5, 6):
        assert any(PAYLOADS[number] in title.replace("\u202f", " ") for title in shown)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_hostile_query_is_executed(watched: Chrome, hostile_address: str, payload: str) -> None:
    text = quote(payload, safe="", errors="replace")
    visit(watched, f"{hostile_address}search?q={text}")
    visit(watched, f"{hostile_address}search?q=budget&site={text}&within={text}")
    visit(watched, f"{hostile_address}article/rien{text}?q={text}")


def test_no_hostile_suggestion_is_executed(watched: Chrome, hostile_address: str) -> None:
    visit(watched, hostile_address)
    watched.find_element(By.NAME, "q").send_keys("budget")
    wait = WebDriverWait(watched, TIMEOUT_SECONDS)
    wait.until(lambda _: watched.find_elements(By.CSS_SELECTOR, "[data-kind='title']"))
    assert watched.execute_script(HARM) == UNHARMED
    assert said(watched) == []


def test_links_of_hostile_documents_open_pages_of_the_host_that_they_show(
    watched: Chrome, hostile_address: str
) -> None:
    links = set()
    for page in (1, 2, 3):
        watched.get(f"{hostile_address}search?q=budget&grouped=0&page={page}")
        found = watched.find_elements(By.CSS_SELECTOR, "a[rel='noopener noreferrer']")
        links |= {str(link.get_attribute("href")) for link in found}
    assert {unquote(link) for link in links} == {LINKS[6]}


def test_a_title_of_200_kilobytes_stays_a_heading(hostile_client: FlaskClient) -> None:
    page = hostile_client.get("/search?q=budget+interminable").text
    assert "Budget interminable" in page
    assert len(page) < len(LONG_TITLE) / 5


def test_pages_about_hostile_documents_are_valid_html(
    hostile_client: FlaskClient, check: Check
) -> None:
    paths = [f"search?q=budget&page={page}" for page in (1, 2, 3)]
    paths += ["corpus", "search?q=%00%01%EF%BF%BE", "article/%00%01"]
    pages = {path: hostile_client.get(f"/{path}").text for path in paths}
    links = [link for page in pages.values() for link in elements(page, "//li[@class='hit']//h2/a")]
    pages |= {link.get("href"): hostile_client.get(link.get("href")).text for link in links}
    assert len(pages) > len(paths) + 2 * len(PAYLOADS)
    assert check(pages) == []
