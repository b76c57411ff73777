"""A server whose disk is nearly full takes no changes, and answers as before."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest

from search.engines.opensearch.crews import locking
from search.errors import EngineRefusedError
from tests.engines.opensearch.losing import PATIENT, SINGLE, Index, documents, texts

OLD = documents(20)
NEW = documents(50, "le phare de la mer")
BLOCK = "index.blocks.read_only_allow_delete"
"""What a server sets on all indices of a node whose disk is fuller than the flood stage."""


@pytest.fixture
def index(server: str) -> Iterator[Index]:
    index = Index(server)
    index.write(OLD, layout=SINGLE)
    yield index
    index.set_all({BLOCK: None})
    index.remove()


def test_a_full_disk_ends_a_run_in_one_line_and_the_next_one_is_whole(index: Index) -> None:
    index.set_all({BLOCK: True})
    with pytest.raises(EngineRefusedError) as error:
        index.write(NEW)
    [line] = str(error.value).splitlines()
    assert "the index takes no changes (" in line
    assert line.endswith("make room on the disks of the server")
    assert index.texts() == texts(OLD)
    index.set_all({BLOCK: None})
    index.write(NEW)
    assert index.texts() == texts(NEW)
    assert index.is_whole()


@pytest.mark.parametrize("portion", [1, -1])
def test_a_disk_that_fills_up_meanwhile_ends_a_run_and_the_next_one_is_whole(
    index: Index, portion: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill() -> None:
        index.set_all({BLOCK: True})

    is_rebuilt = portion > 0  # otherwise nothing is sent before the commit
    with pytest.raises(EngineRefusedError, match="make room on the disks"):
        index.write(NEW, rebuild=is_rebuilt, layout=SINGLE, faults={portion: fill})
    assert index.texts() == texts(OLD)
    assert index.settings(BLOCK) == {"true"}
    index.set_all({BLOCK: None})
    monkeypatch.setattr(locking, "GIVEN_UP_SECONDS", 0)  # the lock could not be given back
    index.write(NEW, rebuild=is_rebuilt, layout=SINGLE)
    assert index.texts() == texts(NEW)
    assert index.generations() == 1
    assert index.settings(BLOCK) == {None}


def test_a_disk_that_has_room_again_soon_is_waited_for(index: Index) -> None:
    tried = 0

    def sleep(_seconds: float) -> None:
        nonlocal tried
        tried += 1
        index.set_all({BLOCK: None})

    index.write(
        NEW,
        rebuild=True,
        layout=SINGLE,
        pace=dataclasses.replace(PATIENT, blocked_seconds=60, sleep=sleep),
        faults={1: lambda: index.set_all({BLOCK: True})},
    )
    assert tried
    assert index.texts() == texts(NEW)
