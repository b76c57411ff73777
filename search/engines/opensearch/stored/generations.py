"""The generations of an index: made, loaded, checked, seen in the place of each other, removed."""

from __future__ import annotations

import contextlib
import time
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from search.engines.opensearch.connecting.connection import Connection, MissingError
from search.engines.opensearch.connecting.names import Names, new_generation
from search.engines.opensearch.stored.mapping import articles_index, state_index
from search.engines.opensearch.stored.states import documents_in, doubted_in, refuse_parts
from search.errors import EngineRefusedError, EngineUnavailableError

_INTERVAL = "index.refresh_interval"
_NEVER = "-1"
_USUAL = "30s"
"""Anything that is said: where nothing is, a search may refresh an index in the midst of a change,
because its server refreshes only what is searched. Each commit refreshes by itself."""

_LOADING = {"refresh_interval": _NEVER, "number_of_replicas": 0}
"""While an index is loaded nobody searches it, and copies are made once, of what is finished."""

_FORGETTING_SECONDS = 600
"""How long the removal of terms may take: a hundred thousand blocks take ten seconds."""

_ANSWER_SECONDS = 10
"""How much longer the answer to a request may take that waits for something on the server."""

_PAUSES_SECONDS = (1, 2, 4, 8)
"""Between two refreshes: a node that was lost is missed by then."""

STARTED_SECONDS = 60
"""How long to wait until the primary shards of an index have started."""


class Layout(NamedTuple):
    """How an index is parted: primary shards, and how many copies there are of each."""

    shards: int
    replicas: int


