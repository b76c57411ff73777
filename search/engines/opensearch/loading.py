"""Load a new generation of an index, which nobody sees before the commit."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from search.engines.opensearch.bulk import Action, send
from search.engines.opensearch.changing import in_two, new_run
from search.engines.opensearch.connection import Connection
from search.engines.opensearch.dictionary_builder import DictionaryBuilder
from search.engines.opensearch.documents import document_id
from search.engines.opensearch.generations import Generation, Layout, make_generation, usual_layout
from search.engines.opensearch.pacing import Pace
from search.engines.opensearch.portions import Stored, Target
from search.models import Rejection


class Loading:
    """Send everything at once to a new generation; it is a `Change`.

    Until it is finished it has no copies, and no search is told of what was stored. Each request
    is durable on the node that has the shard, as always: where a node is started anew, nothing is
    lost. Waiting for that takes little of the time that storing takes.
    """

    is_nothing = False

    def __init__(self, connection: Connection, layout: Layout | None, pace: Pace) -> None:
        self._connection = connection
        self._layout = layout
        self._pace = pace
        self._generation: Generation | None = None
        self._expected: set[str] = set()
        self._dictionary = DictionaryBuilder()

    @property
    def generation(self) -> Generation:
        """The generation, which is made when it is first asked for."""
        if self._generation is None:
            self._layout = self._layout or usual_layout(self._connection)
            self._generation = make_generation(self._connection, self._layout)
        return self._generation

    def place(self) -> Target:
        """Return the indices of the generation."""
        made = self.generation
        return Target(self._connection.address, made.articles, made.state, self._pace)

    def take(self, ids: Collection[str], stored: Stored) -> None:
        """Count documents that were sent, but for those that were rejected, and their terms."""
        self._expected.update(ids)
        self._expected.difference_update(each.document for each in stored.rejected)
        self._dictionary.merge(stored.dictionary)
        if self._dictionary.is_full:
            self._send_terms()

    def delete(self, id: str) -> None:
        """Remove the document of that id, if it was sent."""
        if id in self._expected:
            self._expected.remove(id)
            self._send(self.generation.articles, [(document_id(id), None)])
            self._send(self.generation.state, [(document_id(id), None)])

    def finish(self) -> list[Rejection]:
        """Check that everything is there, and have copies made of it."""
        generation, layout = self.generation, self._layout
        self._send_terms()
        generation.check(len(self._expected), self._pace.patience_seconds)
        if layout:
            generation.open_to_searches(layout)
        return []

    def discard(self) -> None:
        """Remove the generation."""
        if self._generation:
            self._generation.remove()

    def _send_terms(self) -> None:
        for actions in in_two(self._dictionary.blocks(new_run())):
            self._send(self.generation.state, actions)
        self._dictionary = DictionaryBuilder()

    def _send(self, index: str, actions: Iterable[Action]) -> None:
        send(self._connection.address, index, actions, self._pace)
