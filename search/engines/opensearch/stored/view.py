"""What is seen of an index on a cluster: one generation, at one point in time."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from search.engines.opensearch.connecting.asking import FaultError, MissingError
from search.engines.opensearch.connecting.connection import Connection
from search.engines.opensearch.connecting.names import Names
from search.engines.opensearch.stored.settings import Commit, read_commit
from search.errors import EngineUnavailableError, IndexNotFoundError

KEPT_ALIVE = "10m"
"""How long a server keeps a view that is not used."""

AT_ONCE = 10_000
"""Hits of a request at the most: what servers allow."""

Body = Mapping[str, Any]
Answer = dict[str, Any]


class View:
    """Ask an index as it is now, until the view is closed; may be shared by threads.

    A server forgets what it keeps for a view when nothing is asked for a while, and each node what
    it keeps when it starts anew; then the view goes on with what the generation holds by then, and
    with the one that stands where another has taken its place. As long as a part of it has no node,
    answers are partial.
    """

    def __init__(self, connection: Connection, commit: Commit) -> None:
        self.connection = connection
        self._names = Names(connection.address.name)
        self._generation = commit.generation
        self._lock = threading.Lock()
        self._id = self._open()

    def search(self, body: Body, *, allows_partial: bool = False) -> Answer:
        """Return the answer to a search among articles.

        Raises EngineUnavailableError where a part of the index did not answer, unless that is
        allowed.
        """

        def ask(id: str) -> list[Answer]:
            return [self.connection.request("POST", "/_search", body=_seen(body, id))]

        [answer] = self._in_view(ask)
        if not allows_partial:
            self._demand_whole(answer)
        return answer

    def msearch(self, bodies: Sequence[Body]) -> list[Answer]:
        """Return the answers to several searches among articles, asked at once."""
        if not bodies:
            return []

        def ask(id: str) -> list[Answer]:
            lines = (line for body in bodies for line in ({}, _seen(body, id)))
            text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
            told = self.connection.request("POST", "/_msearch", body=text.encode())
            self._demand_answers(told)
            return list(told["responses"])

        answers = self._in_view(ask)
        for answer in answers:
            self._demand_whole(answer)
        return answers

    def counts(self, queries: Sequence[Body]) -> list[int]:
        """Return how many articles match each of some queries."""
        bodies = [{"size": 0, "track_total_hits": True, "query": query} for query in queries]
        return [answer["hits"]["total"]["value"] for answer in self.msearch(bodies)]

    def state_search(self, body: Body) -> Answer:
        """Return the answer to a search in the state of the generation."""
        id = self._id
        try:
            answer = self._ask_state(body)
        except MissingError:
            self._renew(id)
            answer = self._ask_state(body)
        self._demand_whole(answer)
        return answer

    def _ask_state(self, body: Body) -> Answer:
        state = self._names.state_of(self._generation)
        return self.connection.request("POST", f"/{state}/_search", body=body)

    def pages(self, body: Body, *, allows_partial: bool = False) -> Iterator[Answer]:
        """Yield the answers that hold all hits of a search, in its order; it must have one."""
        after: list[Any] | None = None
        while True:
            asked = {**body, "size": AT_ONCE, **({"search_after": after} if after else {})}
            answer = self.search(asked, allows_partial=allows_partial)
            yield answer
            hits = answer["hits"]["hits"]
            if len(hits) < AT_ONCE:
                return
            after = hits[-1]["sort"]

    def close(self) -> None:
        """Let go of the view; a server that is away forgets it by itself."""
        with contextlib.suppress(EngineUnavailableError):
            self.connection.close_view(self._id)

    def _in_view(self, ask: Callable[[str], list[Answer]]) -> list[Answer]:
        """Ask in the view, in a new one where the server has forgotten it or lost a part of it."""
        id = self._id
        try:
            answers = ask(id)
        except MissingError:
            self._renew(id)
        except FaultError:
            if not self._is_renewed(id):
                raise
        else:
            if not any(map(is_partial, answers)) or not self._is_renewed(id):
                return answers
        return self._ask_again(ask)

    def _ask_again(self, ask: Callable[[str], list[Answer]]) -> list[Answer]:
        try:
            return ask(self._id)
        except MissingError as error:
            raise EngineUnavailableError(
                str(self.connection.address), "a view of the index was lost twice"
            ) from error

    def _is_renewed(self, id: str) -> bool:
        """Open another view in the place of one that lost a part, if nothing is missing now.

        A view goes on asking the node on which it was opened, even where another has a copy.
        """
        try:
            self._renew(id, patience=0)
        except EngineUnavailableError:
            return False
        return True

    def _renew(self, id: str, *, patience: float | None = None) -> None:
        """Open another view in the place of a lost one, unless that was done meanwhile."""
        with self._lock:
            if self._id == id:
                self._id = self._open(patience)

    def _open(self, patience: float | None = None) -> str:
        try:
            return self._open_generation(patience)
        except MissingError:
            self._generation = read_commit(self.connection).generation
        try:
            return self._open_generation(patience)
        except MissingError as error:
            raise IndexNotFoundError(str(self.connection.address)) from error

    def _open_generation(self, patience: float | None) -> str:
        articles = self._names.articles_of(self._generation)
        return self.connection.open_view(articles, KEPT_ALIVE, patience=patience)

    def _demand_answers(self, answer: Answer) -> None:
        """Raise what the first of several searches raises that failed."""
        address = str(self.connection.address)
        for each in answer["responses"]:
            if "error" in each:
                if each.get("status") == 404:
                    raise MissingError(address, "the view is gone")
                raise FaultError(address, str(each["error"].get("reason")))

    def _demand_whole(self, answer: Answer) -> None:
        if is_partial(answer):
            address = str(self.connection.address)
            raise EngineUnavailableError(address, "a part of the index does not answer")


def is_partial(answer: Answer) -> bool:
    """Tell whether a part of the index did not answer, or not in time.

    Shards of which no copy is there count neither as failed nor as successful.
    """
    shards = answer["_shards"]
    are_missing = shards["failed"] or shards["successful"] < shards["total"]
    return bool(answer.get("timed_out") or are_missing)


def _seen(body: Body, id: str) -> Answer:
    return {**body, "pit": {"id": id, "keep_alive": KEPT_ALIVE}}
