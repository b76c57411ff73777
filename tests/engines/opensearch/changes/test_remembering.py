import json
import uuid
from collections.abc import Iterator

import pytest

from search.engines.opensearch.changes.remembering import RememberedTraces
from search.engines.opensearch.stored.generations import Layout, make_generation
from search.engines.opensearch.stored.states import states_of
from search.engines.writer import Entry
from tests.engines.opensearch.asking import Place, place


@pytest.fixture
def index(server: str) -> Iterator[Place]:
    with place(server, f"remembering-{uuid.uuid4().hex[:12]}") as found:
        yield found


def test_traces_are_read_as_they_are_asked_for(
    index: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    generation = make_generation(index.connection, Layout(1, 0))
    entries = [Entry(id, "digest", f"trace {id}", b"") for id in ("b", "a", "été\ud800")]
    for name, state in states_of(entries):
        path = f"/{generation.state}/_doc/{name}"
        index.connection.request("PUT", path, body=json.loads(state))
    generation.refresh_state()
    monkeypatch.setattr("search.engines.opensearch.stored.states.PAGE", 2)
    traces = RememberedTraces(index.connection, generation.state)
    wanted = {"a": "trace a", "b": "trace b", "été\ud800": "trace été\ud800"}
    assert traces == wanted
    assert list(traces.items()) == list(wanted.items())
    assert list(traces) == list(wanted)
    assert len(traces) == 3
    assert traces["b"] == "trace b"
    with pytest.raises(KeyError, match="other"):
        traces["other"]
