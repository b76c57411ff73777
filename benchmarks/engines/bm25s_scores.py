"""bm25s: scores are made when indexing; no positions, no filters, no updates."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import bm25s

from benchmarks.engines.base import TOP, Ask, Prepare, Source
from benchmarks.prepared import read_prepared
from benchmarks.questions import Question


def with_numpy() -> Bm25s:
    """Return the engine with its numpy backend."""
    return Bm25s("numpy")


def with_numba() -> Bm25s:
    """Return the engine with its numba backend."""
    return Bm25s("numba")


class Bm25s:
    """The index is the same for both backends."""

    def __init__(self, backend: str) -> None:
        self._backend = backend

    def build(self, source: Source, folder: Path) -> None:
        """Build the index."""
        documents = [list(map(sys.intern, each.terms)) for each in read_prepared(source.prepared)]
        retriever = bm25s.BM25(method="lucene", k1=0.9, b=0.75)
        retriever.index(documents, show_progress=False)
        retriever.save(str(folder))

    def open(self, folder: Path) -> Prepare:
        """Open the index; compile what numba compiles."""
        retriever = bm25s.BM25.load(str(folder), mmap=True)
        retriever.backend = self._backend
        if self._backend == "numba":
            retriever.activate_numba_scorer()

        def ask(terms: list[str]) -> int:
            found: Any = retriever.retrieve([terms], k=TOP, show_progress=False, n_threads=0)
            return int((found.scores > 0).sum())

        def prepare(question: Question) -> Ask:
            terms = [term for term in question.terms if term in retriever.vocab_dict]
            return lambda: ask(terms)

        ask([next(iter(retriever.vocab_dict))])
        return prepare
