import functools
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from search.engines.whoosh import WhooshIndexWriter
from search.engines.writer import AnalyzedBatch, Portion
from search.errors import IndexAccessError, ProcessDiedError
from search.parallel import Workers
from tests.engines.whoosh.stores import batch, everything_small, files, held, store

TEXTS = {f"d{number:02d}": f"le navire {number} est dans le port" for number in range(24)}


def portions(size: int) -> Iterator[Portion]:
    """Yield the texts some at a time."""
    ids = list(TEXTS)
    for first in range(0, len(ids), size):
        some = {id: TEXTS[id] for id in ids[first : first + size]}
        yield Portion(list(some), functools.partial(batches, some))


def batches(texts: Mapping[str, str]) -> Iterator[AnalyzedBatch]:
    for id, text in texts.items():
        yield batch({id: text})


def sampled() -> Iterator[bytes]:
    return (entry.stored for some in batches(TEXTS) for entry in some.entries)


def die(process: int) -> Iterator[AnalyzedBatch]:
    if os.getpid() != process:
        os._exit(1)
    yield batch({"z": "la mer"})


def fail() -> Iterator[AnalyzedBatch]:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(("jobs", "size"), [(1, 24), (1, 5), (2, 12), (2, 1), (3, 8)])
def test_an_index_does_not_show_how_its_documents_were_parted(
    tmp_path: Path, jobs: int, size: int
) -> None:
    with everything_small(), WhooshIndexWriter(str(tmp_path / "whole")) as writer:
        for some in batches(TEXTS):
            writer.add(some)
        writer.commit()
    with (
        everything_small(),
        Workers(jobs) as workers,
        WhooshIndexWriter(str(tmp_path / "parts"), start=workers.start) as writer,
    ):
        stored = [list(ids) for ids in writer.add_all(portions(size), workers.map, sampled())]
        writer.commit()
    assert stored == [list(portion.ids) for portion in portions(size)]
    assert held(tmp_path / "parts") == TEXTS
    parts, whole = files(tmp_path / "parts"), files(tmp_path / "whole")
    assert [path.name for path in parts] == [path.name for path in whole]
    assert [path.read_bytes() for path in parts] == [path.read_bytes() for path in whole]


def test_portions_take_the_place_of_documents_of_the_same_id(tmp_path: Path) -> None:
    store(tmp_path, {"d00": "la mer", "d01": "la mer", "e": "la mer"})
    with WhooshIndexWriter(str(tmp_path)) as writer:
        writer.add(batch({"d02": "la mer"}))
        list(writer.add_all(portions(5), map, sampled()))
        writer.add(batch({"d03": "la mer"}))
        writer.delete("d04")
        writer.commit()
    texts = {**TEXTS, "e": "la mer", "d03": "la mer"}
    assert held(tmp_path) == {id: text for id, text in texts.items() if id != "d04"}


def test_a_process_that_dies_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    store(tmp_path, {"a": "la mer"})
    before = files(tmp_path)
    work = [Portion(["z"], functools.partial(die, os.getpid()))] * 2
    with (
        pytest.raises(ProcessDiedError),
        WhooshIndexWriter(str(tmp_path)) as writer,
        Workers(2) as workers,
    ):
        list(writer.add_all(work, workers.map, []))
    assert held(tmp_path) == {"a": "la mer"}
    assert files(tmp_path) == before


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_full_disk_in_any_process_leaves_the_index_as_it_was(tmp_path: Path, jobs: int) -> None:
    store(tmp_path, {"a": "la mer"})
    before = files(tmp_path)
    with WhooshIndexWriter(str(tmp_path)) as writer, Workers(jobs) as workers:
        with pytest.raises(IndexAccessError, match="No space left on device"):
            list(writer.add_all([Portion(["b"], fail), *portions(5)], workers.map, sampled()))
        with pytest.raises(IndexAccessError):
            writer.commit()
    assert held(tmp_path) == {"a": "la mer"}
    assert files(tmp_path) == before


def test_runs_on_disk_are_merged_before_they_are_many(tmp_path: Path) -> None:
    with everything_small(), WhooshIndexWriter(str(tmp_path)) as writer:
        counts = [runs(writer) for _ in writer.add_all(portions(3), map, sampled())]
        assert counts == [1, 2, 3 + 1, 5, 6, 7 + 1, 9, 10]
        writer.commit()
    assert held(tmp_path) == TEXTS


def test_documents_beyond_the_memory_are_written_to_disk(tmp_path: Path) -> None:
    counts = []
    with everything_small(), WhooshIndexWriter(str(tmp_path), memory_mb=0) as writer:
        for some in batches(TEXTS):
            writer.add(some)
            counts.append(runs(writer))
        writer.commit()
    assert counts[:9] == [0, 0, 1, 1, 1, 2, 2, 2, 3 + 1]
    assert held(tmp_path) == TEXTS


def runs(writer: WhooshIndexWriter) -> int:
    """Count the segments written so far, those that others were made of too."""
    return len(list(writer.unfinished.glob("*.terms")))
