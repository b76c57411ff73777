import os
from pathlib import Path

from search.compiled import find_compiled, is_stale


def test_what_is_older_than_its_source_is_left_alone(tmp_path: Path) -> None:
    built, source = tmp_path / "_loops.abi3.so", tmp_path / "loops.c"
    built.write_bytes(b"")
    assert not is_stale(built)
    source.write_bytes(b"")
    os.utime(built, (100, 100))
    os.utime(source, (100, 100))
    assert not is_stale(built)
    os.utime(source, (101, 101))
    assert is_stale(built)


def test_what_was_never_compiled_is_not_found() -> None:
    assert find_compiled("search._nothing") is None
