from __future__ import annotations

import gc
from pathlib import Path

import pytest

import search
from web import create_app


def test_an_application_opens_the_index_of_a_folder(corpus_index: str) -> None:
    answer = create_app(corpus_index).test_client().get("/api/status")
    assert answer.get_json()["documents"] == 5


def test_an_application_closes_what_it_opened(
    corpus_index: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[str] = []
    monkeypatch.setattr(search.Searcher, "close", lambda self: closed.append(self.index_version))
    app = create_app(corpus_index)
    assert closed == []
    del app
    gc.collect()
    assert len(closed) == 1


def test_a_searcher_stays_the_callers_to_close(
    corpus_index: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[str] = []
    searcher = search.open_index(corpus_index)
    monkeypatch.setattr(search.Searcher, "close", lambda self: closed.append(self.index_version))
    app = create_app(searcher)
    del app
    gc.collect()
    assert closed == []


def test_a_missing_index_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(search.IndexNotFoundError) as raised:
        create_app(tmp_path / "none")
    assert raised.value.path == str(tmp_path / "none")
