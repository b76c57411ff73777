import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.base import IndexReader, IndexWriter
from search.engines.whoosh import WhooshIndexReader, WhooshIndexWriter
from search.models import CleanedDocument
from search.query import All, Fuzzy, Query, Word
from tests.engines import trees
from tests.engines.contract import SCORING, EngineContract, batch, document, naive


@contextlib.contextmanager
def unmerged() -> Iterator[None]:
    """Let segments be as they are written, and syncing them take no time."""
    merging = mock.patch("search.engines.whoosh.writing.segments_to_merge", return_value=())
    with merging, mock.patch("os.fsync"):
        yield


class TestArrays(EngineContract):
    def writer(self, path: Path, *, rebuild: bool = False) -> IndexWriter:
        return WhooshIndexWriter(str(path), rebuild=rebuild)

    def reader(self, path: Path) -> IndexReader:
        return WhooshIndexReader(str(path))

    def store_apart(self, path: Path, documents: Sequence[CleanedDocument], size: int) -> None:
        """Store documents in segments of that size."""
        with unmerged():
            for start in range(0, len(documents), size):
                self.store(path, *documents[start : start + size])

    def delete(self, path: Path, ids: Sequence[str]) -> None:
        """Delete documents and leave the segments as they are."""
        with unmerged():
            self.store(path, delete=ids)

    @given(
        trees.documents,
        trees.queries | trees.unions | trees.filtered_unions,
        st.integers(1, 3),
        st.integers(0, 3),
        st.integers(1, 5),
    )
    @settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
    def test_several_segments_with_deletions_answer_like_a_naive_engine(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        documents: list[CleanedDocument],
        query: Query,
        size: int,
        deletions: int,
        limit: int,
    ) -> None:
        path = tmp_path_factory.mktemp("index")
        deleted = [each.id for each in documents[:deletions]]
        self.store_apart(path, documents, size)
        self.delete(path, deleted)
        with contextlib.closing(WhooshIndexReader(str(path))) as reader:
            matches = reader.search(query, SCORING, limit)
        wanted = naive(documents, deleted).search(query)
        assert matches.total == len(wanted)
        scores = [candidate.score for candidate in matches.candidates]
        assert scores == pytest.approx([score for _, score in wanted[:limit]])
        found = {candidate.id: candidate.score for candidate in matches.candidates}
        assert found == pytest.approx({id: dict(wanted)[id] for id in found})

    @given(
        trees.documents,
        st.lists(st.tuples(trees.words, trees.words), max_size=3, unique=True),
        st.integers(1, 3),
    )
    @settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
    def test_pairs_stand_where_the_second_word_follows_the_first(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        documents: list[CleanedDocument],
        pairs: list[tuple[Word, Word]],
        size: int,
    ) -> None:
        path = tmp_path_factory.mktemp("index")
        self.store_apart(path, documents, size)
        tokens = {each.id: each for each in naive(documents).documents}
        with contextlib.closing(WhooshIndexReader(str(path))) as reader:
            keys = {reader.document(id).id: key for key, id in reader_keys(reader)}
            found = reader.pairs(pairs, list(keys.values()))
        for pair in pairs:
            first, second = (
                {id: each.positions(word) for id, each in tokens.items()} for word in pair
            )
            wanted = {keys[id] for id in tokens if {spot + 1 for spot in first[id]} & second[id]}
            assert set(found[pair]) == wanted


def reader_keys(reader: IndexReader) -> list[tuple[int, str]]:
    matches = reader.search(Query("", All(()), ()), SCORING, 100)
    return [(candidate.key, candidate.id) for candidate in matches.candidates]


def test_a_word_too_long_to_compare_is_near_itself_only(tmp_path: Path) -> None:
    words = ["a" * 300, "a" * 301]
    with WhooshIndexWriter(str(tmp_path)) as writer:
        writer.add(batch([document(str(len(word)), word) for word in words]))
        writer.commit()
    with contextlib.closing(WhooshIndexReader(str(tmp_path))) as reader:
        matches = reader.search(Query("", Fuzzy(words[0], edits=2), ()), SCORING, 10)
    assert [candidate.id for candidate in matches.candidates] == ["300"]
