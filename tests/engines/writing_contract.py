"""What every engine must do when documents come, change and go."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from search.errors import DocumentNotFoundError, IndexLockedError, IndexNotFoundError
from search.query import (
    parse,
)
from tests.engines.storing import SCORING, Storing, batch, document
from tests.engines.trees import ANALYZER


class WritingContract(Storing):
    """The tests; subclasses give `writer` and `reader`."""

    def test_settings_are_kept_and_seen_by_readers_that_are_opened_later(
        self, tmp_path: Path
    ) -> None:
        self.store(tmp_path, document("a", "la mer"))
        with contextlib.closing(self.reader(tmp_path)) as old:
            assert old.setting("noms.txt") == b""
            with self.writer(tmp_path) as writer:
                writer.keep("noms.txt", b"un, deux")
            assert old.setting("noms.txt") == b""
            assert not old.is_current()
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert reader.setting("noms.txt") == b"un, deux"
            assert reader.is_current()

    def test_a_setting_of_nothing_is_none(self, tmp_path: Path) -> None:
        self.store(tmp_path, document("a", "la mer"))
        for content in (b"un", b"", b""):
            with self.writer(tmp_path) as writer:
                writer.keep("noms.txt", content)
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert reader.setting("noms.txt") == b""

    def test_documents_come_back_as_they_were_stored(self, tmp_path: Path) -> None:
        stored = document("dossier/été 1", "Le traité de Hanoï")
        self.store(tmp_path, stored)
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert reader.document("dossier/été 1") == stored
            [candidate] = reader.search(parse("traité", ANALYZER), SCORING, 1).candidates
            assert reader.documents([candidate.key]) == [stored]
            assert reader.document_count == 1

    def test_an_unknown_id_raises(self, tmp_path: Path) -> None:
        with self.holding(tmp_path, ["la mer"]) as reader:
            with pytest.raises(DocumentNotFoundError) as error:
                reader.document("autre")
            assert error.value.id == "autre"

    def test_a_document_takes_the_place_of_one_with_the_same_id(self, tmp_path: Path) -> None:
        self.store(tmp_path, document("a", "la mer"), document("b", "la mer"))
        self.store(tmp_path, document("a", "le traité"))
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert self.found(reader, "mer") == ["b"]
            assert self.found(reader, "traité") == ["a"]
            assert reader.document_count == 2

    def test_a_deleted_document_is_not_found(self, tmp_path: Path) -> None:
        self.store(tmp_path, document("a", "la mer"), document("b", "la mer"))
        self.store(tmp_path, delete=["a", "unknown"])
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert self.found(reader, "mer") == ["b"]
            assert self.found(reader, "-traité") == ["b"]
            with pytest.raises(DocumentNotFoundError):
                reader.document("a")

    def test_an_index_can_become_empty_and_be_filled_again(self, tmp_path: Path) -> None:
        self.store(tmp_path, document("a", "la mer"))
        self.store(tmp_path, delete=["a"])
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert reader.document_count == 0
            assert self.found(reader, "mer") == []
        self.store(tmp_path, document("a", "la mer"))
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert self.found(reader, "mer") == ["a"]

    def test_an_updated_index_scores_like_one_built_at_once(self, tmp_path: Path) -> None:
        self.store(tmp_path / "updated", document("a", "la mer"), document("b", "le traité"))
        self.store(tmp_path / "updated", document("a", "traité de la mer"), delete=["b"])
        self.store(tmp_path / "updated", document("c", "mer de Hanoï"))
        self.store(
            tmp_path / "at once", document("a", "traité de la mer"), document("c", "mer de Hanoï")
        )
        results = []
        for name in ("updated", "at once"):
            with contextlib.closing(self.reader(tmp_path / name)) as reader:
                matches = reader.search(parse("mer traité", ANALYZER), SCORING, 10)
                results.append([(c.id, pytest.approx(c.score)) for c in matches.candidates])
        assert results[0] == results[1]

    def test_a_reader_keeps_its_view_while_a_writer_commits(self, tmp_path: Path) -> None:
        with self.holding(tmp_path, ["la mer"]) as reader:
            assert reader.is_current()
            self.store(tmp_path, document("0", "le traité"), document("1", "la mer"))
            assert not reader.is_current()
            assert self.found(reader, "mer") == ["0"]
            assert reader.document("0").text == "la mer"

    def test_what_is_not_committed_is_dropped(self, tmp_path: Path) -> None:
        self.store(tmp_path, document("a", "la mer"))
        with self.writer(tmp_path) as writer:
            writer.add(batch([document("b", "la mer")]))
            writer.delete("a")
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert self.found(reader, "mer") == ["a"]

    def test_a_failure_inside_leaves_the_index_as_it_was_and_unlocked(self, tmp_path: Path) -> None:
        self.store(tmp_path, document("a", "la mer"))
        with contextlib.suppress(ZeroDivisionError), self.writer(tmp_path) as writer:
            writer.add(batch([document("b", "la mer")]))
            raise ZeroDivisionError
        self.store(tmp_path, document("c", "la mer"))
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert self.found(reader, "mer") == ["a", "c"]

    def test_there_is_one_writer_at_a_time(self, tmp_path: Path) -> None:
        with self.writer(tmp_path), pytest.raises(IndexLockedError) as error:
            self.writer(tmp_path).__enter__()
        assert error.value.path == self.called(tmp_path)

    def test_a_writer_that_cannot_begin_leaves_no_lock(self, tmp_path: Path) -> None:
        with self.writer(tmp_path), pytest.raises(IndexLockedError):
            self.store(tmp_path, document("b", "la mer"))
        self.store(tmp_path, document("c", "la mer"))
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert self.found(reader, "mer") == ["c"]

    def test_digests_and_traces_are_known_by_id(self, tmp_path: Path) -> None:
        self.store(tmp_path, document("a", "la mer"), document("b", "le traité"))
        with self.writer(tmp_path) as writer:
            assert writer.digests() == {"a": "digest of la mer", "b": "digest of le traité"}
            assert writer.traces() == {"a": "trace of la mer", "b": "trace of le traité"}

    def test_rebuilding_begins_from_nothing_and_is_seen_at_the_commit(self, tmp_path: Path) -> None:
        self.store(tmp_path, document("a", "la mer"), document("b", "la mer"))
        with self.writer(tmp_path, rebuild=True) as writer:
            assert writer.digests() == writer.traces() == {}
            writer.add(batch([document("a", "la mer")]))
            with contextlib.closing(self.reader(tmp_path)) as reader:
                assert self.found(reader, "mer") == ["a", "b"]
            writer.commit()
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert self.found(reader, "mer") == ["a"]

    def test_no_index_is_an_error_that_names_the_place(self, tmp_path: Path) -> None:
        for path in (tmp_path, tmp_path / "missing"):
            with pytest.raises(IndexNotFoundError) as error:
                self.reader(path)
            assert error.value.path == self.called(path)
