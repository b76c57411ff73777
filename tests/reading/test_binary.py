from __future__ import annotations

import gzip
import random

import pytest

from search.reading.binary import is_binary


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n1 0 obj <<>> endobj",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0 JFIF",
        b"GIF89a",
        b"PK\x03\x04",
        gzip.compress(b"text"),
        b"text and a zero \0 byte",
        random.Random(1).randbytes(2000).replace(b"\0", b""),
    ],
)
def test_what_is_no_text_is_binary(content: bytes) -> None:
    assert is_binary(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"text\twith\r\nwhite\fspace",
        "L’élève « à côté »".encode(),
        "L’élève « à côté »".encode("cp1252"),
        "été".encode("mac-roman"),
        b"an old text that ends in \x1a",
    ],
)
def test_text_in_any_encoding_is_not_binary(content: bytes) -> None:
    assert not is_binary(content)


def test_two_control_characters_in_a_hundred_are_the_limit() -> None:
    assert not is_binary(b"\x01\x02" + b"a" * 98)
    assert is_binary(b"\x01\x02\x03" + b"a" * 97)
