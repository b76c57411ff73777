from pathlib import Path

import pytest

from search.errors import IndexAccessError
from search.spooling import BatchSpool, read_packed


def test_batches_wait_on_disk_and_are_read_from_where_they_stand(tmp_path: Path) -> None:
    with BatchSpool(tmp_path) as spool:
        places = [spool.append(batch) for batch in (b"first", b"", b"third")]
        spool.flush()
        assert list(read_packed(spool.path, places)) == [b"first", b"", b"third"]
        places.append(spool.append(b"fourth"))
        spool.flush()
        assert list(read_packed(spool.path, places[::-2])) == [b"fourth", b""]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(IndexAccessError), BatchSpool(tmp_path / "missing"):
        pass
