from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from search.engines.opensearch.connecting.connection import Connection
from search.engines.opensearch.stored.documents import document_id
from search.engines.opensearch.stored.settings import read_commit
from search.engines.opensearch.stored.states import doubts
from search.engines.opensearch.verifying import verify
from search.engines.opensearch.writing import OpenSearchIndexWriter
from search.errors import IndexNotFoundError
from search.index_health import show_health
from search.reports import Damage
from search.verification import verify_index
from tests.engines.opensearch.asking import Place, place
from tests.engines.storing import batch, document

IDS = ("a", "b", "c\udcff", "d", "é", "\U00010000")


@pytest.fixture
def index(server: str) -> Iterator[Place]:
    with place(server, f"verifying-{uuid.uuid4().hex[:12]}") as found:
        yield found


@pytest.fixture
def articles(index: Place) -> str:
    """The index of some articles."""
    with OpenSearchIndexWriter(index.address) as writer:
        writer.add(batch([document(id, "la mer") for id in IDS]))
        writer.commit()
    return index.names.articles_of(read_commit(index.connection).generation)


def forget(index: Place, where: str, id: str) -> None:
    params = {"refresh": "true"}
    index.connection.request("DELETE", f"/{where}/_doc/{document_id(id)}", params=params)


def test_an_index_that_holds_what_it_should_is_whole(index: Place, articles: str) -> None:
    health = verify_index(str(index.address))
    assert health.is_whole
    assert health.documents == 6
    assert health.segments >= 2
    assert health.files == 2
    assert health.bytes > 1000


def test_what_is_printed_counts_shards(
    index: Place, articles: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert show_health(str(index.address), as_json=False)
    assert f"{index.address}: whole (6 documents, 2 shards, " in capsys.readouterr().out


def test_an_article_that_is_gone_is_named(index: Place, articles: str) -> None:
    forget(index, articles, "c\udcff")
    health = verify(index.address)
    assert health.damages == (Damage(articles, "c\udcff: remembered, but not there"),)
    assert health.documents == 5


def test_articles_of_which_nothing_is_remembered_are_counted(index: Place, articles: str) -> None:
    for id in ("b", "é", "\U00010000"):
        forget(index, f"{articles}-state", id)
    assert verify(index.address).damages == (
        Damage(articles, "b and 2 more: nothing is remembered of it"),
    )


def test_articles_that_a_run_left_half_changed_are_named(index: Place, articles: str) -> None:
    [(id, body)] = doubts(["d"])
    path = f"/{articles}-state/_doc/{id}"
    index.connection.request("PUT", path, body=body, params={"refresh": "true"})
    reason = "d: a run broke off while it changed it"
    assert verify(index.address).damages == (Damage(f"{articles}-state", reason),)


def test_an_index_that_its_server_lost_is_named(index: Place, articles: str) -> None:
    index.connection.request("DELETE", f"/{articles}-state")
    health = verify(index.address)
    reason = "the server does not hold it any more"
    assert health.damages == (Damage(f"{articles}-state", reason),)


def test_shards_that_have_not_started_are_counted(
    index: Place, articles: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = Connection.request

    def lack(self: Connection, method: str, path: str, **asked: Any) -> dict[str, Any]:
        answer = request(self, method, path, **asked)
        if path.startswith("/_cluster/health"):
            answer["indices"][articles]["active_primary_shards"] -= 1
        return answer

    monkeypatch.setattr(Connection, "request", lack)
    health = verify(index.address)
    assert health.damages == (Damage(articles, "1 of 1 primary shards are missing"),)
    assert health.documents == 0


def test_where_no_index_is_there_is_nothing_to_verify(index: Place) -> None:
    with pytest.raises(IndexNotFoundError) as error:
        verify(index.address)
    assert error.value.path == str(index.address)
