from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.reading.unicode import utf8_content, utf16_by_mark

SENTENCE = "L’élève dîne – « où ? » – à côté du garçon : 5 € l’œuvre…"


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8", "utf-8-sig"]
)
def test_every_unicode_encoding_becomes_utf8(encoding: str) -> None:
    assert utf8_content(SENTENCE.encode(encoding)).decode() == SENTENCE


@pytest.mark.parametrize(
    ("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")]
)
def test_a_byte_order_mark_is_not_part_of_the_text(mark: bytes, encoding: str) -> None:
    assert utf8_content(mark + SENTENCE.encode(encoding)).decode() == SENTENCE


@given(st.text("abcdeéèàç '.\n", min_size=1), st.sampled_from(["utf-16-le", "utf-16-be"]))
def test_french_in_utf16_needs_no_mark(text: str, encoding: str) -> None:
    assert utf8_content(text.encode(encoding)).decode() == text


@pytest.mark.parametrize("content", [b"", b"a", b"plain text", "été".encode("cp1252")])
def test_other_bytes_stay_as_they_are(content: bytes) -> None:
    assert utf8_content(content) == content


def test_zeros_among_both_halves_are_not_utf16() -> None:
    content = b"a\0b\0\0\0\0c" * 10
    assert utf8_content(content) == content


@given(st.binary())
def test_any_bytes_are_accepted(content: bytes) -> None:
    assert isinstance(utf8_content(content), bytes)


def test_half_a_mark_is_none() -> None:
    assert utf16_by_mark(b"\xff") is None
    assert utf16_by_mark(b"\xff\xfe") == "utf-16"
