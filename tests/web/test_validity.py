"""Every page, held against the W3C's checker of HTML, which runs where its jar and a Java are.

`VNU_JAR` says where the jar is: `vnu.jar` in the npm package `vnu-jar`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import search
from tests.web.browsers import missing
from tests.web.conftest import client_of
from tests.web.every_page import EVERY_PAGE, PROBLEMS

Check = Callable[[Mapping[str, bytes]], list[str]]
"""Returns what the checker says of pages by name: "name: message"."""


@pytest.fixture
def check(tmp_path: Path) -> Check:
    java, jar = shutil.which("java"), os.environ.get("VNU_JAR")
    if java is None or jar is None:
        missing("needs Java and the W3C's checker of HTML")
    command = [java, "-jar", jar, "--format", "json", "--exit-zero-always"]

    def check(pages: Mapping[str, bytes]) -> list[str]:
        names = {f"{number}.html": name for number, name in enumerate(pages)}
        for file, name in names.items():
            (tmp_path / file).write_bytes(pages[name])
        files = [str(tmp_path / file) for file in names]
        told = subprocess.run([*command, *files], capture_output=True, check=True).stderr
        messages = json.loads(told)["messages"]
        return [f"{names[Path(each['url']).name]}: {each['message']}" for each in messages]

    return check


@pytest.fixture
def varied_client(varied_index: str) -> Iterator[FlaskClient]:
    with search.open_index(varied_index) as searcher:
        yield client_of(searcher)


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_every_page_that_is_checked_shows_what_it_is_checked_for(
    varied_client: FlaskClient, path: str
) -> None:
    assert varied_client.get(f"/{path}").status_code == (404 if path in PROBLEMS else 200)


def test_every_page_is_valid_html(varied_client: FlaskClient, check: Check) -> None:
    pages = {path: varied_client.get(f"/{path}").data for path in EVERY_PAGE}
    assert check(pages) == []


def test_the_checker_finds_what_is_not_valid(check: Check) -> None:
    page = b'<!doctype html><html lang="fr"><title>x</title><p id="a"><a href="/"><button id="a">'
    told = " ".join(check({"bad": page}))
    assert "Duplicate ID" in told
    assert "must not appear as a descendant of the" in told
