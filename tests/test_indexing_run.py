from pathlib import Path

import pytest

from search.engines.writer import AnalyzedBatch
from search.index_options import IndexOptions
from search.indexing import build_index
from search.models import Rejection
from tests.memory_index import MemoryIndex, MemoryWriter


def write_ids(batch: AnalyzedBatch, path: Path) -> None:
    path.write_text("\n".join(entry.id for entry in batch.entries))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("Le traité de la mer\n\nLes pays signent le traité de la mer.")
    (folder / "b.txt").write_text("Un port breton\n\nLe port de Brest accueille les navires.")
    return folder


class MemoryAhead:
    """Take documents ahead: their ids, file by file."""

    write = staticmethod(write_ids)

    def __init__(self) -> None:
        self.sent: list[list[str]] = []

    def send(self, path: Path) -> None:
        self.sent.append(path.read_text().split("\n"))
        path.unlink()


def use(
    index: MemoryIndex,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    ahead: MemoryAhead | None = None,
) -> None:
    """Let runs write to an index in memory."""
    folder.mkdir()

    def writer(*asked: object) -> MemoryWriter:
        found = MemoryWriter(index, folder)
        found.ahead = ahead
        return found

    monkeypatch.setattr("search.indexing.writer_of", writer)


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


@pytest.mark.parametrize("jobs", [1, 2])
def test_documents_that_an_index_does_not_hold_are_given_ahead_to_a_writer_that_takes_them(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    index, ahead, unfinished = MemoryIndex(), MemoryAhead(), tmp_path / "unfinished"
    monkeypatch.setattr("search.preparing.BATCH_SIZE", 1)
    use(index, unfinished, monkeypatch, ahead)
    build_index(folder, "memory", IndexOptions(jobs=jobs))
    assert ahead.sent == [["a"], ["b"]]
    (folder / "b.txt").write_text("Un port normand\n\nLe port du Havre accueille les navires.")
    (folder / "c.txt").write_text("Les quais de Lorient\n\nLes quais accueillent les marins.")
    build_index(folder, "memory", IndexOptions(jobs=jobs))
    assert ahead.sent[2:] == [["c"]]
    assert [*index.entries] == ["a", "b", "c"]
    assert {path.name.count("-") for path in unfinished.iterdir()} == {1}, "files were left"


def test_a_writer_is_told_what_it_was_given_ahead_as_it_is(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "b.txt").write_bytes((folder / "a.txt").read_bytes() * 20)
    (folder / "c.txt").write_bytes((folder / "a.txt").read_bytes() * 20)
    index, ahead, told = MemoryIndex(), MemoryAhead(), []
    add = MemoryWriter.add

    def adding(writer: MemoryWriter, batch: AnalyzedBatch) -> None:
        told.append((batch.are_sent, [(entry.id, entry.group) for entry in batch.entries]))
        add(writer, batch)

    monkeypatch.setattr(MemoryWriter, "add", adding)
    use(index, tmp_path / "unfinished", monkeypatch, ahead)
    build_index(folder, "memory")
    assert ahead.sent == [["a", "b", "c"]]
    assert told == [(True, [("a", None)]), (False, [("b", "b"), ("c", "b")])]
