"""What readers see of an index that is written to, and of one that cannot be read."""

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

import search
from search.engines.whoosh.codec.contents import read_contents
from search.engines.whoosh.codec.segments import Segment, SegmentRecord
from search.engines.whoosh.storage import open_segments
from search.errors import BrokenIndexError, IndexAccessError, IndexNotFoundError
from tests.engines.whoosh.children import status_of
from tests.engines.whoosh.faults import fail_once, shimmed
from tests.engines.whoosh.stores import change, everything_small, files, held, states, store


def test_readers_keep_their_view_through_fifty_commits_with_merges(quick_path: Path) -> None:
    path, expected, readers = quick_path / "index", states(50), []
    with everything_small(), contextlib.ExitStack() as stack:
        for number in range(1, 51):
            store(path, change(number).texts, change(number).deleted)
            readers.append(stack.enter_context(search.open_index(path)))
        assert len(list(path.glob("*.terms"))) < 10
        for number, reader in enumerate(readers, 1):
            here = expected[number]
            assert reader.document_count == len(here)
            assert {id: reader.document(id).text for id in here} == here
            found = [hit.document.id for hit in reader.search("mer", size=50).hits]
            assert sorted(found) == sorted(id for id, text in here.items() if " mer" in text)
            reader.refresh()
            assert reader.document_count == len(expected[50])


def test_a_commit_between_reading_the_contents_and_opening_the_files_is_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(tmp_path, {"a": "la mer"})
    left = iter(range(3))

    def commit_and_open(folder: Path, record: SegmentRecord) -> Segment:
        if (number := next(left, None)) is not None:
            store(folder, {"a": f"la mer {number}"})
        return Segment(folder, record)

    monkeypatch.setattr("search.engines.whoosh.storage.Segment", commit_and_open)
    contents, _ = open_segments(str(tmp_path))
    assert contents == read_contents(tmp_path)
    assert contents.generation == 4


def test_an_index_made_anew_in_the_same_place_is_another(tmp_path: Path) -> None:
    path = tmp_path / "index"
    store(path, {"a": "la mer"})
    with search.open_index(path) as searcher:
        shutil.rmtree(path)
        store(path, {"b": "la mer"})
        assert searcher.document("a").text == "la mer"
        searcher.refresh()
        assert searcher.document("b").text == "la mer"


def test_a_missing_file_is_an_error_and_not_waited_for(tmp_path: Path) -> None:
    store(tmp_path, {"a": "la mer"})
    (tmp_path / "00000001.terms").unlink()
    with pytest.raises(BrokenIndexError) as error:
        search.open_index(tmp_path)
    assert error.value.reason == "the file 00000001.terms: it is not there"


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda file: file.symlink_to(file)])
def test_what_is_no_file_is_an_error(tmp_path: Path, make: Callable[[Path], object]) -> None:
    store(tmp_path, {"a": "la mer"})
    for file in files(tmp_path):
        if file.name != "contents.copy":
            file.rename(tmp_path / "kept")
            make(file)
            with pytest.raises(BrokenIndexError):
                search.open_index(tmp_path)
            file.rmdir() if stat.S_ISDIR(file.lstat().st_mode) else file.unlink()
            (tmp_path / "kept").rename(file)
    assert held(tmp_path) == {"a": "la mer"}


def test_whichever_call_fails_while_an_index_is_read_the_error_is_ours(quick_path: Path) -> None:
    path = quick_path / "index"
    store(path, {"a": "la mer et le port"})
    with shimmed(fail_once(0)) as system, search.open_index(path) as searcher:
        searcher.search("mer")
    assert len(system.calls) > 20
    for place in range(1, len(system.calls) + 1):
        with (
            shimmed(fail_once(place)),
            pytest.raises(IndexAccessError) as error,
            search.open_index(path) as searcher,
        ):
            searcher.search("mer")
        assert str(error.value) == (
            f"{path}: the index cannot be read or written here (Input/output error)"
        )


def test_a_disk_that_fails_is_named_by_a_check(quick_path: Path) -> None:
    path = quick_path / "index"
    store(path, {"a": "la mer et le port"})
    with shimmed(fail_once(0)) as system:
        assert search.verify_index(path).is_whole
    for place, (operation, name) in enumerate(system.calls, 1):
        with shimmed(fail_once(place)):
            try:
                damages = search.verify_index(path).damages
            except IndexAccessError:
                assert operation in {"open", "mmap", "close"} or name == "contents"
            else:
                reasons = {(each.file, each.reason) for each in damages}
                assert reasons == {(name, "it cannot be read (Input/output error)")}


@pytest.mark.parametrize("code", [errno.EACCES, errno.EMFILE, errno.ENFILE, errno.ENOMEM])
def test_what_the_system_refuses_is_no_damage(quick_path: Path, code: int) -> None:
    path = quick_path / "index"
    store(path, {"a": "la mer et le port"})
    with shimmed(fail_once(0)) as system:
        assert search.verify_index(path).is_whole
    for place in range(1, len(system.calls) + 1):
        with shimmed(fail_once(place, code)), pytest.raises(IndexAccessError) as error:
            search.verify_index(path)
        assert str(error.value).endswith(f"({os.strerror(code)})")


def test_a_folder_that_may_not_be_written_can_be_searched_and_checked(tmp_path: Path) -> None:
    path = tmp_path / "index"
    store(path, {"a": "la mer"})

    def read_only() -> None:
        os.setuid(NOBODY) if os.getuid() == 0 else None
        with search.open_index(path) as searcher:
            assert searcher.search("mer").total == 1
        assert search.verify_index(path).is_whole
        with contextlib.suppress(IndexAccessError):
            store(path, {"b": "le port"})
            raise AssertionError("this folder may be written")

    for each in (*tmp_path.parents, tmp_path):
        if each.stat().st_uid == os.getuid() and each.stat().st_mode & 0o077 == 0:
            each.chmod(0o711)
    (path / "lock").chmod(0o444)
    path.chmod(0o555)
    try:
        assert status_of(read_only) == 0
    finally:
        path.chmod(0o755)


NOBODY = 65534
"""The user that owns nothing, on Linux."""


def test_a_place_that_cannot_be_a_folder_is_an_error_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(IndexAccessError) as error:
        store(tmp_path / "file", {"a": "la mer"})
    assert error.value.reason == "File exists"
    with pytest.raises(IndexNotFoundError):
        search.open_index(tmp_path / "file")
