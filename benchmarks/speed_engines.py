"""The engines that are timed: Trouvaille and its peers, given the same French terms."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import bm25s
import tantivy

import search
from search.analysis import FrenchAnalyzer

Search = Callable[[str], object]
"""Finds the ten best documents of a query, as typed."""

TOP = 10
TANTIVY_HEAP_BYTES = 256_000_000


class Engine(Protocol):
    """Builds an index of a JSON Lines file in a folder, and opens it."""

    def build(self, corpus: Path, folder: Path) -> None:
        """Build the index with one process."""

    def open(self, folder: Path) -> Search:
        """Open the index and return its search."""


class Trouvaille:
    """Documents cleaned or not, ranked in full, without snippets."""

    def __init__(self, cleaning: search.Cleaning) -> None:
        self._cleaning = cleaning

    def build(self, corpus: Path, folder: Path) -> None:
        """Build the index with one process."""
        search.build_index(corpus, folder, search.IndexOptions(cleaning=self._cleaning))

    def open(self, folder: Path) -> Search:
        """Open the index and return its search."""
        searcher = search.open_index(folder)
        return lambda query: searcher.best(query, TOP)


class TrouvaillePage(Trouvaille):
    """What a reader waits for: the first page, with snippets."""

    def open(self, folder: Path) -> Search:
        """Open the index and return its search."""
        return search.open_index(folder).search


class Tantivy:
    """tantivy through tantivy-py, any of the terms, BM25."""

    def __init__(self) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("text", tokenizer_name="whitespace", index_option="position")
        self._schema = builder.build()

    def build(self, corpus: Path, folder: Path) -> None:
        """Build the index with one thread."""
        folder.mkdir()
        index = tantivy.Index(self._schema, path=str(folder))
        writer = index.writer(heap_size=TANTIVY_HEAP_BYTES, num_threads=1)
        for id, terms in analyzed(corpus):
            writer.add_document(tantivy.Document(id=id, text=" ".join(terms)))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> Search:
        """Open the index and return its search."""
        searcher = tantivy.Index.open(str(folder)).searcher()
        analyzer = FrenchAnalyzer()

        def find(query: str) -> object:
            clauses = [
                (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, "text", term))
                for term in query_terms(query, analyzer)
            ]
            return searcher.search(tantivy.Query.boolean_query(clauses), limit=TOP).hits

        return find


class Fts5:
    """SQLite's FTS5, any of the terms, its BM25."""

    def build(self, corpus: Path, folder: Path) -> None:
        """Build the index."""
        folder.mkdir()
        connection = sqlite3.connect(folder / "fts5.db")
        connection.execute("create virtual table documents using fts5(id unindexed, text)")
        rows = ((id, " ".join(terms)) for id, terms in analyzed(corpus))
        connection.executemany("insert into documents values (?, ?)", rows)
        connection.commit()
        connection.close()

    def open(self, folder: Path) -> Search:
        """Open the index and return its search."""
        connection = sqlite3.connect(folder / "fts5.db")
        analyzer = FrenchAnalyzer()
        statement = f"select id from documents where documents match ? order by rank limit {TOP}"

        def find(query: str) -> object:
            match = " OR ".join(f'"{term}"' for term in query_terms(query, analyzer))
            return connection.execute(statement, (match,)).fetchall()

        return find


class Bm25s:
    """bm25s with its numpy backend: scores made when indexing, no positions, no updates."""

    def build(self, corpus: Path, folder: Path) -> None:
        """Build the index."""
        retriever = bm25s.BM25(method="lucene")
        retriever.index([terms for _, terms in analyzed(corpus)], show_progress=False)
        retriever.save(str(folder))

    def open(self, folder: Path) -> Search:
        """Open the index and return its search."""
        retriever = bm25s.BM25.load(str(folder), mmap=True)
        analyzer = FrenchAnalyzer()

        def find(query: str) -> object:
            terms = [t for t in query_terms(query, analyzer) if t in retriever.vocab_dict]
            return retriever.retrieve([terms], k=TOP, show_progress=False) if terms else []

        return find


ENGINES: dict[str, Engine] = {
    "trouvaille": Trouvaille(search.Cleaning.AUTO),
    "trouvaille, first page": TrouvaillePage(search.Cleaning.AUTO),
    "trouvaille, cleaning off": Trouvaille(search.Cleaning.OFF),
    "tantivy": Tantivy(),
    "sqlite fts5": Fts5(),
    "bm25s": Bm25s(),
}


def analyzed(corpus: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the id and the stems of the content words of each document."""
    analyzer = FrenchAnalyzer()
    with corpus.open(encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            text = f"{document.get('title') or ''}\n{document['text']}"
            yield document["id"], query_terms(text, analyzer)


def query_terms(text: str, analyzer: FrenchAnalyzer) -> list[str]:
    """Return the stems of the content words of `text`."""
    return [token.stem for token in analyzer.analyze(text) if not token.is_stop]
