import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from search.engines.whoosh.lock import WriterLock
from search.engines.whoosh.writing import WhooshIndexWriter
from search.errors import IndexAccessError, IndexLockedError
from tests.engines.whoosh.children import fork
from tests.engines.whoosh.faults import fail_once, shimmed
from tests.engines.whoosh.stores import held, store


def hold(path: Path, telling: int) -> None:
    """Write to an index until somebody ends this process."""
    with WhooshIndexWriter(str(path)):
        os.write(telling, bytes(1))
        signal.pause()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store(tmp_path / "index", {"a": "la mer"})
    return tmp_path / "index"


def test_a_second_writer_is_told_which_process_is_the_first(path: Path) -> None:
    told, telling = os.pipe()
    child = fork(lambda: hold(path, telling))
    os.read(told, 1)
    with pytest.raises(IndexLockedError) as error:
        store(path, {"b": "le port"})
    owner = f"process {child} on {socket.gethostname()}"
    assert error.value.owner == owner
    assert str(error.value) == (
        f"{path}: another process ({owner}) is writing to this index; try again later"
    )
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    store(path, {"b": "le port"})
    assert held(path) == {"a": "la mer", "b": "le port"}


def test_a_second_writer_of_the_same_process_is_refused_too(path: Path) -> None:
    with WhooshIndexWriter(str(path)), pytest.raises(IndexLockedError) as error:
        store(path, {"b": "le port"})
    assert error.value.owner == f"process {os.getpid()} on {socket.gethostname()}"


def test_the_name_of_a_longer_owner_leaves_nothing_behind(path: Path) -> None:
    (path / "lock").write_text("\0process 123456789 on a.host.of.a.much.longer.name.example.org")
    with WhooshIndexWriter(str(path)), pytest.raises(IndexLockedError) as error:
        store(path, {})
    assert error.value.owner == f"process {os.getpid()} on {socket.gethostname()}"


def test_processes_started_by_a_writer_do_not_keep_its_lock(path: Path) -> None:
    with WhooshIndexWriter(str(path)):
        command = [sys.executable, "-c", "input()"]
        child = subprocess.Popen(command, stdin=subprocess.PIPE, close_fds=False)
    store(path, {"b": "le port"})
    child.communicate(b"\n")
    assert held(path) == {"a": "la mer", "b": "le port"}


def test_a_lock_that_cannot_be_written_is_given_back(path: Path) -> None:
    with shimmed(fail_once(0)) as system:
        store(path, {})
    for place, (operation, _) in enumerate(system.calls, 1):
        if operation in {"truncate", "write"}:
            with shimmed(fail_once(place)), pytest.raises(IndexAccessError):
                store(path, {})
            lock = WriterLock(path)
            lock.acquire()
            lock.release()
            break


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_a_lock_that_is_no_file_is_refused(path: Path, make: object) -> None:
    (path / "lock").unlink()
    assert callable(make)
    make(path / "lock")
    with pytest.raises(IndexAccessError) as error:
        store(path, {"b": "le port"})
    assert error.value.reason == "lock is not a plain file"