class Generation:
    """The two indices of one generation, of articles and of what a run must know of them."""

    def __init__(self, connection: Connection, name: str) -> None:
        names = Names(connection.address.name)
        self.name = name
        self.articles = names.articles_of(name)
        self.state = names.state_of(name)
        self._connection = connection

    @property
    def indices(self) -> tuple[str, str]:
        """Both indices."""
        return self.articles, self.state

    @property
    def path(self) -> str:
        """What requests begin with that are about both indices."""
        return f"/{quote(self.articles)},{quote(self.state)}"

    @property
    def exists(self) -> bool:
        """Tell whether both indices are there."""
        return is_there(self._connection, self.path)

    @property
    def can_be_loaded(self) -> bool:
        """Tell whether both indices are there, and all of each of them."""
        return self.exists and self.has_started(STARTED_SECONDS)

    def make(self, layout: Layout) -> None:
        """Make both indices, ready to be loaded."""
        for index, body in self._bodies(layout).items():
            body["settings"] |= _LOADING
            try:
                self._connection.request("PUT", f"/{quote(index)}", body=body)
            except EngineRefusedError:
                if not is_there(self._connection, f"/{quote(index)}"):
                    raise
                # It was made by the same request, whose answer was lost.

    def open_to_searches(self, layout: Layout) -> None:
        """Let both indices be refreshed and copied as they are from now on."""
        settings = {"refresh_interval": _USUAL, "number_of_replicas": layout.replicas}
        self._connection.request("PUT", f"{self.path}/_settings", body={"index": settings})

    @contextlib.contextmanager
    def unseen(self) -> Iterator[None]:
        """Let searches see nothing of what is stored meanwhile, unless it is refreshed.

        Where it breaks off that stays so: half of a change is not seen, and the next one ends it.
        """
        path = f"{self.path}/_settings"
        intervals = self._intervals()
        self._connection.request("PUT", path, body={_INTERVAL: _NEVER})
        yield
        indices = defaultdict(list)
        for index, interval in intervals.items():
            indices[interval].append(quote(index))
        for interval, own in indices.items():
            restored = _USUAL if interval == _NEVER else interval
            path = f"/{','.join(own)}/_settings"
            self._connection.request("PUT", path, body={_INTERVAL: restored})

    def recover(self) -> None:
        """Refresh both indices as usual again, where a run broke off that has changed nothing."""
        if _NEVER not in self._intervals().values():
            return
        if not count(self._connection, self.state, doubted_in()):
            body = {_INTERVAL: _USUAL}
            self._connection.request("PUT", f"{self.path}/_settings", body=body)

    def refresh(self) -> None:
        """Let searches see what was stored; raises EngineUnavailableError where a shard fails."""
        self._refresh(self.path)

    def refresh_state(self) -> None:
        """Let searches see what is remembered of documents, wherever a run broke off."""
        self._refresh(f"/{quote(self.state)}")

    def wait_until_started(self, seconds: float) -> None:
        """Wait for nodes that come back; raises EngineUnavailableError where they do not."""
        if not self.has_started(seconds):
            raise EngineUnavailableError(
                str(self._connection.address), "primary shards are missing"
            )

    def has_started(self, seconds: float) -> bool:
        """Tell whether all primary shards are there, or come back within a time."""
        self._wait({"wait_for_status": "yellow"}, seconds)
        path = f"/_cluster/health{self.path}"
        return str(self._connection.request("GET", path)["status"]) != "red"

    def wait_for_copies(self, seconds: float) -> None:
        """Wait until all copies are made for which there are nodes, but no longer than a time."""
        self._wait({"wait_for_no_initializing_shards": "true"}, seconds)

    def check(self, expected: int) -> None:
        """Make sure that all was stored that should be.

        Raises EngineUnavailableError where it is not, or a shard is missing.
        """
        self.refresh()
        for index, query in ((self.articles, {"match_all": {}}), (self.state, documents_in())):
            found = count(self._connection, index, query)
            if found != expected:
                raise EngineUnavailableError(
                    str(self._connection.address),
                    f"{index} holds {found:,} documents instead of {expected:,}",
                )

    def remove(self) -> None:
        """Remove both indices."""
        for index in self.indices:
            try:
                self._connection.request("DELETE", f"/{quote(index)}")
            except MissingError:
                continue

    def search_state(self, body: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to a search in what a run must know."""
        answer = self._connection.request("POST", f"/{quote(self.state)}/_search", body=body)
        refuse_parts(self._connection, answer)
        return answer

    def forget_terms(self, runs: Collection[str]) -> None:
        """Remove the terms of some runs, as far as searches see them."""
        query = {"terms": {"run": [*runs]}}
        self._connection.request(
            "POST",
            f"/{quote(self.state)}/_delete_by_query",
            body={"query": query},
            params={"conflicts": "proceed"},
            timeout=_FORGETTING_SECONDS,
        )

    def _refresh(self, path: str) -> None:
        """Refresh indices, again where a copy fails, as that of a node does that was just lost."""
        for pause in (*_PAUSES_SECONDS, None):
            failed = self._connection.request("POST", f"{path}/_refresh")["_shards"]["failed"]
            if not failed:
                return
            if pause is not None:
                time.sleep(pause)
        raise EngineUnavailableError(str(self._connection.address), f"{failed} shards fail")

    def _intervals(self) -> dict[str, str | None]:
        """Return how often each index is refreshed."""
        told = self._connection.request(
            "GET", f"{self.path}/_settings", params={"flat_settings": "true"}
        )
        return {index: each["settings"].get(_INTERVAL) for index, each in told.items()}

    def _wait(self, wanted: Mapping[str, str], seconds: float) -> None:
        with contextlib.suppress(EngineUnavailableError):  # as it answers where time is up
            self._connection.request(
                "GET",
                f"/_cluster/health{self.path}",
                params={**wanted, "wait_for_events": "languid", "timeout": f"{seconds:.0f}s"},
                timeout=seconds + _ANSWER_SECONDS,
            )

    def _bodies(self, layout: Layout) -> Mapping[str, dict[str, Any]]:
        return {self.articles: articles_index(*layout), self.state: state_index(*layout)}


def make_generation(connection: Connection, layout: Layout) -> Generation:
    """Make a generation that nobody sees yet.

    Raises EngineRefusedError where an index that is none of ours has the name that it is to get.
    """
    _refuse_others(connection)
    generation = Generation(connection, new_generation())
    generation.make(layout)
    return generation


def _refuse_others(connection: Connection) -> None:
    """Make sure that no index has the name of an alias; raises EngineRefusedError."""
    names = Names(connection.address.name)
    for alias in (names.articles, names.state):
        with contextlib.suppress(MissingError):
            if alias in connection.request("GET", f"/{quote(alias)}/_settings"):
                raise EngineRefusedError(
                    str(connection.address),
                    f"an index stands there that is not ours: {alias}",
                    "choose another name",
                )


def show(connection: Connection, generation: Generation) -> None:
    """Let both aliases lead to a generation, at once, and no longer to any other."""
    names = Names(connection.address.name)
    aliases = {names.articles: generation.articles, names.state: generation.state}
    others = sorted(_indices(connection) - {*aliases.values()})
    removed = [
        {"remove": {"index": other, "alias": alias, "must_exist": False}}
        for other in others
        for alias in aliases
    ]
    added = [{"add": {"index": index, "alias": alias}} for alias, index in aliases.items()]
    connection.request("POST", "/_aliases", body={"actions": [*removed, *added]})


def remove_others(connection: Connection, kept: Collection[str]) -> None:
    """Remove all generations but those of these names."""
    names = Names(connection.address.name)
    found = {names.generation_of(index) for index in _indices(connection)}
    for name in sorted(each for each in found if each is not None and each not in kept):
        Generation(connection, name).remove()


def _indices(connection: Connection) -> set[str]:
    """Return the indices of all generations."""
    names = Names(connection.address.name)
    path = f"/{quote(names.name)}-*/_settings"
    params = {"expand_wildcards": "all", "filter_path": "*.settings.index.uuid"}
    found = connection.request("GET", path, params=params)
    return {index for index in found if names.generation_of(index)}


def usual_layout(connection: Connection) -> Layout:
    """Return how the address says to part an index; else a shard for each node, and a copy."""
    nodes = connection.request("GET", "/_cluster/health")["number_of_data_nodes"]
    shards, replicas = connection.address.shards, connection.address.replicas
    return Layout(
        shards=shards or max(1, nodes),
        replicas=min(1, max(0, nodes - 1)) if replicas is None else replicas,
    )


def is_there(connection: Connection, path: str) -> bool:
    """Tell whether all indices are there that a path begins with."""
    try:
        connection.request("GET", f"{path}/_settings")
    except MissingError:
        return False
    return True


def count(connection: Connection, index: str, query: Mapping[str, Any]) -> int:
    """Return how many documents match; raises EngineUnavailableError where shards are missing."""
    answer = connection.request("POST", f"/{quote(index)}/_count", body={"query": query})
    refuse_parts(connection, answer)
    return int(answer["count"])
