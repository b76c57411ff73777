from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from search.errors import ReadError
from search.reading.content import DEFAULT_LIMIT_BYTES, digest, opened, over_limit, read_content
from search.reading.files import Kind, SourceFile, source_file

MEGABYTE = 1_000_000


def content_of(path: Path, limit_bytes: int = 1000) -> bytes:
    file = source_file(path)
    assert isinstance(file, SourceFile)
    with opened(file) as stream:
        return read_content(stream, file, limit_bytes)


def reason_of(path: Path, limit_bytes: int = 1000) -> str:
    with pytest.raises(ReadError) as caught:
        content_of(path, limit_bytes)
    assert caught.value.origin == str(path)
    return caught.value.reason


def test_a_file_of_as_many_bytes_as_the_limit_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"12345")
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"12345"))
    assert content_of(tmp_path / "a.txt", limit_bytes=5) == b"12345"
    assert content_of(tmp_path / "a.txt.gz", limit_bytes=5) == b"12345"


def test_a_file_of_one_byte_more_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"123456")
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"123456"))
    expected = "larger than the limit of 5 bytes"
    assert reason_of(tmp_path / "a.txt", limit_bytes=5) == f"{expected} (6 bytes)"
    assert reason_of(tmp_path / "a.txt.gz", limit_bytes=5) == expected


def test_a_limit_beyond_any_memory_is_no_matter(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"12345")
    assert content_of(tmp_path / "a.txt", limit_bytes=10**18) == b"12345"


def test_no_more_of_a_compressed_file_is_inflated_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "bomb.txt.gz"
    path.write_bytes(gzip.compress(bytes(100 * MEGABYTE))[:-8])
    assert reason_of(path, limit_bytes=MEGABYTE) == "larger than the limit of 1 MB"


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress(b"text" * 1000)[:-9],
        gzip.compress(b"text")[:-8] + b"\0\0\0\0\4\0\0\0",
        gzip.compress(b"text")[:12] + b"\xff\xff\xff" + gzip.compress(b"text")[15:],
        gzip.compress(b"text") + b"junk",
        b"not compressed at all",
    ],
)
def test_a_damaged_compressed_file_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(content)
    assert reason_of(tmp_path / "a.txt.gz", limit_bytes=10_000) == "damaged gzip file"


def test_a_file_compressed_in_several_pieces_is_whole(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"one ") + gzip.compress(b"two"))
    assert content_of(tmp_path / "a.txt.gz") == b"one two"


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "missing.txt")
    assert reason_of(tmp_path / "a.txt") == "cannot be read: No such file or directory"


def test_a_file_without_permission_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deny(path: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "a.txt").write_bytes(b"text")
    monkeypatch.setattr(Path, "open", deny)
    assert reason_of(tmp_path / "a.txt") == "cannot be read: Permission denied"


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert reason_of(tmp_path / "a.txt") == "not a regular file"


def test_sizes_are_said_in_megabytes() -> None:
    size = 61 * MEGABYTE + 200_000
    expected = "larger than the limit of 50 MB (61.2 MB)"
    assert over_limit(DEFAULT_LIMIT_BYTES, size) == expected


def test_a_digest_depends_on_the_bytes_and_the_kind() -> None:
    assert digest(b"a", Kind.TEXT) == digest(b"a", Kind.TEXT)
    assert len({digest(b"a", Kind.TEXT), digest(b"b", Kind.TEXT), digest(b"a", Kind.HTML)}) == 3
    assert len(digest(b"a", Kind.TEXT)) == 32
