"""Articles that are sent before all others were looked at: the index is none other for that."""

import dataclasses
import functools
import uuid
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from search.engines.opensearch.stored.documents import document_id
from search.engines.opensearch.writing import OpenSearchIndexWriter
from search.engines.whoosh import WhooshIndexWriter
from search.engines.writer import AnalyzedBatch, Portion
from search.errors import IndexLockedError
from search.index_options import IndexOptions
from search.indexing import build_index
from tests.engines.opensearch.asking import Place, place
from tests.engines.opensearch.machine import Machine
from tests.engines.opensearch.test_together import (
    SENDING,
    STORY,
    address,
    contents,
    dictionary,
    write_page,
    write_pages,
)
from tests.engines.storing import batch, document

AHEAD = "search.engines.opensearch.changes.ahead:SentAhead.send"
TOO_LONG = "é" * 20_000
"""A value that no server takes: terms have 32,766 bytes at the most."""


@pytest.fixture
def index(server: str) -> Iterator[Place]:
    with place(server, f"ahead-{uuid.uuid4().hex[:12]}") as found:
        yield found


@pytest.fixture
def other(server: str) -> Iterator[Place]:
    with place(server, f"other-{uuid.uuid4().hex[:12]}") as found:
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of pages of which many are seen in another light once all are known."""
    folder = write_pages(tmp_path / "pages")
    for number in range(4):
        (folder / f"seul{number}.txt").write_text(STORY.format(name=f"Seul{number}"))
    return folder


def analyzed(*ids: str, author: str | None = None) -> AnalyzedBatch:
    found = batch([document(id, "la mer") for id in ids])
    return found._replace(entries=[each._replace(author=author) for each in found.entries])


def send(writer: OpenSearchIndexWriter, given: AnalyzedBatch) -> None:
    """Let a writer begin to take documents."""
    assert writer.ahead
    path = writer.unfinished / "ahead"
    writer.ahead.write(given, path)
    writer.ahead.send(path)
    assert not path.exists()


def store(writer: OpenSearchIndexWriter, *given: AnalyzedBatch) -> None:
    """Store documents that were sent ahead, or other ones."""
    ids = [entry.id for each in given for entry in each.entries]
    assert [*writer.add_all([Portion(ids, lambda: given)], map)] == [ids]


def versions(index: Place, ids: Sequence[str]) -> Mapping[str, int]:
    """Return how many times each article was written."""
    path = f"/{index.names.articles}/_mget"
    asked = {"ids": [document_id(id) for id in ids]}
    found = index.connection.request("POST", path, body=asked)["docs"]
    return {id: each["_version"] for id, each in zip(ids, found, strict=True)}


def test_an_article_is_written_again_only_where_it_has_changed(index: Place) -> None:
    with OpenSearchIndexWriter(index.address) as writer:
        send(writer, analyzed("a", "b"))
        send(writer, analyzed("c"))
        assert writer.digests() == {}
        store(
            writer,
            analyzed("a")._replace(are_sent=True),
            analyzed("b", author="Anne"),
            analyzed("d"),
            analyzed("c")._replace(are_sent=True),
        )
        writer.commit()
        assert writer.digests().keys() == {*"abcd"}
    assert versions(index, "abcd") == {"a": 1, "b": 2, "c": 1, "d": 1}
    assert contents(index)["articles"]["", "b"]["author"] == "Anne"
    assert dictionary(index) == {"la": 4, "mer": 4}


def test_an_article_that_is_refused_ahead_is_named_once_and_is_not_there(index: Place) -> None:
    with OpenSearchIndexWriter(index.address) as writer:
        send(writer, analyzed("a"))
        send(writer, analyzed("b", author=TOO_LONG))
        store(
            writer,
            analyzed("a")._replace(are_sent=True),
            analyzed("b", author=TOO_LONG)._replace(are_sent=True),
        )
        writer.commit()
        [rejection] = writer.refused
        assert writer.digests().keys() == {"a"}
    assert rejection.document == "b"
    assert "immense term" in rejection.reason
    assert index.ids() == ["a"]


@pytest.mark.parametrize(
    ("first", "last", "stored"), [(TOO_LONG, "Anne", 1), ("Anne", TOO_LONG, 0)]
)
def test_of_an_article_that_has_changed_its_last_form_is_taken_or_refused(
    index: Place, first: str, last: str, stored: int
) -> None:
    with OpenSearchIndexWriter(index.address) as writer:
        send(writer, analyzed("a", author=first))
        store(writer, analyzed("a", author=last), analyzed("b"))
        writer.commit()
        assert [each.document for each in writer.refused] == ["a"][stored:]
        assert writer.digests().keys() == {*"ab"[1 - stored :]}
    assert index.ids() == ["a", "b"][1 - stored :]


def test_an_article_that_is_not_stored_after_all_is_removed(index: Place) -> None:
    with OpenSearchIndexWriter(index.address) as writer:
        send(writer, analyzed("a", "b"))
        store(writer, analyzed("a")._replace(are_sent=True))
        writer.commit()
    assert index.ids() == ["a"]


def test_nothing_stays_of_what_was_sent_ahead_of_no_commit(index: Place) -> None:
    with OpenSearchIndexWriter(index.address) as writer:
        store(writer, analyzed("a"))
        writer.commit()
    standing = index.indices()
    with OpenSearchIndexWriter(index.address, rebuild=True) as writer:
        send(writer, analyzed("b"))
    assert index.indices() == standing
    assert index.ids() == ["a"]


def test_nothing_is_sent_ahead_to_an_index_that_is_seen(index: Place, tmp_path: Path) -> None:
    with OpenSearchIndexWriter(index.address) as writer:
        assert writer.ahead
        store(writer, analyzed("a"))
        writer.commit()
        assert writer.ahead is None
    with OpenSearchIndexWriter(index.address) as writer:
        assert writer.ahead is None
    with WhooshIndexWriter(str(tmp_path / "index")) as embedded:
        assert embedded.ahead is None


def test_a_writer_that_lost_its_lock_sends_nothing_ahead(
    index: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with OpenSearchIndexWriter(index.address) as writer:
        send(writer, analyzed("a"))
        taken = {"owner": "someone else", "token": "0", "renewed": 0}
        path = f"/{index.names.settings}/_doc/lock"
        index.connection.request("PUT", path, body=taken)
        send(writer, analyzed("b"))
        monkeypatch.setattr("search.engines.opensearch.changes.ahead.CHECKED_SECONDS", 0)
        with pytest.raises(IndexLockedError) as error:
            send(writer, analyzed("c"))
    assert error.value.owner == "someone else"


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_index_is_what_it_is_where_nothing_is_sent_ahead(
    folder: Path, index: Place, other: Place, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    monkeypatch.setattr("search.preparing.BATCH_SIZE", 4)
    build = functools.partial(build_index, folder, options=IndexOptions(jobs=jobs))
    report = build(index=address(index))
    monkeypatch.setattr(OpenSearchIndexWriter, "ahead", None)
    wanted = build(index=address(other))
    assert dataclasses.replace(report, took_seconds=0) == dataclasses.replace(
        wanted, took_seconds=0
    )
    assert contents(index) == contents(other)
    assert dictionary(index) == dictionary(other)
    written = versions(index, [id for zone, id in contents(index)["articles"] if not zone])
    assert {*written.values()} == {1, 2}


@pytest.mark.parametrize(
    "moments", [[(AHEAD, 3)], [(AHEAD, 5), (AHEAD, 2)], [(AHEAD, 4), (SENDING, 9)]]
)
def test_a_rebuild_that_is_killed_while_it_sends_ahead_goes_on_in_its_generation(
    folder: Path, index: Place, other: Place, moments: list[tuple[str, int]]
) -> None:
    write_page(folder, 20)
    build_index(folder, address(index))
    seen = index.aliases()
    for moment in moments:
        killed = Machine(folder, address(index), dies=moment, rebuild=True).ended()
        assert (killed.status, index.aliases()) == (-9, seen)
        assert len(index.indices()) == 4
    (folder / "page0.txt").unlink()
    write_page(folder, 1, "Les marins chantent dans la brume du soir.")
    assert Machine(folder, address(index), rebuild=True).ended().status == 0
    build_index(folder, address(other))
    assert contents(index) == contents(other)
    assert len(index.indices()) == 2


def test_what_a_killed_run_has_stored_is_not_sent_ahead_by_the_next_one(
    folder: Path, index: Place, other: Place
) -> None:
    """For the article must be what is remembered of it, wherever the next one breaks off too."""
    assert Machine(folder, address(index), dies=(SENDING, 14), rebuild=True).ended().status == -9
    stored = states(index)
    assert stored
    known = sorted(folder.iterdir())
    for path in known:
        path.write_bytes(path.read_bytes().replace(b"Les marins", b"Tous les marins"))
    assert Machine(folder, address(index), dies=(SENDING, 1), rebuild=True).ended().status == -9
    for path in known:
        path.write_bytes(path.read_bytes().replace(b"Tous les marins", b"Les marins"))
    assert states(index) == stored
    ended = Machine(folder, address(index), rebuild=True).ended()
    assert ended.report["unchanged"] == len(stored)
    build_index(folder, address(other))
    assert contents(index) == contents(other)


def states(index: Place) -> list[Any]:
    """Return what is remembered of articles in the generation that is being loaded."""
    [state] = [each for each in index.indices() if each.endswith("-state")]
    index.connection.request("POST", f"/{state}/_refresh")
    body = {"query": {"exists": {"field": "id"}}, "size": 1000, "sort": ["id"]}
    hits = index.connection.request("POST", f"/{state}/_search", body=body)["hits"]["hits"]
    return [hit["_source"] for hit in hits]
