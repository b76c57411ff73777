import contextlib
from collections.abc import Sequence
from pathlib import Path
from unittest import mock

from search.engines.base import IndexReader
from search.engines.completer import Sample
from search.engines.whoosh import WhooshIndexReader, WhooshIndexWriter
from search.engines.writer import RunWriter
from search.models import CleanedDocument
from tests.engines.completing_contract import CompletingContract, exactly


class TestCompleting(CompletingContract):
    def writer(self, path: Path, *, rebuild: bool = False) -> RunWriter:
        return WhooshIndexWriter(str(path), rebuild=rebuild)

    def reader(self, path: Path) -> IndexReader:
        return WhooshIndexReader(str(path))

    def store(self, path: Path, *documents: CleanedDocument, delete: Sequence[str] = ()) -> None:
        """Leave segments as they are written, and let syncing them take no time."""
        merging = mock.patch("search.engines.whoosh.writing.segments_to_merge", return_value=())
        with merging, mock.patch("os.fsync"):
            super().store(path, *documents, delete=delete)

    def test_phrases_are_counted_in_as_many_documents_as_there_is_room_for(
        self, tmp_path: Path
    ) -> None:
        given = ["gone", *["la mer"] * 6, "mer la", "mer la port"]
        others = [exactly("mer"), exactly("port")]
        with self.without_first(tmp_path, given) as reader:
            count = reader.completer.count_in_a_row
            rare, frequent = reversed(count(exactly("la"), others, 20))
            assert rare == Sample(1, 1, 1)
            assert (frequent.looked_at, frequent.total) == (8, 8)
            [first, _] = count(exactly("la"), others, 14)
            assert 0 < first.looked_at < 8

    def test_of_too_many_postings_the_frequent_forms_are_looked_at(self, tmp_path: Path) -> None:
        given = ["gone", "la mer", "mer merle", "la mer"]
        limits = {"MOST_POSTINGS": 1, "FREQUENT": 1, "OF_EACH": 1}
        with contextlib.ExitStack() as patches:
            for name, value in limits.items():
                patches.enter_context(mock.patch(f"search.engines.whoosh.completing.{name}", value))
            reader = patches.enter_context(self.without_first(tmp_path, given))
            assert reader.completer.beside(exactly("mer"), "m", 8) == {"mer": 3}
            assert not len(reader.completer.behind(exactly("la"), "m").keys)
            assert len(reader.completer.early("m", 3, 8)) == 2
