from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from search.analysis import FrenchAnalyzer
from search.query import parse
from tests.web.markup import elements, texts
from tests.web.requests import asking
from web.guide import keys, sections

STATIC = Path(__file__).parents[2] / "web" / "static"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_example_is_a_link_that_runs_it(client: FlaskClient, language: str) -> None:
    page = client.get(f"/help?lang={language}").text
    with asking(language=language):
        queries = [each.query for section in sections() for each in section.examples]
    links = [each.get("href") for each in elements(page, "//dl[@class='examples']//a")]
    assert [parse_qs(urlsplit(link).query)["q"] for link in links] == [[each] for each in queries]
    assert [client.get(link).status_code for link in links] == [200] * len(links)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_example_is_understood(language: str) -> None:
    with asking(language=language):
        queries = [each.query for section in sections() for each in section.examples]
    analyzer = FrenchAnalyzer()
    assert {query: parse(query, analyzer).warnings for query in queries} == dict.fromkeys(
        queries, ()
    )


def test_an_example_keeps_how_the_reader_searches_but_not_among_what(client: FlaskClient) -> None:
    page = client.get("/help?q=x&scope=title&site=rfi.fr").text
    links = [each.get("href") for each in elements(page, "//dl[@class='examples']//a")]
    assert all(link.endswith("&scope=title") for link in links)


def test_no_example_stands_there_twice_and_each_says_what_it_finds() -> None:
    with asking():
        examples = [each for section in sections() for each in section.examples]
    assert len({each.query for each in examples}) == len(examples)
    assert all(each.meaning for each in examples)


def test_the_keys_are_those_that_the_pages_listen_to() -> None:
    script = (STATIC / "keys.js").read_text("utf-8")
    listened = re.findall(r"^  \"?([/?a-z])\"?: \(\)", script, re.MULTILINE)
    with asking():
        told = [name for key in keys() for name in key.names if len(name) == 1 and name < "\x7f"]
    assert sorted(listened) == sorted(told)


def test_the_help_says_what_is_not_searched(client: FlaskClient) -> None:
    page = client.get("/help").text
    [text] = texts(page, "//h2[.='Ce qui est cherché']/following-sibling::p[1]")
    assert "Les menus" in text
    assert "sont retirés avant l’indexation" in text
