"""SQLite's FTS5, given the stems that Trouvaille makes, for it has no French of its own."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from benchmarks.judgments import DEPTH
from benchmarks.rankers.base import Rank, read_documents
from search.analysis import FrenchAnalyzer

_TABLE = "create virtual table texts using fts5 (id unindexed, stems)"
_BEST = f"select id from texts where texts match ? order by rank, id limit {DEPTH}"


def index(corpus: Path, folder: Path) -> Rank:
    """Index a corpus and return what ranks it."""
    analyzer = FrenchAnalyzer()
    connection = sqlite3.connect(folder / "fts5.db")
    connection.execute(_TABLE)
    rows = ((id, " ".join(_stems(text, analyzer))) for id, text in read_documents(corpus))
    connection.executemany("insert into texts values (?, ?)", rows)

    def rank(query: str) -> list[str]:
        words = " OR ".join(f'"{stem}"' for stem in _stems(query, analyzer))
        return [id for (id,) in connection.execute(_BEST, (words,))] if words else []

    return rank


def _stems(text: str, analyzer: FrenchAnalyzer) -> list[str]:
    return [token.stem for token in analyzer.analyze(text) if not token.is_stop]
