from __future__ import annotations

import datetime
import gzip
import json
from pathlib import Path

import pytest

from search.models import Format, Metadata, RawDocument, Rejection
from search.reading import read_all
from search.reading.documents import Result


def results_of(path: Path, content: bytes, limit_bytes: int = 10_000) -> list[Result]:
    path.write_bytes(content)
    return list(read_all([path], limit_bytes=limit_bytes))


def texts_of(results: list[Result]) -> list[str]:
    return [result.text for result in results if isinstance(result, RawDocument)]


def test_an_object_is_a_document(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    line = {"id": 7, "title": "Titre", "html": "<p>été", "date": "2025-10-26", "author": "Anne"}
    (document,) = results_of(path, json.dumps(line).encode())
    assert isinstance(document, RawDocument)
    assert document == RawDocument(
        id="7",
        text="<p>été",
        format=Format.HTML,
        origin=f"{path}:1",
        digest=document.digest,
        declared=Metadata(title="Titre", author="Anne", published=datetime.date(2025, 10, 26)),
    )


def test_an_object_without_an_id_is_named_by_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    (folder / "news.jsonl.gz").write_bytes(gzip.compress(b'{"text": "a"}\n\n{"text": "b"}\n'))
    documents = [found for found in read_all([tmp_path]) if isinstance(found, RawDocument)]
    assert [document.id for document in documents] == ["a/news:1", "a/news:3"]
    assert [document.origin for document in documents] == [
        f"{folder}/news.jsonl.gz:1",
        f"{folder}/news.jsonl.gz:3",
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"[]", "not a JSON object"),
        (b"{", "not a JSON object"),
        (b"text", "not a JSON object"),
        (b'{"text": "a"} {}', "not a JSON object"),
        (b"[" * 5000, "not a JSON object"),
        (b'{"text": "a", "n": ' + b"1" * 5000 + b"}", "not a JSON object"),
        (b"{}", 'no "text" or "html"'),
        (b'{"text": 5}', '"text" is not a string'),
        (b'{"text": "a", "id": []}', '"id" is not a string or an integer'),
        (b'{"text": "a", "url": {}}', '"url" is not a string'),
        (b'{"text": " "}', "empty"),
    ],
)
def test_a_line_that_is_no_document_is_rejected_and_the_others_are_read(
    line: bytes, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "news.jsonl"
    results = results_of(path, b'{"text": "before"}\n' + line + b'\n{"text": "after"}')
    assert texts_of(results) == ["before", "after"]
    assert results[1] == Rejection(f"{path}:2", reason)


def test_a_line_over_the_limit_is_rejected_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    fits, too_long = b'{"text": "12345"}', b'{"text": "123456"}'
    results = results_of(path, fits + b"\n" + too_long + b"\n" + fits, limit_bytes=len(fits))
    assert texts_of(results) == ["12345", "12345"]
    assert results[1] == Rejection(f"{path}:2", "larger than the limit of 17 bytes")


def test_what_a_line_without_an_end_hides_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl.gz"
    content = b'{"text": "a"}\n' + b"x" * 5_000_000 + b'\n{"text": "b"}\n'
    results = results_of(path, gzip.compress(content))
    assert texts_of(results) == ["a"]
    assert results[1:] == [
        Rejection(f"{path}:2", "larger than the limit of 10000 bytes"),
        Rejection(str(path), "not read beyond line 2, which does not end"),
    ]


def test_the_limit_is_not_for_the_file(tmp_path: Path) -> None:
    content = b'{"text": "a"}\n' * 100
    assert len(results_of(tmp_path / "news.jsonl", content, limit_bytes=20)) == 100


def test_the_lines_well_before_damage_in_a_compressed_file_are_read(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl.gz"
    *documents, rejection = results_of(path, gzip.compress(b'{"text": "a"}\n' * 50_000)[:-4])
    assert 10_000 < len(documents) <= 50_000
    assert rejection == Rejection(str(path), "damaged gzip file")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_encoding_is_read(encoding: str, tmp_path: Path) -> None:
    content = '{"text": "L’été"}\r\n{"text": "déjà"}\r\n'.encode(encoding)
    assert texts_of(results_of(tmp_path / "news.jsonl", content)) == ["L’été", "déjà"]


@pytest.mark.parametrize("content", [b"", b"\n \n\r\n"])
def test_a_file_without_a_line_is_empty(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    assert results_of(path, content) == [Rejection(str(path), "empty")]


@pytest.mark.parametrize("content", [b"%PDF-1.7\nline\nline", b"\0\1\2\n\0\1\n"])
def test_a_binary_file_is_rejected_once(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    assert results_of(path, content) == [Rejection(str(path), "binary file (not text)")]


def test_a_title_alone_is_a_document(tmp_path: Path) -> None:
    (document,) = results_of(tmp_path / "a.jsonl", b'{"title": "Titre", "text": ""}')
    assert isinstance(document, RawDocument)
    assert (document.text, document.declared.title) == ("", "Titre")


def test_the_digest_is_of_the_line(tmp_path: Path) -> None:
    first = b'{"id": "a", "text": "x", "title": "1"}'
    second = b'{"id": "a", "text": "x", "title": "2"}'
    results = results_of(tmp_path / "a.jsonl", b"\n".join([first, second, first]))
    digests = [result.digest for result in results if isinstance(result, RawDocument)]
    assert digests[0] == digests[2] != digests[1]
