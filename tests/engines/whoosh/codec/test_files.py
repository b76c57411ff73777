import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.whoosh.codec.errors import DamagedFileError
from search.engines.whoosh.codec.files import ALIGNMENT, ArrayFile, ArrayFileWriter, smallest


def written(path: Path) -> int:
    """Write a file of two arrays and return its size."""
    with ArrayFileWriter(path, "fruit") as file:
        file.append("apples", np.array([1, 2], dtype="<u4"))
        file.append_bytes("pears", b"abc")
        file.append("apples", np.array([3], dtype="<u4"))
        return file.close().size


def test_arrays_that_grew_side_by_side_come_back_whole(tmp_path: Path) -> None:
    size = written(tmp_path / "file")
    file = ArrayFile(tmp_path / "file", "fruit", size)
    assert file["apples"].tolist() == [1, 2, 3]
    assert file["pears"].tobytes() == b"abc"


def test_every_array_is_aligned_in_memory(tmp_path: Path) -> None:
    file = ArrayFile(tmp_path / "file", "fruit", written(tmp_path / "file"))
    addresses = [file[name].__array_interface__["data"][0] for name in ("apples", "pears")]
    assert [address % ALIGNMENT for address in addresses] == [0, 0]


def test_arrays_are_read_in_place_and_cannot_be_changed(tmp_path: Path) -> None:
    file = ArrayFile(tmp_path / "file", "fruit", written(tmp_path / "file"))
    assert not file["apples"].flags.owndata
    assert not file["apples"].flags.writeable


def test_the_seal_is_size_and_checksum_of_the_file(tmp_path: Path) -> None:
    with ArrayFileWriter(tmp_path / "file", "fruit") as file:
        file.append("apples", np.arange(1000, dtype="<u4"))
        seal = file.close()
    found = (tmp_path / "file").read_bytes()
    assert (seal.size, seal.checksum) == (len(found), zlib.crc32(found))


def test_a_file_that_is_not_closed_is_not_there(tmp_path: Path) -> None:
    with ArrayFileWriter(tmp_path / "file", "fruit") as file:
        file.append("apples", np.arange(10, dtype="<u4"))
    assert list(tmp_path.iterdir()) == []


def sealed(found: bytes) -> bytes:
    """Return a file whose directory was changed with the checksum that it should have now."""
    start = 20
    [length] = struct.unpack_from("<I", found, 12)
    checksum = zlib.crc32(found[start : start + length])
    return found[:16] + struct.pack("<I", checksum) + found[start:]


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda found: found[:-1], "not as long"),
        (lambda found: b"x" + found[1:], "another kind or version"),
        (lambda found: found.replace(b"64]", b"46]"), "the checksum of its directory is wrong"),
        (lambda found: sealed(found.replace(b'"fruit"', b'"stone"')), "of the kind 'stone'"),
        (lambda found: sealed(found.replace(b'"<u4"', b'"|O8"')), "impossible"),
        (lambda found: sealed(found.replace(b"[", b"(")), "directory is wrong"),
        (lambda found: sealed(found.replace(b"64]", b"99]")), "directory is wrong"),
    ],
)
def test_a_damaged_file_is_refused_with_its_name(
    tmp_path: Path, damage: Callable[[bytes], bytes], reason: str
) -> None:
    size = written(tmp_path / "file")
    (tmp_path / "file").write_bytes(damage((tmp_path / "file").read_bytes()))
    with pytest.raises(DamagedFileError, match=f"^file: .*{reason}"):
        ArrayFile(tmp_path / "file", "fruit", size)


def test_a_missing_file_and_a_missing_array_are_named(tmp_path: Path) -> None:
    with pytest.raises(DamagedFileError, match=r"^none: it is not there"):
        ArrayFile(tmp_path / "none", "fruit", 10)
    file = ArrayFile(tmp_path / "file", "fruit", written(tmp_path / "file"))
    with pytest.raises(DamagedFileError, match=r"^file: it has no plums"):
        file["plums"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 2**64 - 1)))
def test_the_smallest_type_holds_every_number(numbers: list[int]) -> None:
    values = smallest(np.array(numbers, dtype=np.uint64))
    assert values.tolist() == numbers
    highest = max(numbers, default=0)
    assert values.dtype.itemsize == next(size for size in (1, 2, 4, 8) if highest < 256**size)
