"""Machines that index the parts of one corpus, for real: what they make is what one makes."""

import dataclasses
import json
import os
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from search.engines.opensearch.crews.attendance import Attendance
from search.engines.opensearch.stored.documents import document_of
from search.engines.opensearch.stored.settings import Settings
from search.engines.opensearch.terms.dictionary import Dictionary
from search.engines.opensearch.writing import OpenSearchIndexWriter
from search.errors import IndexLockedError, MissingPartError, OtherRunError
from search.index_options import IndexOptions
from search.indexing import build_index
from search.last_run import LAST_RUN_FILE, LastRun, run_from_bytes
from search.models import Cleaning, Label
from search.parts import Part
from search.query import Field, Prefix
from search.reports import Progress
from tests.engines.opensearch.asking import Place, place
from tests.engines.opensearch.machine import Machine

SLOGAN = "Le journal de la vallée depuis 1921"
STORY = (
    "Le navire {name} a quitté le port de {name} lundi, a annoncé la capitainerie de {name}. "
    "Les marins du {name} rentreront au printemps, si la mer le permet, disent les familles."
)
AGENCY = " ".join(f"mot{number} et suite{number % 13}" for number in range(100))

_ZONES = ["kept", "title", "captions", "removed"]


@pytest.fixture
def index(server: str) -> Iterator[Place]:
    with place(server, f"together-{uuid.uuid4().hex[:12]}") as found:
        yield found


