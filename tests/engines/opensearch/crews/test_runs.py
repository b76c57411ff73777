import pytest

from search.engines.opensearch.connecting.connection import ConflictError
from search.engines.opensearch.crews.runs import Plan, Runs
from search.engines.opensearch.stored.records import Records
from tests.engines.opensearch.memory_server import MemoryConnection

PLAN = Plan(8, rebuild=False, terms={"cleaning": "auto", "limit": "5 bytes"})


def test_a_run_is_found_as_it_was_begun() -> None:
    runs = Runs(Records(MemoryConnection()))
    assert runs.find() is None
    run = runs.begin(PLAN, "generation")
    assert runs.find() == run
    assert (run.generation, run.plan, run.publisher) == ("generation", PLAN, 0)


def test_only_one_run_is_under_way() -> None:
    runs = Runs(Records(MemoryConnection()))
    run = runs.begin(PLAN, "first")
    with pytest.raises(ConflictError):
        runs.begin(PLAN, "second")
    assert runs.end(run)
    assert runs.begin(PLAN, "second").generation == "second"
    assert not runs.end(run)
    assert runs.find()


def test_one_part_publishes() -> None:
    runs = Runs(Records(MemoryConnection()))
    run = runs.begin(PLAN, "generation")
    assert runs.claim(run, 3)
    assert runs.claim(run, 5) is None
    found = runs.find()
    assert found
    assert found.publisher == 3


def test_plans_tell_how_they_differ() -> None:
    other = Plan(4, rebuild=True, terms={"cleaning": "off", "limit": "5 bytes", "rules": "f"})
    assert PLAN.differences(PLAN) == []
    assert PLAN.differences(other) == [
        "parts 4 instead of 8",
        "rebuild yes instead of no",
        "cleaning off instead of auto",
        "rules f instead of none",
    ]
