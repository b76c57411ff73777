import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.base import IndexReader
from search.engines.whoosh import WhooshIndexReader, WhooshIndexWriter
from search.engines.writer import RunWriter
from search.models import CleanedDocument
from search.query import All, Fuzzy, ParsedQuery, Pattern, Word, Zone
from tests.engines import trees
from tests.engines.contract import EngineContract
from tests.engines.results_contract import ResultsContract
from tests.engines.storing import SCORING, batch, document, naive
from tests.engines.writing_contract import WritingContract
from tests.engines.zones_contract import ZonesContract


@contextlib.contextmanager
def unmerged() -> Iterator[None]:
    """Let segments be as they are written, and syncing them take no time."""
    merging = mock.patch("search.engines.whoosh.writing.segments_to_merge", return_value=())
    with merging, mock.patch("os.fsync"):
        yield


@contextlib.contextmanager
def merged() -> Iterator[None]:
    """Let all segments become one."""
    merging = mock.patch(
        "search.engines.whoosh.writing.segments_to_merge", new=lambda old, new: [*old, *new]
    )
    with merging, mock.patch("os.fsync"):
        yield


class TestArrays(EngineContract, ZonesContract, WritingContract, ResultsContract):
    def apart(self) -> contextlib.AbstractContextManager[None]:
        return unmerged()

    def writer(self, path: Path, *, rebuild: bool = False) -> RunWriter:
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
        query: ParsedQuery,
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
        trees.queries | trees.unions | trees.filtered_unions,
        st.integers(1, 3),
        st.integers(0, 3),
    )
    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    def test_segments_merged_without_their_deletions_answer_like_a_naive_engine(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        documents: list[CleanedDocument],
        query: ParsedQuery,
        size: int,
        deletions: int,
    ) -> None:
        path = tmp_path_factory.mktemp("index")
        deleted = [each.id for each in documents[:deletions]]
        self.store_apart(path, documents, size)
        with merged():
            self.store(path, document("new", "la mer"), delete=deleted)
        with contextlib.closing(WhooshIndexReader(str(path))) as reader:
            matches = reader.search(query, SCORING, 100)
        left = [*documents[deletions:], document("new", "la mer")]
        wanted = naive(left).search(query)
        assert matches.total == len(wanted)
        found = {candidate.id: candidate.score for candidate in matches.candidates}
        assert found == pytest.approx(dict(wanted))

    @given(
        trees.documents,
        st.lists(trees.words, max_size=3, unique=True),
        st.lists(trees.patterns, max_size=2),
        st.integers(1, 3),
        trees.zones,
    )
    @settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
    def test_positions_and_scores_of_patterns_go_on_from_segment_to_segment(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        documents: list[CleanedDocument],
        words: list[Word],
        patterns: list[Pattern],
        size: int,
        zone: Zone,
    ) -> None:
        path = tmp_path_factory.mktemp("index")
        self.store_apart(path, documents, size)
        index = naive(documents)
        by_id = {each.id: each for each in index.documents}
        with contextlib.closing(WhooshIndexReader(str(path))) as reader:
            keys = dict(sorted(reader_keys(reader)))
            found = reader.positions(words, list(keys), zone)
            scores = reader.scores(patterns, list(keys), SCORING, zone)
        spots = [by_id[id].positions(word, zone) for id in keys.values() for word in words]
        assert found.counts.ravel().tolist() == [len(each) for each in spots]
        assert found.positions.tolist() == [spot for each in spots for spot in each]
        wanted = index.scores_of(patterns, zone)
        assert scores.tolist() == [
            pytest.approx([wanted[pattern][id] for pattern in patterns], rel=1e-5)
            for id in keys.values()
        ]


def reader_keys(reader: IndexReader) -> list[tuple[int, str]]:
    matches = reader.search(ParsedQuery("", All(()), ()), SCORING, 100)
    return [(candidate.key, candidate.id) for candidate in matches.candidates]


def test_a_word_too_long_to_compare_is_near_itself_only(tmp_path: Path) -> None:
    words = ["a" * 300, "a" * 301]
    with WhooshIndexWriter(str(tmp_path)) as writer:
        writer.add(batch([document(str(len(word)), word) for word in words]))
        writer.commit()
    with contextlib.closing(WhooshIndexReader(str(tmp_path))) as reader:
        matches = reader.search(ParsedQuery("", Fuzzy(words[0], edits=2), ()), SCORING, 10)
    assert [candidate.id for candidate in matches.candidates] == ["300"]
