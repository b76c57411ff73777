"""Every call to the system fails in turn: the index is what it was, or what it was to become."""

import contextlib
import functools
import itertools
import os
import re
import signal
from pathlib import Path

import pytest

from search.engines.whoosh.codec.contents import read_contents
from search.engines.whoosh.verifying import verify
from search.engines.whoosh.writing import WhooshIndexWriter
from search.errors import IndexAccessError, IndexNotFoundError
from tests.engines.whoosh.children import status_of
from tests.engines.whoosh.faults import (
    WRITING,
    Call,
    Fault,
    System,
    fail_from,
    fail_once,
    shimmed,
)
from tests.engines.whoosh.stores import Change, batch, copy, everything_small, files, held, store

FIRST = {f"a{number:02d}": f"la mer numéro {number} et le port" for number in range(12)}
SECOND = Change(
    {f"b{number}": f"le phare numéro {number} de la côte" for number in range(5)}, ("a00",)
)
THIRD = Change(
    {f"{id}": f"le navire {id} est dans le port" for id in ("b0", "c0", "c1", "c2", "c3")}, ("a01",)
)
"""The change that fails: it spills a segment, merges and deletes."""

BEFORE = SECOND.of(FIRST)
AFTER = THIRD.of(BEFORE)

ALIKE = 2
"""Calls of one kind on one file that are looked at: a file is written in dozens of pieces."""


def interrupt(place: int) -> Fault:
    """Return what interrupts one call, as Ctrl-C does."""

    def fail(now: int, _operation: str) -> None:
        if now == place:
            raise KeyboardInterrupt

    return fail


def kill(place: int) -> Fault:
    """Return what kills this process in one call."""

    def fail(now: int, _operation: str) -> None:
        if now == place:
            os.kill(os.getpid(), signal.SIGKILL)

    return fail


@pytest.fixture(scope="module")
def before(quick_folder: Path) -> Path:
    """An index of several segments, some with deletions."""
    path = quick_folder / "before"
    with everything_small():
        store(path, FIRST)
        store(path, SECOND.texts, SECOND.deleted)
    assert [record.deleted for record in read_contents(path).segments] == [1, 0]
    return path


def attempt(path: Path, fault: Fault) -> tuple[System, bool]:
    """Make the next change while something fails; tell what was called, and whether it came off."""
    with everything_small(), shimmed(fault) as system:
        try:
            store(path, THIRD.texts, THIRD.deleted)
        except KeyboardInterrupt:
            return system, False
        except IndexAccessError as error:
            assert re.fullmatch(f"{path}: [^\n]+", str(error))  # noqa: PT017 - or nothing fails
            return system, False
    return system, True


def check(path: Path, *, is_done: bool) -> None:
    """Check that an index is as it was, or changed where it must be, and can be written to."""
    assert held(path) in ([AFTER] if is_done else [BEFORE, AFTER])
    assert verify(str(path)).damages == ()
    with everything_small():
        store(path, THIRD.texts, THIRD.deleted)
    assert held(path) == AFTER
    assert {each.name for each in files(path)} == belonging(path)


def belonging(path: Path) -> set[str]:
    """Return the names of the files that an index should be made of."""
    return {*read_contents(path).file_names(), "contents", "contents.copy"}


@pytest.fixture(scope="module")
def calls(quick_folder: Path, before: Path) -> list[Call]:
    """The calls of a run in which none fails."""
    return attempt(copy(before, quick_folder / "calls"), fail_once(0))[0].calls


def test_an_index_is_whole_whichever_call_fails(
    quick_path: Path, before: Path, calls: list[Call]
) -> None:
    done = [
        attempt_and_check(copy(before, quick_path / str(place)), fail_once(place))
        for place, call in enumerate(calls, 1)
        if calls[:place].count(call) <= ALIKE
    ]
    assert done.count(False) > len(done) / 2


def test_an_index_is_whole_whenever_the_disk_is_full(
    quick_path: Path, before: Path, calls: list[Call]
) -> None:
    last = calls.index(("fsync", "calls"), calls.index(("replace", "contents.new")))
    for place, call in enumerate(calls, 1):
        if call[0] not in WRITING or calls[:place].count(call) > ALIKE:
            continue
        is_done = attempt_and_check(copy(before, quick_path / str(place)), fail_from(place))
        assert is_done == (place > last + 1)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_index_is_whole_whichever_call_is_interrupted(
    quick_path: Path, before: Path, calls: list[Call]
) -> None:
    done = [
        attempt_and_check(copy(before, quick_path / str(place)), interrupt(place))
        for place in range(1, len(calls) + 1, 4)
    ]
    assert not any(done)


