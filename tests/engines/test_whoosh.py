import contextlib
import gc
import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engines.base import IndexReader, IndexWriter
from search.engines.whoosh import WhooshIndexReader, WhooshIndexWriter
from search.engines.whoosh.writing import MERGED_DOCUMENTS
from search.errors import BrokenIndexError, IndexAccessError, IndexNotFoundError
from tests.engines.contract import EngineContract, document


@contextlib.contextmanager
def files_left_open() -> Iterator[None]:
    """Let Whoosh leave a file open: it does when a table of contents is damaged."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect()


class TestWhoosh(EngineContract):
    def writer(self, path: Path, *, rebuild: bool = False) -> IndexWriter:
        return WhooshIndexWriter(str(path), rebuild=rebuild)

    def reader(self, path: Path) -> IndexReader:
        return WhooshIndexReader(str(path))

    def files(self, path: Path) -> dict[str, tuple[int, int]]:
        return {
            each.name: (each.stat().st_mtime_ns, each.stat().st_size) for each in path.iterdir()
        }

    def test_a_run_without_changes_writes_no_file(self, tmp_path: Path) -> None:
        self.store(tmp_path, document("a", "la mer"))
        before = self.files(tmp_path)
        self.store(tmp_path)
        assert self.files(tmp_path) == before

    @pytest.mark.parametrize("damage", [b"", b"\x00" * 64, b"not an index at all"])
    def test_a_damaged_table_of_contents_is_an_error_that_says_so(
        self, tmp_path: Path, damage: bytes
    ) -> None:
        self.store(tmp_path, document("a", "la mer"))
        [contents] = tmp_path.glob("*.toc")
        contents.write_bytes(damage)
        with files_left_open():
            for use in (lambda: self.reader(tmp_path), lambda: self.store(tmp_path)):
                with pytest.raises(BrokenIndexError) as error:
                    use()
                assert error.value.path == str(tmp_path)
                assert "--rebuild" in str(error.value)
                assert "\n" not in str(error.value)
                del error

    def test_a_damaged_index_can_be_rebuilt_by_who_was_told_of_it(self, tmp_path: Path) -> None:
        self.store(tmp_path, document("a", "la mer"))
        [segment] = tmp_path.glob("*.seg")
        segment.write_bytes(b"damage")
        with files_left_open(), pytest.raises(BrokenIndexError):
            self.store(tmp_path, document("b", "la mer"))
        with self.writer(tmp_path, rebuild=True) as writer:
            writer.add(document("b", "la mer"))
            writer.commit()
        assert self.found(self.reader(tmp_path), "mer") == ["b"]

    def test_an_index_made_anew_in_the_same_place_is_another(self, tmp_path: Path) -> None:
        self.store(tmp_path / "index", document("a", "la mer"))
        with contextlib.closing(self.reader(tmp_path / "index")) as reader:
            shutil.rmtree(tmp_path / "index")
            self.store(tmp_path / "index", document("b", "la mer"))
            assert not reader.is_current()

    def test_a_missing_segment_is_an_error_that_says_so(self, tmp_path: Path) -> None:
        self.store(tmp_path, document("a", "la mer"))
        [segment] = tmp_path.glob("*.seg")
        segment.unlink()
        with pytest.raises(BrokenIndexError):
            self.reader(tmp_path)

    def test_a_damaged_index_can_be_rebuilt(self, tmp_path: Path) -> None:
        self.store(tmp_path, document("a", "la mer"))
        [contents] = tmp_path.glob("*.toc")
        contents.write_bytes(b"damage")
        with files_left_open(), self.writer(tmp_path, rebuild=True) as writer:
            writer.add(document("b", "la mer"))
            writer.commit()
        assert self.found(self.reader(tmp_path), "mer") == ["b"]

    def test_a_place_that_cannot_be_a_folder_is_an_error_that_says_so(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("not a folder")
        with pytest.raises(IndexAccessError) as error:
            self.store(tmp_path / "file", document("a", "la mer"))
        assert error.value.reason == "File exists"

    def test_an_index_that_was_begun_and_not_filled_is_none(self, tmp_path: Path) -> None:
        with self.writer(tmp_path) as writer:
            writer.add(document("a", "la mer"))
        with pytest.raises(IndexNotFoundError):
            self.reader(tmp_path)

    @pytest.mark.parametrize(
        ("size", "is_kept"), [(MERGED_DOCUMENTS, False), (MERGED_DOCUMENTS + 1, True)]
    )
    def test_small_segments_are_merged_and_large_ones_are_left(
        self, tmp_path: Path, size: int, *, is_kept: bool
    ) -> None:
        self.store(tmp_path, *(document(f"d{number}", "la mer") for number in range(size)))
        [before] = tmp_path.glob("*.seg")
        self.store(tmp_path, document("new", "le traité"))
        assert before.exists() is is_kept
        with contextlib.closing(self.reader(tmp_path)) as reader:
            assert reader.document_count == size + 1

    def test_a_segment_with_many_deletions_is_written_anew(self, tmp_path: Path) -> None:
        count = 2 * MERGED_DOCUMENTS
        self.store(tmp_path, *(document(f"d{number}", "la mer") for number in range(count)))
        [before] = tmp_path.glob("*.seg")
        self.store(tmp_path, delete=[f"d{number}" for number in range(count // 10)])
        assert before.exists()
        self.store(tmp_path, delete=[f"d{count // 10}"])
        assert not before.exists()
