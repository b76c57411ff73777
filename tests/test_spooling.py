from multiprocessing import get_context
from pathlib import Path

import pytest

from search.spooling import BatchSpool


def test_batches_wait_on_disk_and_are_read_from_where_they_stand(tmp_path: Path) -> None:
    spool = BatchSpool(tmp_path)
    places = [spool.append(batch) for batch in (b"first", b"", b"third")]
    assert list(spool.read(places)) == [b"first", b"", b"third"]
    places.append(spool.append(b"fourth"))
    assert list(spool.read(places[::-2])) == [b"fourth", b""]


def test_each_process_writes_to_a_file_of_its_own(tmp_path: Path) -> None:
    spool = BatchSpool(tmp_path)
    with get_context("spawn").Pool(1) as pool:
        places = [spool.append(b"here"), pool.apply(spool.append, [b"there"])]
    assert [path.stat().st_size for path in tmp_path.iterdir()] in ([4, 5], [5, 4])
    assert list(spool.read(places)) == [b"here", b"there"]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        BatchSpool(tmp_path / "missing").append(b"batch")
