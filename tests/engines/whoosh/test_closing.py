import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

import search
from search.engines.whoosh.codec.files import ArrayFile


@pytest.fixture
def no_collector() -> Iterator[None]:
    """Leave circles of objects alone, as Python may do for long."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def mapped_files() -> int:
    return sum(isinstance(each, ArrayFile) for each in gc.get_objects())


@pytest.mark.usefixtures("no_collector")
def test_a_closed_searcher_holds_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("La mer\n\nLe traité de la mer est signé.")
    search.build_index(tmp_path / "a.txt", tmp_path / "index")
    before = mapped_files()
    with search.open_index(tmp_path / "index") as searcher:
        assert searcher.search('mer "le traité"').total == 1
        assert mapped_files() > before
    del searcher
    assert mapped_files() == before
