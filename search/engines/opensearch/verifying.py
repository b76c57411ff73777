"""Look whether an index on a server holds what it should."""

from __future__ import annotations

import contextlib
import heapq
import itertools
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Any
from urllib.parse import quote

from search.engines.opensearch.connecting.address import Address
from search.engines.opensearch.connecting.connection import Connection
from search.engines.opensearch.stored.documents import sendable
from search.engines.opensearch.stored.generations import Generation, count, is_there
from search.engines.opensearch.stored.settings import read_commit
from search.engines.opensearch.stored.states import documents_in, doubted_in, ids_in
from search.reports import Damage, IndexHealth

_EVERYTHING: dict[str, Any] = {"match_all": {}}


def verify(address: Address) -> IndexHealth:
    """Compare the articles of an index with what is remembered of them; changes nothing.

    Shards count as its files. Raises IndexNotFoundError where there is no index,
    and EngineUnavailableError where the server does not answer, or a shard.
    """
    with contextlib.closing(Connection(address)) as connection:
        while True:
            commit = read_commit(connection)
            found = _health(connection, Generation(connection, commit.generation))
            if found.is_whole or read_commit(connection) == commit:
                return found


def _health(connection: Connection, generation: Generation) -> IndexHealth:
    missing = [each for each in generation.indices if not is_there(connection, f"/{quote(each)}")]
    if missing:
        damages = tuple(Damage(each, "the server does not hold it any more") for each in missing)
        return IndexHealth(documents=0, segments=0, files=0, bytes=0, damages=damages)
    unstarted = tuple(_unstarted(connection, generation))
    sizes = _sizes(connection, generation)
    return IndexHealth(
        documents=0 if unstarted else count(connection, generation.articles, _EVERYTHING),
        segments=sizes["segments"]["count"],
        files=sizes["shards"],
        bytes=sizes["store"]["size_in_bytes"],
        damages=unstarted or tuple(_differences(connection, generation)),
    )


def _unstarted(connection: Connection, generation: Generation) -> Iterator[Damage]:
    """Yield indices of which not all primary shards have started."""
    told = connection.request(
        "GET", f"/_cluster/health{generation.path}", params={"level": "indices"}
    )
    for name, health in told["indices"].items():
        lacking = health["number_of_shards"] - health["active_primary_shards"]
        if lacking:
            reason = f"{lacking} of {health['number_of_shards']} primary shards are missing"
            yield Damage(name, reason)


def _differences(connection: Connection, generation: Generation) -> Iterator[Damage]:
    """Yield what is remembered of no article, what is of none, and what nobody is sure of."""
    articles = ids_in(connection, generation.articles, _EVERYTHING)
    states = ids_in(connection, generation.state, documents_in())
    unknown, lost = _only_in_one(articles, states)
    doubted = [*ids_in(connection, generation.state, doubted_in())]
    if unknown:
        yield Damage(generation.articles, f"{_named(unknown)}: nothing is remembered of it")
    if lost:
        yield Damage(generation.articles, f"{_named(lost)}: remembered, but not there")
    if doubted:
        yield Damage(generation.state, f"{_named(doubted)}: a run broke off while it changed it")


def _only_in_one(some: Iterable[str], others: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return what is only among the first ids, and what is only among the others; both ascend."""
    lonely: tuple[list[str], list[str]] = ([], [])
    together = heapq.merge(_ordered(some, 0), _ordered(others, 1))
    for _, same in itertools.groupby(together, key=itemgetter(0)):
        [(_, id, place), *more] = same
        if not more:
            lonely[place].append(id)
    return lonely


def _ordered(ids: Iterable[str], place: int) -> Iterator[tuple[bytes, str, int]]:
    """Yield ids with what a server puts them in order by, and where they stand."""
    return ((sendable(id).encode(), id, place) for id in ids)


def _named(ids: list[str]) -> str:
    """Return the first of some ids, and how many others there are."""
    return ids[0] if len(ids) == 1 else f"{ids[0]} and {len(ids) - 1:,} more"


def _sizes(connection: Connection, generation: Generation) -> dict[str, Any]:
    """Return what a server tells of the primary shards of both indices."""
    told = connection.request("GET", f"{generation.path}/_stats/store,segments")
    sizes: dict[str, Any] = told["_all"]["primaries"] | {"shards": told["_shards"]["total"]}
    return sizes