@pytest.fixture
def alone(server: str) -> Iterator[Place]:
    """Where one machine builds the same."""
    with place(server, f"alone-{uuid.uuid4().hex[:12]}") as found:
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of pages."""
    return write_pages(tmp_path / "pages")


def write_pages(folder: Path) -> Path:
    """Write pages with the chrome of their site, teasers, reprints and one bad file."""
    folder.mkdir()
    for number in range(16):
        write_page(folder, number)
    for number in range(4):
        (folder / f"dépêche{number}.txt").write_text(f"{AGENCY} {number}.")
    (folder / "vide.txt").write_bytes(b"")
    (folder / "image.jpg").write_bytes(b"\xff\xd8\xff")
    return folder


def write_page(folder: Path, number: int, *lines: str) -> None:
    title = f"Le navire numéro {number} a quitté le vieux port"
    teaser = f"Le navire numéro {(number + 2) % 16} a quitté le vieux port"
    story = STORY.format(name=f"Navire{number}")
    source = f"Source : https://exemple{number % 2}.fr/{number}"
    text = "\n\n".join([title, story, teaser, SLOGAN, *lines, source])
    (folder / f"page{number}.txt").write_text(text)


def address(at: Place) -> str:
    return str(at.address)


def together(folder: Path, at: Place, count: int, *, rebuild: bool = False) -> list[Any]:
    """Index the parts at the same time; return how the machines ended."""
    machines = [
        Machine(folder, address(at), f"{number}/{count}", rebuild=rebuild)
        for number in range(1, count + 1)
    ]
    return [machine.ended() for machine in machines]


def contents(at: Place) -> dict[str, Any]:
    """Return everything that the index holds of articles, by id."""
    held = {}
    for index in (at.names.articles, at.names.state):
        query = {"exists": {"field": "id"}}
        body = {"query": query, "size": 1000}
        for hit in at.connection.request("POST", f"/{index}/_search", body=body)["hits"]["hits"]:
            held[index.removeprefix(at.names.name), hit["_source"]["id"]] = hit["_source"]
    return {"articles": held, "terms": terms(at)}


def terms(at: Place) -> dict[str, Any]:
    """Return the terms of all articles with their positions, by what the server knows them by."""
    body = {"query": {"match_all": {}}, "size": 1000, "_source": False}
    hits = at.connection.request("POST", f"/{at.names.articles}/_search", body=body)["hits"]["hits"]
    asked = {"ids": [hit["_id"] for hit in hits], "parameters": {"fields": _ZONES}}
    found = at.connection.request("POST", f"/{at.names.articles}/_mtermvectors", body=asked)
    fields = {each["_id"]: each["term_vectors"] for each in found["docs"]}
    return {id: {zone: every[zone]["terms"] for zone in every} for id, every in fields.items()}


def dictionary(at: Place) -> Mapping[str, int]:
    """Return all exact forms, and how many documents hold each."""

    def search(body: dict[str, Any]) -> dict[str, Any]:
        return at.connection.request("POST", f"/{at.names.state}/_search", body=body)

    return Dictionary(search, address(at)).terms(Prefix("", Field.EXACT))


def last_run(at: Place) -> LastRun:
    run = run_from_bytes(Settings(at.connection).read(LAST_RUN_FILE))
    assert run is not None
    return run


def leftovers(at: Place) -> list[str]:
    """Return what stands on the server that no index needs."""
    found = at.connection.request("GET", f"/{at.address.name}-*/_settings")
    return [index for index in found if index.endswith("-traces")]


@pytest.mark.parametrize("count", [2, 3])
def test_machines_make_what_one_makes(folder: Path, index: Place, alone: Place, count: int) -> None:
    ended = together(folder, index, count)
    build_index(folder, address(alone))
    assert contents(index) == contents(alone)
    assert dictionary(index) == dictionary(alone)
    assert [each.status for each in ended] == [0] * count
    assert sum(each.report["indexed"] for each in ended) == 20
    run, other = last_run(index), last_run(alone)
    assert (run.indexed, run.skipped) == (other.indexed, other.skipped) == (20, 1)
    assert run.rejected == other.rejected
    assert run.sources == other.sources
    assert leftovers(index) == []


def test_what_is_compared_says_what_documents_say_of_each_other(folder: Path, alone: Place) -> None:
    build_index(folder, address(alone))
    found = contents(alone)
    assert len(found["articles"]) == 40
    assert len(found["terms"]) == 20
    assert found["articles"]["", "dépêche3"]["group"] == "dépêche0"
    page = document_of(found["articles"]["", "page3"])
    labels = {block.text: block.label for block in page.blocks}
    assert labels[SLOGAN] is Label.CHROME
    assert labels["Le navire numéro 5 a quitté le vieux port"] is Label.RELATED


def test_machines_update_what_one_updates(folder: Path, index: Place, alone: Place) -> None:
    for at in (index, alone):
        build_index(folder, address(at))
    for number in range(5):
        write_page(folder, number, f"Nouvelle ligne du port {number // 2}")
    (folder / "page7.txt").unlink()
    (folder / "dépêche0.txt").unlink()
    write_page(folder, 17)
    ended = together(folder, index, 2)
    build_index(folder, address(alone))
    assert contents(index) == contents(alone)
    assert [each.status for each in ended] == [0, 0]
    assert sum(each.report["removed"] for each in ended) == 2
    assert last_run(index).indexed == last_run(alone).indexed
    again = together(folder, index, 2)
    assert [each.report["indexed"] for each in again] == [0, 0]
    assert last_run(index).unchanged == 19


SENDING = "search.engines.opensearch.changes.portions:send"
MOMENTS = {
    "while it sends articles ahead": ("search.engines.opensearch.changes.ahead:SentAhead.send", 2),
    "before its traces are there": (
        "search.engines.opensearch.crews.trace_blocks:TraceBlocks.write",
        1,
    ),
    "before it tells that they are": (
        "search.engines.opensearch.crews.attendance:Attendance.wait_for",
        1,
    ),
    "before it stores anything": (SENDING, 1),
    "when articles of which nothing is remembered are stored": (SENDING, 9),
    "before it tells that all is stored": (
        "search.engines.opensearch.crews.attendance:Attendance.note",
        3,
    ),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_machine_that_is_killed_is_started_again_and_goes_on(
    folder: Path, index: Place, alone: Place, moment: str
) -> None:
    other = Machine(folder, address(index), "2/2")
    assert Machine(folder, address(index), "1/2", dies=MOMENTS[moment]).ended().status == -9
    assert Machine(folder, address(index), "1/2").ended().status == 0
    assert other.ended().status == 0
    build_index(folder, address(alone))
    assert contents(index) == contents(alone)


SEEING = [
    "search.engines.opensearch.changes.loading:Loading.finish",
    "search.engines.opensearch.stored.settings:Settings.advance",
    "search.engines.opensearch.crews.crew:Crew.disband",
]


@pytest.mark.parametrize("moment", SEEING)
def test_a_machine_that_is_killed_while_it_lets_everybody_see_the_index_is_started_again(
    folder: Path, index: Place, alone: Place, moment: str
) -> None:
    parts = ["1/2", "2/2"]
    machines = [Machine(folder, address(index), part, dies=(moment, 1)) for part in parts]
    statuses = [machine.ended().status for machine in machines]
    assert sorted(statuses) == [-9, 0]
    assert Machine(folder, address(index), parts[statuses.index(-9)]).ended().status == 0
    build_index(folder, address(alone))
    assert contents(index) == contents(alone)
    assert last_run(index).indexed + last_run(index).unchanged == 20
    assert leftovers(index) == []


def test_a_rebuild_that_was_killed_goes_on_in_its_generation(
    folder: Path, index: Place, alone: Place
) -> None:
    write_page(folder, 20)
    build_index(folder, address(index))
    seen = index.aliases()
    write_page(folder, 21)
    (folder / "page20.txt").unlink()
    machine = Machine(folder, address(index), dies=(SENDING, 14), rebuild=True)
    assert machine.ended().status == -9
    assert index.aliases() == seen
    (folder / "page3.txt").unlink()
    ended = Machine(folder, address(index), rebuild=True).ended()
    assert 0 < ended.report["indexed"] < 20
    build_index(folder, address(alone))
    assert contents(index) == contents(alone)
    assert dictionary(index).keys() >= dictionary(alone).keys()
    assert len(index.indices()) == 2


def test_an_update_forgets_a_rebuild_that_was_killed(folder: Path, index: Place) -> None:
    build_index(folder, address(index))
    machine = Machine(folder, address(index), dies=(SENDING, 14), rebuild=True)
    assert machine.ended().status == -9
    assert len(index.indices()) == 4
    write_page(folder, 20)
    assert build_index(folder, address(index)).indexed == 1
    assert len(index.indices()) == 2
    assert build_index(folder, address(index), IndexOptions(rebuild=True)).indexed == 21


def test_a_machine_that_is_missing_is_not_waited_for_for_ever(folder: Path, index: Place) -> None:
    told: list[Progress] = []
    options = IndexOptions(part=Part(1, 3), patience_seconds=0.2, on_progress=told.append)
    with pytest.raises(MissingPartError) as error:
        build_index(folder, address(index), options)
    assert (error.value.parts, error.value.count, error.value.seconds) == ((2, 3), 3, 0.2)
    waiting = "Waiting for part 2 (not running), 3 (not running) of 3"
    assert told[-1] == Progress(waiting, 1, 3)


def test_a_run_of_many_is_told_from_others_and_given_up_only_for_a_new_one(
    folder: Path, index: Place
) -> None:
    part = IndexOptions(part=Part(1, 2), patience_seconds=0)
    with pytest.raises(MissingPartError):
        build_index(folder, address(index), part)
    others = {
        "parts 3 instead of 2": dataclasses.replace(part, part=Part(1, 3)),
        "cleaning off instead of auto": dataclasses.replace(part, cleaning=Cleaning.OFF),
        "parts 1 instead of 2": IndexOptions(),
    }
    for difference, options in others.items():
        with pytest.raises(OtherRunError) as error:
            build_index(folder, address(index), options)
        assert difference in error.value.reason
    assert build_index(folder, address(index), IndexOptions(rebuild=True)).indexed == 20
    with pytest.raises(MissingPartError):
        build_index(folder, address(index), part)


def test_no_machine_works_alone_while_others_work_together(folder: Path, index: Place) -> None:
    build_index(folder, address(index))

    def wait_for(*given: object) -> None:
        build_index(folder, address(index), IndexOptions(rebuild=True))

    with (
        mock.patch.object(Attendance, "wait_for", wait_for),
        pytest.raises(IndexLockedError) as error,
    ):
        build_index(folder, address(index), IndexOptions(part=Part(1, 2)))
    assert str(os.getpid()) in str(error.value.owner)


def test_no_machine_has_a_part_while_another_works_alone(folder: Path, index: Place) -> None:
    with OpenSearchIndexWriter(index.address), pytest.raises(IndexLockedError) as error:
        build_index(folder, address(index), IndexOptions(part=Part(1, 2)))
    assert str(os.getpid()) in str(error.value.owner)


def test_documents_that_the_server_does_not_take_are_rejected_and_tried_again(
    tmp_path: Path, index: Place
) -> None:
    long = "é" * 20_000
    lines = [json.dumps({"id": id, "text": STORY.format(name=id[:9])}) for id in ("a", "b", long)]
    (tmp_path / "three.jsonl").write_text("\n".join(lines))
    for unchanged in (0, 2):
        report = build_index(tmp_path / "three.jsonl", address(index))
        assert (report.indexed, report.unchanged) == (2 - unchanged, unchanged)
        assert [each.document for each in report.rejected] == [long]
