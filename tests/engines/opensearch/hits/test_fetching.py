from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import pytest

from search.engines.opensearch.hits import fetching
from search.engines.opensearch.hits.fetching import COLUMNS, Fetcher
from search.engines.opensearch.stored.documents import key_of, lines_of
from search.engines.opensearch.stored.settings import Commit
from search.engines.opensearch.stored.view import View
from search.errors import DocumentNotFoundError
from tests.engines.opensearch.memory_server import MemoryConnection
from tests.engines.storing import batch, document

DOCUMENTS = [document(id, f"la mer {id}") for id in "abc"]
KEYS = [key_of(each.id) for each in DOCUMENTS]


class Articles(View):
    """Articles that are found by their keys; `asked` are those of each search.

    `meanwhile` is what other threads do once hits were looked at.
    """

    def __init__(self, meanwhile: Callable[[], object] = list) -> None:
        self._meanwhile = meanwhile
        lines = [json.loads(line) for _, line in lines_of(batch(DOCUMENTS))]
        self._lines = {line["key"]: line for line in lines}
        self.asked: list[list[int]] = []
        with mock.patch.object(MemoryConnection, "open_view", return_value="view"):
            super().__init__(MemoryConnection(), Commit("generation", 1))

    def search(self, body: Any, *, allows_partial: bool = False) -> dict[str, Any]:
        keys = body["query"]["bool"]["filter"]["terms"]["key"]
        self.asked.append(keys)
        return {"hits": {"hits": self._hits(keys)}}

    def _hits(self, keys: list[int]) -> Iterator[dict[str, Any]]:
        for line in (self._lines[key] for key in keys if key in self._lines):
            fields = {name: [line[name]] for name in COLUMNS if name in line}
            yield {"_source": line, "fields": fields}
        self._meanwhile()


def test_articles_come_in_the_order_asked_for_and_are_remembered_with_what_hits_tell() -> None:
    articles = Articles()
    fetcher = Fetcher(articles)
    assert fetcher.documents(KEYS[::-1]) == DOCUMENTS[::-1]
    assert fetcher.documents(KEYS[:1]) == DOCUMENTS[:1]
    assert [facts.id for facts in fetcher.facts(KEYS)] == ["a", "b", "c"]
    assert articles.asked == [KEYS[::-1]]


@pytest.mark.parametrize("kind", ["documents", "facts"])
def test_what_was_fetched_is_there_though_other_threads_drove_it_out(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "REMEMBERED_DOCUMENTS", 1)
    monkeypatch.setattr(fetching, "REMEMBERED_FACTS", 1)
    others = [KEYS[1]]

    def read_another() -> None:
        if others:
            getattr(fetcher, kind)([others.pop()])

    fetcher = Fetcher(Articles(read_another))
    found = getattr(fetcher, kind)(KEYS[:1])
    assert [each.id for each in found] == ["a"]


def test_an_article_that_is_gone_is_named() -> None:
    with pytest.raises(DocumentNotFoundError) as error:
        Fetcher(Articles()).document("d")
    assert error.value.id == "d"
