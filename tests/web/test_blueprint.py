from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, render_template_string

import search
from web import Settings, create_blueprint

PREFIX = "/recherche"
ARTICLE = "004_5336a5d1cd968246"


@pytest.fixture
def searcher(corpus_index: str) -> Iterator[search.Searcher]:
    with search.open_index(corpus_index) as searcher:
        yield searcher


@pytest.fixture
def host(tmp_path: Path) -> Flask:
    """Someone else's application, with a page, a filter and an error page of its own."""
    host = Flask("host", root_path=str(tmp_path))
    host.add_template_filter(lambda value: f"n°{value}", "number")
    host.add_url_rule(
        "/",
        endpoint="pages_home",
        view_func=lambda: render_template_string("{{ 3 | number }} {{ url_for('pages_home') }}"),
    )
    host.register_error_handler(404, lambda _error: ("perdu", 404))
    return host


def test_all_addresses_stand_under_the_prefix(searcher: search.Searcher, host: Flask) -> None:
    host.register_blueprint(create_blueprint(searcher), url_prefix=PREFIX)
    client = host.test_client()
    page = client.get(f"{PREFIX}/search?q=cyberespace").text
    assert f'action="{PREFIX}/search"' in page
    [style_address] = [link for link in page.split('"') if link.endswith("/style.css")]
    assert style_address.startswith(f"{PREFIX}/static/")
    assert f'data-suggest="{PREFIX}/api/suggest"' in page
    assert f'href="{PREFIX}/article/' in page
    links = [part.split('"')[0] for part in page.split('href="')[1:]]
    assert [link for link in links if link.startswith("/") and not link.startswith(PREFIX)] == []
    for address in ("/", f"/article/{ARTICLE}", "/api/status", "/healthz", "/opensearch.xml"):
        assert client.get(PREFIX + address).status_code == 200
    with client.get(style_address) as style:
        assert style.mimetype == "text/css"


def test_the_page_of_the_host_is_as_it_was(searcher: search.Searcher, host: Flask) -> None:
    before = host.test_client().get("/")
    other = Flask("host", root_path=host.root_path)
    other.add_template_filter(lambda value: f"n°{value}", "number")
    other.add_url_rule(
        "/",
        endpoint="pages_home",
        view_func=lambda: render_template_string("{{ 3 | number }} {{ url_for('pages_home') }}"),
    )
    other.register_blueprint(create_blueprint(searcher), url_prefix=PREFIX)
    after = other.test_client().get("/?lang=en")
    assert before.text == after.text == "n°3 /"
    assert sorted(before.headers) == sorted(after.headers)


def test_the_errors_of_the_host_stay_its_own(searcher: search.Searcher, host: Flask) -> None:
    host.register_blueprint(create_blueprint(searcher), url_prefix=PREFIX)
    client = host.test_client()
    assert client.get("/rien").text == "perdu"
    assert "Content-Security-Policy" not in client.get("/rien").headers


def test_errors_under_the_prefix_are_ours(searcher: search.Searcher, host: Flask) -> None:
    host.register_blueprint(create_blueprint(searcher), url_prefix=PREFIX)
    client = host.test_client()
    missing = client.get(f"{PREFIX}/article/rien")
    assert missing.status_code == 404
    assert "Cet article n’est pas dans l’index" in missing.text
    assert "Content-Security-Policy" in missing.headers
    for address in ("/api/documents/rien", "/api/rien", "/api/search?page=0"):
        assert client.get(PREFIX + address).mimetype == "application/problem+json"


def test_a_template_of_the_host_takes_the_place_of_ours(
    searcher: search.Searcher, host: Flask, tmp_path: Path
) -> None:
    folder = tmp_path / "templates" / "trouvaille"
    folder.mkdir(parents=True)
    (folder / "base.html").write_text(
        '{% extends "packaged/base.html" %}{% block header %}<p>Notre maison</p>{% endblock %}',
        encoding="utf-8",
    )
    host.register_blueprint(create_blueprint(searcher), url_prefix=PREFIX)
    page = host.test_client().get(f"{PREFIX}/search?q=cyberespace").text
    assert "<p>Notre maison</p>" in page
    assert "style.css" in page


def test_names_of_the_host_are_its_to_check_unless_some_are_given(
    searcher: search.Searcher, host: Flask
) -> None:
    host.register_blueprint(create_blueprint(searcher), url_prefix=PREFIX)
    strict = create_blueprint(searcher, "strict", settings=Settings())
    host.register_blueprint(strict, url_prefix="/strict")
    client, foreign = host.test_client(), {"Host": "journal.example.fr"}
    assert client.get(f"{PREFIX}/", headers=foreign).status_code == 200
    assert client.get("/strict/", headers=foreign).status_code == 421
    assert client.get("/", headers=foreign).status_code == 200


def test_two_indexes_stand_side_by_side(
    searcher: search.Searcher, host: Flask, tmp_path: Path
) -> None:
    (tmp_path / "seul.txt").write_text("Un seul article sur la paix.", encoding="utf-8")
    search.build_index(str(tmp_path / "seul.txt"), str(tmp_path / "seul"))
    with search.open_index(tmp_path / "seul") as other:
        host.register_blueprint(create_blueprint(searcher), url_prefix="/un")
        host.register_blueprint(create_blueprint(other, "deux"), url_prefix="/deux")
        client = host.test_client()
        counts = [
            client.get(f"/{name}/api/status").get_json()["documents"] for name in ("un", "deux")
        ]
        assert counts == [5, 1]
        assert 'action="/deux/search"' in client.get("/deux/").text


def test_the_description_names_the_prefix(searcher: search.Searcher, host: Flask) -> None:
    host.register_blueprint(create_blueprint(searcher), url_prefix=PREFIX)
    described = host.test_client().get(f"{PREFIX}/api/openapi.json").get_json()
    assert described["servers"] == [{"url": PREFIX}]
