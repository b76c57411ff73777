"""Store documents as every test of an engine does."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.analysis.batches import BatchAnalyzer
from search.analysis.plain import title_key
from search.engines.base import IndexReader
from search.engines.writer import YES, AnalyzedBatch, Entry, RunWriter
from search.models import CleanedDocument
from search.query import (
    parse,
)
from search.scoring import Scoring
from search.serialization import stored_document
from search.zones import analyze_kept, analyze_removed
from tests.engines.naive import NaiveIndex
from tests.engines.naive_documents import naive_document
from tests.engines.trees import ANALYZER, cleaned

SCORING = Scoring()

Test: TypeAlias = Callable[..., None]


def holds_for(*strategies: st.SearchStrategy[Any], examples: int) -> Callable[[Test], Test]:
    """Let a test of a contract be tried with so many examples, or as many as the engine takes."""

    def deciding(test: Test) -> Test:
        def hold(contract: Storing, tmp_path_factory: pytest.TempPathFactory) -> None:
            most = contract.examples(examples)
            untimed = settings(
                max_examples=most, deadline=None, suppress_health_check=list(HealthCheck)
            )
            untimed(given(*strategies)(test))(contract, tmp_path_factory)

        hold.__name__, hold.__qualname__ = test.__name__, test.__qualname__
        return hold

    return deciding


def document(id: str, text: str) -> CleanedDocument:
    """Return a document of one block of text."""
    return cleaned(id, text)


def batch(documents: Sequence[CleanedDocument]) -> AnalyzedBatch:
    """Return documents as an engine takes them."""
    entries = [
        Entry(
            id=each.id,
            digest=f"digest of {each.text}",
            trace=f"trace of {each.text}",
            stored=stored_document(each),
            published=each.metadata.published,
            site=each.metadata.site,
            author=each.metadata.author or each.metadata.agency,
            language=each.metadata.language,
            group=each.group,
            agency=each.metadata.agency,
            section=each.metadata.section,
            picture=YES if each.metadata.image else None,
            truncated=YES if each.metadata.is_truncated else None,
            title=title_key(each.heading) or None,
        )
        for each in documents
    ]
    analyzer = BatchAnalyzer()
    return AnalyzedBatch(
        entries, analyze_kept(documents, analyzer), analyze_removed(documents, analyzer)
    )


def naive(documents: Sequence[CleanedDocument], deleted: Sequence[str] = ()) -> NaiveIndex:
    """Return an index that looks at every word of the documents."""
    return NaiveIndex([*map(naive_document, documents)], SCORING, deleted)


class Storing:
    """Store documents and read them; subclasses give `writer` and `reader`."""

    def writer(self, path: Path, *, rebuild: bool = False) -> RunWriter:
        raise NotImplementedError

    def reader(self, path: Path) -> IndexReader:
        raise NotImplementedError

    def called(self, path: Path) -> str:
        """Return what errors call the index of a path."""
        return str(path)

    def examples(self, usual: int) -> int:
        """Return how many examples are tried where most engines are quick enough for `usual`."""
        return usual

    def empty(self, paths: pytest.TempPathFactory) -> Path:
        """Return the path of an index that is not there, or empty when something is stored."""
        return paths.mktemp("index")

    def store(self, path: Path, *documents: CleanedDocument, delete: Sequence[str] = ()) -> None:
        with self.writer(path) as writer:
            if documents:
                writer.add(batch(documents))
            for id in delete:
                writer.delete(id)
            writer.commit()
            assert not writer.refused

    @contextlib.contextmanager
    def keeping(self, path: Path, *documents: CleanedDocument) -> Iterator[IndexReader]:
        self.store(path, *documents)
        with contextlib.closing(self.reader(path)) as reader:
            yield reader

    @contextlib.contextmanager
    def holding(self, path: Path, texts: Sequence[str]) -> Iterator[IndexReader]:
        documents = (document(str(number), text) for number, text in enumerate(texts))
        with self.keeping(path, *documents) as reader:
            yield reader

    def found(self, reader: IndexReader, text: str) -> list[str]:
        matches = reader.search(parse(text, ANALYZER), SCORING, 100)
        return [candidate.id for candidate in matches.candidates]
