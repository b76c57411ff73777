from __future__ import annotations

import pytest

from search.reading.declarations import declared_encoding


@pytest.mark.parametrize(
    "page",
    [
        b'<meta charset="iso-8859-15">',
        b"<META CHARSET=ISO-8859-15>",
        b"<meta charset = 'l9' />",
        b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">',
        b"<meta content='text/html; charset=iso-8859-15' http-equiv=content-type />",
        b'<?xml version="1.0" encoding="ISO-8859-15"?><html>',
        b'\n<!-- <meta charset="koi8-r"> --><html><head><meta charset="iso-8859-15">',
    ],
)
def test_a_declaration_is_found_however_it_is_written(page: bytes) -> None:
    assert declared_encoding(page) == "iso8859-15"


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        (b"latin1", "cp1252"),
        (b"iso-8859-1", "cp1252"),
        (b"us-ascii", "cp1252"),
        (b"gb2312", "gb18030"),
        (b"x-sjis", "cp932"),
        (b"macintosh", "mac-roman"),
    ],
)
def test_a_label_means_what_it_means_to_browsers(label: bytes, codec: str) -> None:
    assert declared_encoding(b"<meta charset=" + label + b">") == codec


@pytest.mark.parametrize(
    "label",
    [
        b"utf-8",
        b"UTF-16",
        b"x-user-defined",
        b"unicode_escape",
        b"rot13",
        b"idna",
        b"nonsense",
        b"..",
    ],
)
def test_a_label_that_is_no_legacy_encoding_of_pages_declares_nothing(label: bytes) -> None:
    assert declared_encoding(b"<meta charset=" + label + b">") is None


def test_a_page_without_a_declaration_declares_nothing() -> None:
    assert declared_encoding(b"<html><p>charset=koi8-r</p>") is None


def test_a_declaration_counts_up_to_four_kilobytes_into_the_page() -> None:
    meta = b"<meta charset=koi8-r>"
    assert declared_encoding(b" " * (4096 - len(meta)) + meta) == "koi8-r"
    assert declared_encoding(b" " * 4096 + meta) is None
