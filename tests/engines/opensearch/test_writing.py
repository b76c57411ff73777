from __future__ import annotations

import dataclasses
import functools
import uuid
from collections.abc import Iterator, Sequence

import pytest

from search.engines.opensearch.changes import updating
from search.engines.opensearch.connecting.address import parse_address
from search.engines.opensearch.sending import bulk
from search.engines.opensearch.sending.pacing import Pace
from search.engines.opensearch.stored.documents import document_id
from search.engines.opensearch.stored.generations import Generation, Layout, make_generation, show
from search.engines.opensearch.stored.settings import Settings, read_commit
from search.engines.opensearch.verifying import verify
from search.engines.opensearch.writing import OpenSearchIndexWriter
from search.engines.writer import AnalyzedBatch, Portion
from search.errors import (
    BrokenIndexError,
    EngineUnavailableError,
    IndexAccessError,
    IndexLockedError,
)
from search.models import Rejection
from search.parallel import Workers
from tests.engines.opensearch.asking import Place, place
from tests.engines.storing import batch, document

LAYOUT = ("number_of_shards", "number_of_replicas")

TOO_LONG = "é" * 20_000
"""An id that no server takes: its terms have 32,766 bytes at the most."""


@pytest.fixture
def index(server: str) -> Iterator[Place]:
    with place(server, f"writing-{uuid.uuid4().hex[:12]}") as found:
        yield found


def batches(ids: Sequence[str], text: str = "la mer") -> list[AnalyzedBatch]:
    return [batch([document(id, text) for id in ids])]


def store(
    index: Place, *ids: str, text: str = "la mer", delete: Sequence[str] = (), rebuild: bool = False
) -> None:
    with OpenSearchIndexWriter(index.address, rebuild=rebuild) as writer:
        if ids:
            writer.add(*batches(ids, text))
        for id in delete:
            writer.delete(id)
        writer.commit()


def test_the_address_says_how_a_new_index_is_parted(index: Place) -> None:
    address = dataclasses.replace(index.address, shards=3, replicas=1)
    store(dataclasses.replace(index, address=address), "a")
    settings = {name: index.settings(f"{index.address.name}-*-*", name) for name in LAYOUT}
    assert settings == {"number_of_shards": {"3"}, "number_of_replicas": {"1"}}


def test_a_generation_is_loaded_without_refreshes_and_copies_which_it_has_afterwards(
    index: Place,
) -> None:
    layout = Layout(shards=2, replicas=1)
    with OpenSearchIndexWriter(index.address, layout=layout) as writer:
        writer.add(*batches(["a"]))
        new = f"{index.address.name}-*-*"
        assert index.settings(new, "refresh_interval") == {"-1"}
        assert index.settings(new, "number_of_replicas") == {"0"}
        writer.commit()
    assert index.settings(new, "refresh_interval") == {"30s"}
    assert index.settings(new, "number_of_replicas") == {"1"}
    assert index.settings(new, "number_of_shards") == {"2"}


