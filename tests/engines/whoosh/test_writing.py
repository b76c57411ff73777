import contextlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from search.engines.whoosh import WhooshIndexReader, WhooshIndexWriter
from search.engines.whoosh.codec.contents import FILE_NAME
from search.engines.whoosh.merge_policy import DELETED_SHARE, MERGED_DOCUMENTS
from search.errors import BrokenIndexError, IndexNotFoundError
from search.query import ParsedQuery, Word
from tests.engines.storing import SCORING, batch, document

SEA = Word("mer", "mer", "mer", is_stop=False)


def store(path: Path, ids: Sequence[str] = (), *, delete: Sequence[str] = ()) -> None:
    """Store documents that hold « mer », and delete some."""
    with WhooshIndexWriter(str(path)) as writer:
        if ids:
            writer.add(batch([document(id, "la mer") for id in ids]))
        for id in delete:
            writer.delete(id)
        writer.commit()


def rebuild(path: Path, id: str) -> None:
    with WhooshIndexWriter(str(path), rebuild=True) as writer:
        writer.add(batch([document(id, "la mer")]))
        writer.commit()


def found(path: Path) -> list[str]:
    with contextlib.closing(WhooshIndexReader(str(path))) as reader:
        matches = reader.search(ParsedQuery("mer", SEA, (SEA,)), SCORING, 1000)
        return [candidate.id for candidate in matches.candidates]


def segments(path: Path) -> set[str]:
    return {each.stem for each in path.glob("*.terms")}


@pytest.mark.parametrize("damage", [b"", b"\x00" * 64, b"not an index at all"])
def test_a_damaged_table_of_contents_is_an_error_that_says_so(
    tmp_path: Path, damage: bytes
) -> None:
    store(tmp_path, ["a"])
    (tmp_path / FILE_NAME).write_bytes(damage)
    for use in (found, store):
        with pytest.raises(BrokenIndexError) as error:
            use(tmp_path)
        assert error.value.path == str(tmp_path)
        assert "--rebuild" in str(error.value)
        assert "\n" not in str(error.value)


@pytest.mark.parametrize("kind", ["terms", "postings", "columns"])
def test_a_missing_or_damaged_file_is_an_error_until_the_index_is_rebuilt(
    tmp_path: Path, kind: str
) -> None:
    store(tmp_path, ["a"])
    [file] = tmp_path.glob(f"*.{kind}")
    for damage in (lambda: file.write_bytes(b"damage"), file.unlink):
        damage()
        with pytest.raises(BrokenIndexError, match=file.name):
            found(tmp_path)
    rebuild(tmp_path, "b")
    assert found(tmp_path) == ["b"]


def test_a_rebuilt_index_leaves_no_file_of_the_old_one(tmp_path: Path) -> None:
    store(tmp_path, ["a"])
    old = segments(tmp_path)
    rebuild(tmp_path, "b")
    assert segments(tmp_path).isdisjoint(old)
    assert len(segments(tmp_path)) == 1


def test_files_that_are_not_the_index_s_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.terms").write_text("mine")
    store(tmp_path, ["a"])
    rebuild(tmp_path, "b")
    assert (tmp_path / "notes.terms").read_text() == "mine"


def test_an_index_that_was_begun_and_not_filled_is_none(tmp_path: Path) -> None:
    with WhooshIndexWriter(str(tmp_path)) as writer:
        writer.add(batch([document("a", "la mer")]))
    with pytest.raises(IndexNotFoundError):
        found(tmp_path)
    assert segments(tmp_path) == set()


@pytest.mark.parametrize(
    ("size", "is_kept"), [(MERGED_DOCUMENTS, False), (MERGED_DOCUMENTS + 1, True)]
)
def test_small_segments_are_merged_and_large_ones_are_left(
    tmp_path: Path, size: int, *, is_kept: bool
) -> None:
    ids = [f"d{number}" for number in range(size)]
    store(tmp_path, ids)
    before = segments(tmp_path)
    store(tmp_path, ["new"])
    assert before.issubset(segments(tmp_path)) is is_kept
    assert found(tmp_path) == sorted([*ids, "new"])


def test_a_segment_with_many_deletions_is_written_anew(tmp_path: Path) -> None:
    count = 2 * MERGED_DOCUMENTS
    most = int(DELETED_SHARE * count)
    store(tmp_path, [f"d{number}" for number in range(count)])
    before = segments(tmp_path)
    store(tmp_path, delete=[f"d{number}" for number in range(most)])
    assert segments(tmp_path) == before
    store(tmp_path, delete=[f"d{most}"])
    assert segments(tmp_path).isdisjoint(before)
    assert len(found(tmp_path)) == count - most - 1


def test_documents_beyond_memory_become_one_segment_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.engines.whoosh.memory._LEAST_TOKENS", 3)
    ids = [f"d{number:03}" for number in range(100)]
    with WhooshIndexWriter(str(tmp_path), memory_mb=0) as writer:
        for id in [*ids, *ids[::7]]:
            writer.add(batch([document(id, "la mer")]))
        writer.delete(ids[50])
        writer.commit()
    assert len(segments(tmp_path)) == 1
    assert found(tmp_path) == ids[:50] + ids[51:]


def test_a_document_that_comes_and_goes_in_one_run_changes_nothing(tmp_path: Path) -> None:
    store(tmp_path, ["a"])
    before = {each.name: each.stat().st_mtime_ns for each in tmp_path.iterdir()}
    with WhooshIndexWriter(str(tmp_path)) as writer:
        writer.add(batch([document("b", "la mer")]))
        writer.delete("b")
        writer.commit()
    after = {each.name: each.stat().st_mtime_ns for each in tmp_path.iterdir()}
    assert {name: after[name] for name in before if name != "lock"} == {
        name: time for name, time in before.items() if name != "lock"
    }
    assert after.keys() == before.keys()
