from __future__ import annotations

from pathlib import Path

import pytest

from search.errors import ReadError
from search.models import Rejection
from search.reading.files import (
    Kind,
    Skipped,
    SourceFile,
    count_files,
    find_files,
    source_file,
)


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("texte")


def ids(root: Path) -> list[str]:
    return [found.id for found in find_files(root) if isinstance(found, SourceFile)]


def test_folders_are_read_recursively_in_the_order_of_their_parts(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/z.txt", "a b/c.txt", "B.txt", "é.txt", "a/a/y.txt", "a-b.txt")
    assert ids(tmp_path) == ["B", "a/a/y", "a/z", "a b/c", "a-b", "b", "é"]


def test_the_names_of_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, ".hidden.txt", ".git/a.txt", ".DS_Store", "seen.txt")
    assert ids(tmp_path) == ["seen"]
    assert len(list(find_files(tmp_path))) == 1


def test_a_hidden_folder_given_directly_is_read(tmp_path: Path) -> None:
    write(tmp_path, ".cache/a.txt")
    assert ids(tmp_path / ".cache") == ["a"]


@pytest.mark.parametrize(
    ("name", "kind", "is_compressed"),
    [
        ("a.txt", Kind.TEXT, False),
        ("a.html", Kind.HTML, False),
        ("a.htm", Kind.HTML, False),
        ("a.jsonl", Kind.JSON_LINES, False),
        ("a.txt.gz", Kind.TEXT, True),
        ("a.HTM.Gz", Kind.HTML, True),
        ("a.JSONL", Kind.JSON_LINES, False),
    ],
)
def test_the_suffix_tells_the_kind(name: str, kind: Kind, is_compressed: bool) -> None:  # noqa: FBT001
    path = Path("folder") / name
    origin = str(path)
    assert source_file(path) == SourceFile(path, "a", origin, kind, is_compressed)


@pytest.mark.parametrize("name", ["a", "a.text", "a.pdf", "a.gz", "a.txt.bz2", "txt", "a.txt~"])
def test_a_file_of_another_kind_is_skipped(name: str, tmp_path: Path) -> None:
    write(tmp_path, name)
    assert list(find_files(tmp_path)) == [Skipped(str(tmp_path / name))]
    assert list(find_files(tmp_path / name)) == [Skipped(str(tmp_path / name))]


def test_only_the_extensions_are_taken_from_a_name(tmp_path: Path) -> None:
    write(tmp_path, "v1.2/26.10.2025.html.gz", "a.txt.html")
    assert ids(tmp_path) == ["a.txt", "v1.2/26.10.2025"]


def test_a_file_given_directly_has_its_bare_name_for_an_id(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt")
    assert ids(tmp_path / "a" / "b.txt") == ["b"]


def test_a_folder_named_like_a_file_is_a_folder(tmp_path: Path) -> None:
    write(tmp_path, "x.txt/a.txt")
    assert ids(tmp_path) == ["x.txt/a"]


def test_a_symbolic_link_to_a_folder_outside_is_followed(tmp_path: Path) -> None:
    write(tmp_path, "outside/a.txt", "saved/b.txt")
    (tmp_path / "saved" / "link").symlink_to(tmp_path / "outside")
    assert ids(tmp_path / "saved") == ["b", "link/a"]


def test_a_loop_of_symbolic_links_ends(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to("self")
    assert ids(tmp_path) == ["a/b"]


def test_a_folder_that_cannot_be_listed_is_a_rejection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.txt")

    def deny(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", deny)
    assert list(find_files(tmp_path)) == [
        Rejection(str(tmp_path), "cannot be read: Permission denied")
    ]


def test_a_name_that_is_no_text_can_be_written() -> None:
    path = Path("\udce9t\udce9.txt")
    assert source_file(path) == SourceFile(path, "?t?", "?t?.txt", Kind.TEXT, is_compressed=False)


def test_only_readable_kinds_are_counted(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b/c.html.gz", "d.jpg", ".e.txt")
    assert count_files([tmp_path]) == 2
    assert count_files([str(tmp_path), tmp_path / "a.txt"]) == 2
    assert count_files([]) == 0


def test_counting_a_path_that_does_not_exist_raises(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        count_files([tmp_path, tmp_path / "missing"])
    assert caught.value.origin == str(tmp_path / "missing")
