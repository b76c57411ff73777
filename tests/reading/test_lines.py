from __future__ import annotations

import io
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.reading import lines
from search.reading.lines import split_lines


def split(content: bytes, limit_bytes: int = 1000) -> list[bytes]:
    return list(split_lines(stream_of(content), limit_bytes))


def stream_of(content: bytes, buffer_size: int = 100) -> io.BufferedReader:
    return io.BufferedReader(cast("io.RawIOBase", io.BytesIO(content)), buffer_size)


def test_lines_end_with_a_line_feed_or_the_file() -> None:
    assert split(b"a\n\nb\r\nc") == [b"a", b"", b"b\r", b"c"]


def test_an_empty_file_has_no_lines() -> None:
    assert split(b"") == []


@given(st.lists(st.text("ab\r é", max_size=9).map(str.encode)), st.integers(1, 8))
def test_each_line_is_cut_behind_the_first_byte_too_many(
    contents: list[bytes], limit_bytes: int
) -> None:
    joined = b"".join(content + b"\n" for content in contents)
    assert split(joined, limit_bytes) == [content[: limit_bytes + 1] for content in contents]


def test_a_line_of_as_many_bytes_as_the_limit_is_whole() -> None:
    assert split(b"12345\n67890", limit_bytes=5) == [b"12345", b"67890"]


def test_a_line_of_one_byte_more_shows_that_it_is_longer() -> None:
    assert split(b"123456\n67890", limit_bytes=5) == [b"123456", b"67890"]


def test_the_lines_after_a_long_one_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "CHUNK_BYTES", 7)
    assert split(b"a\n" + b"x" * 99 + b"\nb", limit_bytes=5) == [b"a", b"x" * 6, b"b"]


def test_a_line_without_an_end_is_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "CHUNK_BYTES", 10)
    stream = stream_of(b"x" * 10_000 + b"\nb", buffer_size=1)
    assert list(split_lines(stream, limit_bytes=5)) == [b"x" * 6]
    assert stream.tell() == 6 + 20 * 5


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_lines_of_utf16_are_converted(encoding: str) -> None:
    content = "\ufeffété\nœuvre\n".encode(encoding)
    assert split(content) == ["été".encode(), "œuvre".encode()]


def test_the_stream_stays_open_for_whoever_opened_it() -> None:
    stream = stream_of("\ufeffa\nb".encode("utf-16-le"))
    assert next(split_lines(stream, limit_bytes=5)) == b"a"
    assert not stream.closed
