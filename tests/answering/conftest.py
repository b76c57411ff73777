"""A small index of articles with everything that can be chosen from."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import search

Open = Callable[..., search.Searcher]

STORY = (
    "La convention sur la cybercriminalité a été signée samedi à Hanoï par les délégués de "
    "soixante pays. Le secrétaire général a salué un texte attendu depuis longtemps, qui doit "
    "permettre aux enquêteurs d’échanger des preuves d’un continent à l’autre. "
)

ARTICLES = (
    {
        "id": "hanoi-1",
        "title": "Une convention contre la cybercriminalité",
        "text": STORY * 2,
        "date": "2025-10-25",
        "url": "https://un.exemple.fr/hanoi",
        "author": "Anne Roux",
    },
    {
        "id": "hanoi-2",
        "title": "Convention de Hanoï : soixante signatures",
        "text": STORY * 2 + "La cérémonie a duré deux heures.",
        "date": "2025-10-26",
        "url": "https://deux.exemple.fr/hanoi",
        "author": "VNA",
    },
    {
        "id": "port",
        "title": "Le port agrandi",
        "text": "Le maire a inauguré le nouveau quai du port, où les délégués du syndicat des "
        "pêcheurs demandaient depuis dix ans une halle. Les travaux ont coûté un million.",
        "date": "2024-03-02",
        "url": "https://un.exemple.fr/port",
        "author": "Anne Roux",
    },
    {
        "id": "vendange",
        "title": "À la vigne",
        "text": "Les vendanges ont commencé tôt dans les coteaux. Les délégués des caves disent "
        "que la récolte sera belle, malgré la grêle de juillet.",
        "url": "https://deux.exemple.fr/vigne",
    },
)


@pytest.fixture
def open_index(tmp_path: Path) -> Iterator[Open]:
    """A function that indexes JSON Lines objects and returns a searcher of them."""
    searchers: list[search.Searcher] = []

    def open_index(*articles: dict[str, str]) -> search.Searcher:
        lines = tmp_path / "articles.jsonl"
        lines.write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
        report = search.build_index(str(lines), str(tmp_path / "index"))
        assert not report.rejected
        searchers.append(search.open_index(str(tmp_path / "index")))
        return searchers[-1]

    yield open_index
    for searcher in searchers:
        searcher.close()


@pytest.fixture
def searcher(open_index: Open) -> search.Searcher:
    """A searcher of ARTICLES."""
    return open_index(*ARTICLES)
