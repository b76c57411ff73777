from pathlib import Path

import pytest

from search.indexing import build_index
from search.models import Rejection
from tests.memory_index import MemoryIndex, MemoryWriter


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("Le traité de la mer\n\nLes pays signent le traité de la mer.")
    (folder / "b.txt").write_text("Un port breton\n\nLe port de Brest accueille les navires.")
    return folder


def use(index: MemoryIndex, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let runs write to an index in memory."""
    folder.mkdir()
    monkeypatch.setattr("search.indexing.writer_of", lambda *asked: MemoryWriter(index, folder))


def test_documents_that_the_engine_does_not_take_are_rejected_and_tried_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = MemoryIndex("a")
    use(index, tmp_path / "unfinished", monkeypatch)
    for unchanged in (0, 1):
        report = build_index(folder, "memory")
        assert (report.indexed, report.unchanged) == (1 - unchanged, unchanged)
        assert report.rejected == (Rejection("a", "not wanted here"),)
        assert list(index.entries) == ["b"]
    index.unwanted = frozenset()
    report = build_index(folder, "memory")
    assert (report.indexed, report.unchanged, report.rejected) == (1, 1, ())
    assert list(index.entries) == ["b", "a"]
    assert index.commits == 3