def test_an_update_is_seen_all_at_once_and_refreshes_go_on_as_before(
    index: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(index, "a")
    [articles] = [each for each in index.indices() if not each.endswith("-state")]
    path = f"/{articles}/_settings"
    index.connection.request("PUT", path, body={"index.refresh_interval": "7s"})
    seen = []

    def look(self: Generation) -> None:
        seen.append((index.ids(), index.settings(f"{articles}*", "refresh_interval")))
        refresh(self)

    refresh = Generation.refresh
    monkeypatch.setattr(Generation, "refresh", look)
    store(index, "b", delete=["a"])
    assert seen[0] == (["a"], {"-1"})
    assert index.ids() == ["b"]
    assert index.settings(articles, "refresh_interval") == {"7s"}
    assert index.settings(f"{articles}-state", "refresh_interval") == {"30s"}


def test_a_rebuilt_index_takes_the_place_of_the_former_one_which_is_removed(index: Place) -> None:
    store(index, "a", "b")
    former = index.indices()
    with OpenSearchIndexWriter(index.address, rebuild=True) as writer:
        writer.add(*batches(["c"]))
        assert index.indices() > former
        assert {*index.aliases().values()} == former
        assert index.ids() == ["a", "b"]
        writer.commit()
    assert index.indices().isdisjoint(former)
    generation = read_commit(index.connection).generation
    assert index.aliases() == {
        index.names.articles: index.names.articles_of(generation),
        index.names.state: index.names.state_of(generation),
    }
    assert index.ids() == ["c"]


def test_what_was_not_committed_of_a_rebuilt_index_is_removed(index: Place) -> None:
    store(index, "a")
    former = index.indices()
    with OpenSearchIndexWriter(index.address, rebuild=True) as writer:
        writer.add(*batches(["b"]))
    assert index.indices() == former
    assert index.ids() == ["a"]


def test_what_a_run_that_died_has_loaded_is_removed_by_the_next_one(index: Place) -> None:
    store(index, "a")
    former = index.indices()
    make_generation(index.connection, Layout(1, 0))
    assert index.indices() > former
    store(index, "b")
    assert index.indices() == former
    assert index.ids() == ["a", "b"]


def test_aliases_lead_to_what_was_committed_wherever_a_run_died(index: Place) -> None:
    store(index, "a")
    former = index.aliases()
    show(index.connection, make_generation(index.connection, Layout(1, 0)))
    assert index.aliases() != former
    with OpenSearchIndexWriter(index.address):
        assert index.aliases() == former
        assert index.ids() == ["a"]


def test_an_index_of_another_name_is_left_alone(index: Place, server: str) -> None:
    with place(server, f"{index.address.name}-2025") as other:
        store(other, "a")
        store(index, "b")
        store(index, "c", rebuild=True)
        assert other.ids() == ["a"]
        assert other.aliases().keys() == {other.names.articles, other.names.state}


def test_a_first_index_without_documents_is_one(index: Place) -> None:
    store(index)
    assert index.ids() == []
    assert index.aliases().keys() == {index.names.articles, index.names.state}


def test_a_commit_of_nothing_changes_nothing(index: Place) -> None:
    store(index, "a")
    before = read_commit(index.connection)
    store(index)
    assert read_commit(index.connection) == before


@pytest.mark.parametrize("is_new", [True, False])
def test_a_rejected_document_is_named_and_is_not_there_and_the_others_are(
    index: Place, *, is_new: bool
) -> None:
    if not is_new:
        store(index, "b")
    with OpenSearchIndexWriter(index.address) as writer:
        writer.add(*batches(["a", TOO_LONG]))
        writer.commit()
        [rejection] = writer.refused
        assert writer.digests().keys() == ({"a"} if is_new else {"a", "b"})
    assert rejection == Rejection(TOO_LONG, rejection.reason)
    assert "immense term" in rejection.reason
    assert "\n" not in rejection.reason
    assert index.ids() == (["a"] if is_new else ["a", "b"])


def test_portions_are_stored_by_several_processes(index: Place) -> None:
    parts = [["a", "b"], ["c"], ["d", "e"]]
    with OpenSearchIndexWriter(index.address) as writer, Workers(2) as workers:
        portions = [Portion(ids, functools.partial(batches, ids)) for ids in parts]
        assert [*writer.add_all(portions, workers.map)] == parts
        writer.commit()
        assert index.ids() == ["a", "b", "c", "d", "e"]
        portions = [Portion(ids, functools.partial(batches, ids, "un été")) for ids in parts[1:]]
        assert [*writer.add_all(portions, workers.map)] == parts[1:]
        writer.commit()
        digests = writer.digests()
    assert digests == dict.fromkeys("ab", "digest of la mer") | dict.fromkeys(
        "cde", "digest of un été"
    )


@pytest.mark.parametrize("rebuild", [True, False])
def test_the_last_change_of_a_document_counts(index: Place, *, rebuild: bool) -> None:
    store(index, "a", "b")
    with OpenSearchIndexWriter(index.address, rebuild=rebuild) as writer:
        writer.add(*batches(["a", "b", "c"]))
        writer.delete("a")
        writer.delete("c")
        writer.delete("unknown")
        writer.add(*batches(["c"], "un été"))
        writer.commit()
        assert writer.digests() == {"b": "digest of la mer", "c": "digest of un été"}
    assert index.ids() == ["b", "c"]


def test_digests_and_traces_of_more_documents_than_a_server_returns_at_once(
    index: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.engines.opensearch.stored.states.PAGE", 2)
    ids = ["a", "b", "c\udcff", "d", "é"]
    store(index, *ids)
    with OpenSearchIndexWriter(index.address) as writer:
        assert writer.digests() == dict.fromkeys(ids, "digest of la mer")
        assert writer.traces() == dict.fromkeys(ids, "trace of la mer")


WANTED = ({"b": "un été", "c": "la mer", "d": "un été"}, dict.fromkeys("abc", "la mer"))
"""What a run finds after one that broke off: the same documents as that, or those before it."""


@pytest.mark.parametrize("wanted", WANTED)
@pytest.mark.parametrize("step", range(1, 7))
def test_wherever_an_update_breaks_off_nothing_of_it_is_seen_and_the_next_run_ends_it(
    index: Place, monkeypatch: pytest.MonkeyPatch, step: int, wanted: dict[str, str]
) -> None:
    store(index, "a", "b", "c")
    with monkeypatch.context() as patch:
        patch.setattr(updating, "send", failing_at(step))
        with pytest.raises(EngineUnavailableError):
            store(index, "b", "d", text="un été", delete=["a"])
    assert index.ids() == ["a", "b", "c"]
    with OpenSearchIndexWriter(index.address) as writer:
        expected = {id: f"digest of {text}" for id, text in wanted.items()}
        known = writer.digests()
        for id in expected.keys() - {id for id in known if known[id] == expected.get(id)}:
            writer.add(*batches(id, wanted[id]))
        for gone in known.keys() - wanted:
            writer.delete(gone)
        writer.commit()
        assert writer.digests() == expected
    assert {id: index.text(id) for id in index.ids()} == wanted
    assert verify(index.address).is_whole
    assert index.settings(f"{index.address.name}-*-*", "refresh_interval") == {"30s"}


def failing_at(step: int) -> object:
    """Return what sends, as the engine does, but not the request of that number."""
    send = bulk.send
    steps = iter(range(1, 100))

    def fail(address, name, actions, pace):  # type: ignore[no-untyped-def]
        if next(steps) == step:
            raise EngineUnavailableError(str(address), "gone")
        return send(address, name, actions, pace)

    return fail


def test_nothing_is_written_any_more_once_a_change_has_failed(
    index: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(index, "a")
    with OpenSearchIndexWriter(index.address) as writer:
        writer.add(*batches(["b"]))
        monkeypatch.setattr(updating, "send", failing_at(1))
        with pytest.raises(EngineUnavailableError):
            writer.commit()
        with pytest.raises(IndexAccessError) as error:
            writer.commit()
    assert error.value.path == str(index.address)


def test_documents_that_are_missing_from_a_loaded_index_keep_it_from_being_seen(
    index: Place,
) -> None:
    store(index, "a")
    with OpenSearchIndexWriter(index.address, rebuild=True) as writer:
        writer.add(*batches(["b", "c"]))
        [new, _] = sorted(index.indices() - {*index.aliases().values()})
        index.connection.request("DELETE", f"/{new}/_doc/{document_id('b')}")
        with pytest.raises(EngineUnavailableError) as error:
            writer.commit()
    assert error.value.reason == f"{new} holds 1 documents instead of 2"
    assert index.ids() == ["a"]


def test_an_index_that_is_gone_from_its_server_is_broken_and_can_be_rebuilt(index: Place) -> None:
    store(index, "a")
    for each in index.indices():
        index.connection.request("DELETE", f"/{each}")
    with pytest.raises(BrokenIndexError) as error:
        store(index, "b")
    assert error.value.path == str(index.address)
    assert "--rebuild" in str(error.value)
    assert "--repair" not in str(error.value)
    store(index, "b", rebuild=True)
    assert index.ids() == ["b"]


def test_a_writer_that_lost_its_lock_commits_nothing(index: Place) -> None:
    store(index, "a")
    with OpenSearchIndexWriter(index.address) as writer:
        writer.add(*batches(["b"]))
        other = {"owner": "someone else", "token": "0", "renewed": 0}
        path = f"/{index.names.settings}/_doc/lock"
        index.connection.request("PUT", path, body=other)
        with pytest.raises(IndexLockedError) as error:
            writer.commit()
    assert error.value.owner == "someone else"
    assert index.ids() == ["a"]


def test_settings_are_kept_past_a_rebuild_and_count_as_changes(index: Place) -> None:
    store(index, "a")
    before = read_commit(index.connection)
    with OpenSearchIndexWriter(index.address, rebuild=True) as writer:
        writer.keep("été/noms.txt", b"un\0deux")
        assert read_commit(index.connection) == before._replace(number=before.number + 1)
        writer.add(*batches(["b"]))
        writer.commit()
    assert Settings(index.connection).read("été/noms.txt") == b"un\0deux"
    assert read_commit(index.connection).number == before.number + 2


def test_a_server_that_is_away_is_waited_for_as_long_as_patience_lasts() -> None:
    address = parse_address("opensearch://127.0.0.1:1/articles?timeout=1", {})
    with pytest.raises(EngineUnavailableError):
        OpenSearchIndexWriter(address, pace=Pace(patience_seconds=0)).__enter__()
