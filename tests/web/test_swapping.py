"""Many requests to one searcher while its index is built anew under it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import search
from web import create_app

ADDRESSES = (
    "/search?q=paix",
    "/search?q=accord+site:a.fr&sort=newest",
    "/api/search?q=paix+accord&facets=1",
    "/api/documents/0",
    "/article/0?q=paix",
    "/api/suggest?q=acc",
    "/healthz",
)
BUILDS = 4


def write_documents(folder: Path, build: int) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(30):
        text = f"Accord de paix numéro {number}, version {build}. La paix dure."
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")


def test_no_request_fails_while_the_index_is_replaced(tmp_path: Path) -> None:
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    write_documents(corpus, 0)
    search.build_index(str(corpus), str(index))
    app, is_over = create_app(index), threading.Event()

    def ask() -> list[tuple[str, int]]:
        client, answered = app.test_client(), []
        while not is_over.is_set():
            answered += [(address, client.get(address).status_code) for address in ADDRESSES]
        return answered

    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(ask) for _ in range(4)]
        try:
            for build in range(1, BUILDS + 1):
                write_documents(corpus, build)
                options = search.IndexOptions(rebuild=build % 2 == 0)
                search.build_index(str(corpus), str(index), options)
        finally:
            is_over.set()
        answers = [answer for each in asking for answer in each.result()]
    assert {address for address, _ in answers} == set(ADDRESSES)
    assert [answer for answer in answers if answer[1] != 200] == []
    seen = app.test_client().get("/api/documents/0").get_json()["text"]
    assert f"version {BUILDS}" in seen
