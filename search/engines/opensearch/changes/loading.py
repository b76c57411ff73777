"""Load a new generation of an index, which nobody sees before the commit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from search.engines.opensearch.changes.ahead import SentAhead
from search.engines.opensearch.changes.portions import Stored, Target
from search.engines.opensearch.connecting.connection import Connection
from search.engines.opensearch.sending.bulk import Action, send
from search.engines.opensearch.sending.pacing import Pace
from search.engines.opensearch.stored.documents import document_id, sendable
from search.engines.opensearch.stored.generations import Generation, Layout, count, usual_layout
from search.engines.opensearch.stored.states import documents_in, ids_in
from search.engines.opensearch.terms.storing_terms import join_terms
from search.models import Rejection


class Loading:
    """Send everything at once to a new generation; it is a `Change`.

    Until it is finished it has no copies, and no search is told of what was stored. Each request
    is durable on the node that has the shard, as always: where a node is started anew, nothing is
    lost. Waiting for that takes little of the time that storing takes.
    """

    is_nothing = False

    def __init__(
        self,
        connection: Connection,
        layout: Layout | None,
        pace: Pace,
        make: Callable[[Layout], Generation],
        check: Callable[[], None],
    ) -> None:
        """`make` makes the generation, when it is first needed.

        `check` raises an error where another writer has taken over.
        """
        self._connection = connection
        self._layout = layout
        self._pace = pace
        self._make = make
        self._generation: Generation | None = None
        self._expected: set[str] = set()
        self.ahead = SentAhead(self._target, check)

    def go_on(self, generation: Generation, known: Iterable[str]) -> None:
        """Go on with a generation that holds documents of those ids, stored by a run before."""
        self._generation = generation
        self._expected.update(known)

    @property
    def generation(self) -> Generation:
        """The generation, which is made when it is first asked for."""
        if self._generation is None:
            self._generation = self._make(self._usual_layout)
        return self._generation

    def place(self) -> Target:
        """Return the indices of the generation, when all that was sent ahead arrived there."""
        return self._target()._replace(refused=self.ahead.wait())

    def take(self, ids: Collection[str], stored: Stored) -> None:
        """Count documents that were sent, but for those that were rejected.

        Of these nothing stays, whatever a run before has stored.
        """
        rejected = {each.document for each in stored.rejected}
        self._remove(sorted(rejected & self._expected))
        self._expected.update(ids)
        self._expected.difference_update(rejected)

    def delete(self, id: str) -> None:
        """Remove the document of that id, if it was sent."""
        if id in self._expected:
            self._expected.remove(id)
            self._remove([id])

    @property
    def count(self) -> int:
        """How many documents were sent and taken, by this machine."""
        return len(self._expected)

    def store(self) -> list[Rejection]:
        """Do nothing: everything was sent."""
        return []

    def finish(self, expected: int) -> None:
        """Check that everything is there, put terms together, and have copies made of it.

        Until there are copies, the loss of a node would be that of a part of the index.
        """
        generation, patience = self.generation, self._pace.patience_seconds
        generation.wait_until_started(patience)
        self.ahead.wait()
        self.ahead.stop()
        generation.refresh()
        if count(self._connection, generation.articles, {"match_all": {}}) > expected:
            self._send(generation.articles, _orphans(self._connection, generation))
        join_terms(self._connection, generation, self._pace)
        generation.check(expected)
        generation.open_to_searches(self._usual_layout)
        generation.wait_for_copies(patience)
        generation.wait_until_started(patience)

    def discard(self) -> None:
        """Remove the generation."""
        if self._generation:
            self._generation.remove()

    def _target(self) -> Target:
        made = self.generation
        return Target(self._connection.address, made.articles, made.state, self._pace)

    @property
    def _usual_layout(self) -> Layout:
        if self._layout is None:
            self._layout = usual_layout(self._connection)
        return self._layout

    def _remove(self, ids: Iterable[str]) -> None:
        """Remove documents that were sent."""
        actions: list[Action] = [(document_id(id), None) for id in ids]
        self._send(self.generation.articles, actions)
        self._send(self.generation.state, actions)

    def _send(self, index: str, actions: Iterable[Action]) -> None:
        send(self._connection.address, index, actions, self._pace)


def _orphans(connection: Connection, generation: Generation) -> Iterator[Action]:
    """Yield what deletes articles that are not remembered.

    A run was broken off before it remembered them, and they are gone since.
    """
    remembered = map(sendable, ids_in(connection, generation.state, documents_in()))
    known = next(remembered, None)
    for id in ids_in(connection, generation.articles, {"match_all": {}}):
        while known is not None and known < sendable(id):
            known = next(remembered, None)
        if known != sendable(id):
            yield document_id(id), None
