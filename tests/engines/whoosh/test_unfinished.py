import contextlib
from pathlib import Path

import pytest

from search.engines.whoosh.unfinished import Unfinished, remove_unfinished
from search.engines.whoosh.writing import WhooshIndexWriter
from tests.engines.whoosh.stores import batch, files, held, store


def test_what_dead_writers_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    left = Unfinished(tmp_path).folder
    (left / "run00000001.terms").touch()
    (tmp_path / "unfinished-notes").mkdir()
    (tmp_path / "unfinished-abcdefgh").touch()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "mine").touch()
    (tmp_path / "unfinished-ijklmnop").symlink_to(tmp_path / "elsewhere")
    remove_unfinished(tmp_path)
    assert not left.exists()
    assert {path.name for path in tmp_path.iterdir()} == {
        "unfinished-notes",
        "unfinished-abcdefgh",
        "unfinished-ijklmnop",
        "elsewhere",
    }
    assert (tmp_path / "elsewhere" / "mine").exists()


def test_a_writer_finds_what_a_dead_one_left(tmp_path: Path) -> None:
    store(tmp_path, {"a": "la mer"})
    left = Unfinished(tmp_path).folder
    (left / "run00000001.terms").write_bytes(b"half")
    store(tmp_path, {"b": "le port"})
    assert held(tmp_path) == {"a": "la mer", "b": "le port"}
    assert not left.exists()


@pytest.mark.parametrize("error", [None, KeyboardInterrupt, OSError])
def test_no_folder_is_left_however_a_writer_ends(
    tmp_path: Path, error: type[BaseException] | None
) -> None:
    with (
        contextlib.suppress(KeyboardInterrupt, OSError),
        WhooshIndexWriter(str(tmp_path)) as writer,
    ):
        (writer.unfinished / "batches").touch()
        writer.add(batch({"a": "la mer"}))
        if error:
            raise error
        writer.commit()
    assert all(path.is_file() for path in files(tmp_path))
    assert len(files(tmp_path)) == (0 if error else 9)
