"""What a writer removes, and what it must leave."""

from pathlib import Path

import pytest

from search.engines.whoosh.codec.contents import Contents, contents_bytes, read_contents
from search.engines.whoosh.codec.errors import DamagedFileError
from search.engines.whoosh.publishing import make_folder, next_segment, tidy
from search.engines.whoosh.writing import WhooshIndexWriter
from search.errors import BrokenIndexError
from tests.engines.whoosh.faults import shimmed
from tests.engines.whoosh.stores import batch, everything_small, files, held, store

STRAYS = ["00000009.terms", "00000001.7.deletions", "contents.new", "contents.copy.new"]
OTHERS = ["notes.txt", "00000001.txt", "1.terms", "contents.old", "00000001.terms.bak", ".terms"]
OTHERS += ["٠٠٠٠٠٠٠٩.terms"]


def plant(path: Path) -> None:
    for name in [*STRAYS, *OTHERS]:
        (path / name).write_text("rubbish")


def names(path: Path) -> set[str]:
    return {each.name for each in files(path)}


def test_what_writers_left_that_never_finished_is_removed_and_nothing_else(tmp_path: Path) -> None:
    store(tmp_path, {"a": "la mer"})
    before = names(tmp_path)
    plant(tmp_path)
    store(tmp_path, {})
    assert names(tmp_path) == before | set(OTHERS)


def test_a_damaged_table_of_contents_lets_nothing_be_removed(tmp_path: Path) -> None:
    store(tmp_path, {"a": "la mer"})
    (tmp_path / "contents").write_bytes(b"damage")
    plant(tmp_path)
    before = names(tmp_path)
    with pytest.raises(DamagedFileError):
        tidy(tmp_path)
    with pytest.raises(BrokenIndexError):
        store(tmp_path, {"b": "le port"})
    with WhooshIndexWriter(str(tmp_path), rebuild=True) as writer:
        writer.add(batch({"b": "le port"}))
    with everything_small(), WhooshIndexWriter(str(tmp_path), rebuild=True, memory_mb=0) as writer:
        writer.add(batch({"b": "le port " * 30}))
    assert names(tmp_path) == before


def test_a_table_of_contents_that_is_gone_lets_nothing_be_removed(tmp_path: Path) -> None:
    store(tmp_path, {"a": "la mer"})
    (tmp_path / "contents").unlink()
    before = names(tmp_path)
    with pytest.raises(BrokenIndexError) as error:
        store(tmp_path, {"b": "le port"})
    assert error.value.reason == "the file contents: it is not there"
    assert names(tmp_path) == before


def test_the_remains_of_a_first_run_that_never_finished_are_removed(tmp_path: Path) -> None:
    plant(tmp_path)
    store(tmp_path, {"a": "la mer"})
    assert not names(tmp_path) & set(STRAYS)
    assert held(tmp_path) == {"a": "la mer"}


def test_the_copy_is_of_the_last_commit(tmp_path: Path) -> None:
    for number in range(3):
        store(tmp_path, {"a": f"la mer {number}"})
        found = (tmp_path / "contents.copy").read_bytes()
        assert found == (tmp_path / "contents").read_bytes()
        assert found == contents_bytes(read_contents(tmp_path))


def test_a_lost_copy_is_written_again(tmp_path: Path) -> None:
    store(tmp_path, {"a": "la mer"})
    (tmp_path / "contents.copy").unlink()
    store(tmp_path, {})
    assert (tmp_path / "contents.copy").read_bytes() == (tmp_path / "contents").read_bytes()


def test_a_run_without_changes_writes_no_file(tmp_path: Path) -> None:
    store(tmp_path, {"a": "la mer"})
    before = {each: each.stat().st_mtime_ns for each in files(tmp_path)}
    store(tmp_path, {}, ["b"])
    assert {each: each.stat().st_mtime_ns for each in files(tmp_path)} == before


def test_no_name_is_used_twice(tmp_path: Path) -> None:
    assert next_segment(tmp_path, Contents(next_segment=4)) == 4
    (tmp_path / "00000007.terms").touch()
    (tmp_path / "00000008.3.deletions").touch()
    (tmp_path / "00000031.txt").touch()
    assert next_segment(tmp_path, Contents(next_segment=4)) == 9


def test_the_names_of_new_folders_are_durable(tmp_path: Path) -> None:
    with shimmed() as system:
        make_folder(tmp_path / "a" / "b")
        assert [name for operation, name in system.calls if operation == "fsync"] == [
            "a",
            tmp_path.name,
        ]
        make_folder(tmp_path / "a" / "b")
        assert system.calls[-1][0] == "mkdir"


def test_an_index_built_anew_is_seen_all_at_once(tmp_path: Path) -> None:
    store(tmp_path, {"a": "la mer", "b": "le port"})
    with WhooshIndexWriter(str(tmp_path), rebuild=True) as writer:
        assert writer.digests() == {}
        writer.add(batch({"c": "le phare"}))
        assert held(tmp_path) == {"a": "la mer", "b": "le port"}
        writer.commit()
        assert held(tmp_path) == {"c": "le phare"}
    assert len(list(tmp_path.glob("*.terms"))) == 1


def test_documents_that_were_all_spilled_are_committed(tmp_path: Path) -> None:
    store(tmp_path, {"a": "la mer"})
    with everything_small(), WhooshIndexWriter(str(tmp_path), memory_mb=0) as writer:
        writer.add(batch({"b": "le port " * 30}))
        writer.commit()
    assert held(tmp_path).keys() == {"a", "b"}


def test_a_writer_goes_on_after_its_commit(tmp_path: Path) -> None:
    with everything_small(), WhooshIndexWriter(str(tmp_path), memory_mb=0) as writer:
        for number in range(5):
            writer.add(batch({f"d{number}": "le port " * 30, "a": f"la mer {number}"}))
            writer.delete(f"d{number - 2}")
            writer.commit()
    assert held(tmp_path).keys() == {"a", "d3", "d4"}
    assert held(tmp_path)["a"] == "la mer 4"
