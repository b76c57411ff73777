"""What many small changes make of an index: few files, and not much more of them than one run."""

import math
from pathlib import Path

from search.engines.whoosh.codec.contents import read_contents
from tests.engines.whoosh.stores import change, everything_small, files, states, store

CYCLES = 500
DOCUMENTS = 400


def size(path: Path) -> int:
    return sum(each.stat().st_size for each in files(path))


def test_five_hundred_changes_take_at_most_three_times_the_disk_of_one_run(
    quick_path: Path,
) -> None:
    rest = {f"r{n}": f"le port {n} de la ville" for n in range(DOCUMENTS)}
    with everything_small():
        store(quick_path / "many", rest)
        for number in range(1, CYCLES + 1):
            store(quick_path / "many", change(number).texts, change(number).deleted)
            segments = read_contents(quick_path / "many").segments
            assert len(segments) <= math.log2(DOCUMENTS) + 1
        store(quick_path / "one", rest | states(CYCLES)[-1])
    assert size(quick_path / "many") <= 3 * size(quick_path / "one")