def test_an_index_is_whole_whichever_call_is_the_last(
    quick_path: Path, before: Path, calls: list[Call]
) -> None:
    for place in range(1, len(calls) + 1, 7):
        path = copy(before, quick_path / str(place))
        assert status_of(functools.partial(attempt, path, kill(place))) == -signal.SIGKILL
        check(path, is_done=False)


def attempt_and_check(path: Path, fault: Fault) -> bool:
    _, is_done = attempt(path, fault)
    check(path, is_done=is_done)
    return is_done


def test_a_first_index_is_there_or_not_whichever_call_fails(quick_path: Path) -> None:
    for place in itertools.count(1):
        path = quick_path / str(place) / "index"
        with shimmed(fail_once(place)) as system, contextlib.suppress(IndexAccessError):
            store(path, {"a": "la mer"})
        with contextlib.suppress(IndexNotFoundError):
            assert held(path) == {"a": "la mer"}
            assert verify(str(path)).damages == ()
        with everything_small():
            store(path, {"a": "le port"})
        assert held(path) == {"a": "le port"}
        if len(system.calls) < place:
            break


def test_no_file_is_seen_before_it_is_durable_or_removed_before_its_successor_is(
    quick_path: Path, before: Path
) -> None:
    path = copy(before, quick_path / "index")
    calls = attempt(path, fail_once(0))[0].calls
    publication = calls.index(("replace", "contents.new"))
    written = read_contents(path).file_names() - read_contents(before).file_names()
    assert written
    for name in [*written, "contents.new"]:
        last = max(place for place, call in enumerate(calls) if is_write(call, name))
        synced = calls.index(("fsync", name), last)
        assert synced < calls.index(("fsync", "index"), synced) < publication
    durable = calls.index(("fsync", "index"), publication)
    for name in read_contents(before).file_names() - read_contents(path).file_names():
        assert durable < calls.index(("unlink", name))


def is_write(call: Call, name: str) -> bool:
    """Tell whether a file was written to, under its name or before it got that."""
    operation, file = call
    is_unfinished = file.startswith("run") and file.endswith(name.rpartition(".")[2])
    return operation in {"write", "flush"} and (file == name or is_unfinished)


def test_what_could_not_be_synced_after_it_was_seen_is_not_believed(
    quick_path: Path, before: Path, calls: list[Call]
) -> None:
    last = calls.index(("fsync", "calls"), calls.index(("replace", "contents.new")))
    path = copy(before, quick_path / "index")
    _, is_done = attempt(path, fail_once(last + 1))
    assert not is_done
    assert read_contents(before).file_names() <= {each.name for each in files(path)}
    assert held(path) == AFTER


def test_nothing_that_a_dead_writer_left_is_removed_before_what_it_published_is_durable(
    quick_path: Path, before: Path
) -> None:
    path = copy(before, quick_path / "index")
    (path / "00000099.terms").write_bytes(b"stray")
    with shimmed() as system:
        store(path, {})
    synced = system.calls.index(("fsync", "index"))
    assert synced < system.calls.index(("unlink", "00000099.terms"))


def test_what_a_dead_writer_left_and_nobody_could_remove_is_in_nobodys_way(
    quick_path: Path, before: Path, calls: list[Call]
) -> None:
    path = copy(before, quick_path / "index")
    contents = read_contents(path)
    stray = f"{contents.segments[0].name}.{contents.generation + 1}.deletions"
    (path / stray).write_bytes(b"stray")
    _, is_done = attempt(path, fail_once(calls.index(("fsync", "calls")) + 1))
    assert is_done
    assert stray in read_contents(path).file_names()
    check(path, is_done=True)


def test_nothing_is_committed_after_a_change_that_failed(tmp_path: Path) -> None:
    store(tmp_path, {"a": "la mer"})
    with everything_small(), WhooshIndexWriter(str(tmp_path), memory_mb=0) as writer:
        with shimmed(fail_from(1)), pytest.raises(IndexAccessError) as error:
            writer.add(batch({"b": "le port " * 30}))
        assert error.value.reason == "No space left on device"
        with pytest.raises(IndexAccessError):
            writer.add(batch({"c": "le port"}))
        with pytest.raises(IndexAccessError):
            writer.commit()
    assert held(tmp_path) == {"a": "la mer"}
