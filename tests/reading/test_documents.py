from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.errors import ReadError
from search.models import Format, RawDocument, Rejection
from search.reading import DEFAULT_LIMIT_BYTES, Skipped, read, read_all

SUFFIXES = [".txt", ".html", ".htm", ".jsonl", ".txt.gz", ".html.gz", ".jsonl.gz", ".bin"]


def ids_of(*paths: Path) -> list[str]:
    return [result.id for result in read_all(paths) if isinstance(result, RawDocument)]


def test_a_text_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfUn\r\n\xc3\xa9t\xc3\xa9\r\n")
    document = read(path)
    assert document == RawDocument("a", "Un\nété\n", Format.TEXT, str(path), document.digest)


def test_a_page_is_read_as_it_declares(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    page = '<?xml version="1.0" encoding="windows-1250"?><p>Łódź, Gdańsk, Wrocław, Kraków'
    path.write_bytes(page.encode("cp1250"))
    document = read(str(path))
    assert (document.text, document.format) == (page, Format.HTML)


def test_a_compressed_file_reads_like_the_file_itself(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("été".encode("cp1252"))
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress("été".encode("cp1252")))
    plain, compressed = read(tmp_path / "a.txt"), read(tmp_path / "b.txt.gz")
    assert compressed.text == plain.text == "été"
    assert compressed.digest == plain.digest
    assert compressed.id == "b"


def test_the_same_bytes_as_text_and_as_html_have_two_digests(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"<p>texte")
    (tmp_path / "a.html").write_bytes(b"<p>texte")
    assert read(tmp_path / "a.txt").digest != read(tmp_path / "a.html").digest


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.html", b"\xef\xbb\xbf \r\n\t", "empty"),
        ("a.txt", "\u00a0\n".encode(), "empty"),
        ("a.txt.gz", b"", "empty"),
        ("a.txt", b"%PDF-1.4 ...", "binary file (not text)"),
        ("a.html", b"\x89PNG\r\n\x1a\n\0\0", "binary file (not text)"),
        ("a.html.gz", gzip.compress(gzip.compress(b"<p>")), "binary file (not text)"),
        ("a.txt.gz", b"text", "damaged gzip file"),
        ("a.jsonl", b"5", "not a JSON object"),
        ("a.text", b"text", "not a .txt, .html, .htm or .jsonl file"),
    ],
)
def test_what_cannot_be_read_raises_its_reason(
    name: str, content: bytes, reason: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ReadError) as caught:
        read(tmp_path / name)
    assert caught.value.reason == reason
    assert caught.value.origin.startswith(str(tmp_path / name))


def test_one_object_of_json_lines_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'\n{"text": "Corps"}\n')
    assert read(tmp_path / "a.jsonl").id == "a:2"


def test_several_objects_are_not_one_document(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "a"}\n{"text": "b"}\n')
    with pytest.raises(ReadError) as caught:
        read(tmp_path / "a.jsonl")
    assert caught.value.reason == "holds more than one document"


def test_a_folder_is_not_one_document(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read(tmp_path)
    assert (caught.value.origin, caught.value.reason) == (str(tmp_path), "a folder, not a file")


@pytest.mark.parametrize("name", ["missing", "missing.txt", "a\0b"])
def test_a_path_that_does_not_exist_raises_before_anything_is_read(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_bytes(b"text")
    with pytest.raises(ReadError) as caught:
        read_all([tmp_path / "a.txt", tmp_path / name])
    assert caught.value.origin == str(tmp_path / name)


def test_the_bad_are_reported_in_their_place_and_the_others_read(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_bytes(b"one")
    (tmp_path / "2.txt").write_bytes(b"\0\0\0\0")
    (tmp_path / "3.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "4.txt").mkdir()
    (tmp_path / "5.txt").symlink_to(tmp_path / "missing")
    (tmp_path / "6.txt").write_bytes(b"six")
    one, two, three, five, six = read_all([tmp_path])
    assert isinstance(one, RawDocument)
    assert two == Rejection(str(tmp_path / "2.txt"), "binary file (not text)")
    assert three == Skipped(str(tmp_path / "3.jpg"))
    assert five == Rejection(str(tmp_path / "5.txt"), "cannot be read: No such file or directory")
    assert isinstance(six, RawDocument)


def test_files_and_folders_are_read_in_the_order_given(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.txt").write_bytes(b"a")
    (tmp_path / "z.txt").write_bytes(b"z")
    assert ids_of(tmp_path / "z.txt", tmp_path / "folder") == ["z", "a"]


def test_an_id_is_never_given_twice(tmp_path: Path) -> None:
    for name in ("a.htm", "a.html", "a.txt", "a~2.txt"):
        (tmp_path / name).write_bytes(b"text")
    (tmp_path / "b.jsonl").write_bytes(b'{"id": "a", "text": "x"}\n{"id": "a~2", "text": "y"}')
    assert ids_of(tmp_path) == ["a", "a~2", "a~3", "a~2~2", "a~4", "a~2~3"]


def test_the_limit_is_for_each_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"12345")
    (tmp_path / "b.txt").write_bytes(b"123456")
    first, second = read_all([tmp_path], limit_bytes=5)
    assert isinstance(first, RawDocument)
    expected = "larger than the limit of 5 bytes (6 bytes)"
    assert second == Rejection(str(tmp_path / "b.txt"), expected)


def test_the_limit_is_fifty_megabytes_unless_told() -> None:
    assert DEFAULT_LIMIT_BYTES == 50_000_000


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252"])
def test_a_file_in_any_encoding_is_no_binary_file(encoding: str, tmp_path: Path) -> None:
    text = "L’élève est déjà là."
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert read(tmp_path / "a.txt").text == text


@given(content=st.binary(max_size=200), suffix=st.sampled_from(SUFFIXES), packed=st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_in_any_file_are_read_or_reported(
    content: bytes,
    suffix: str,
    packed: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    path = tmp_path / f"any{suffix}"
    path.write_bytes(gzip.compress(content) if packed else content)
    results = list(read_all([path], limit_bytes=100))
    assert results
    assert all(isinstance(result, RawDocument | Rejection | Skipped) for result in results)


def test_a_file_that_two_paths_lead_to_is_read_once(tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "a.txt").write_text("la mer")
    (folder / "b.txt").write_text("la mer")
    paths = [folder, folder / "a.txt", tmp_path / "saved" / ".." / "saved"]
    assert [result.id for result in read_all(paths) if isinstance(result, RawDocument)] == [
        "a",
        "b",
    ]
