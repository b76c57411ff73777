"""Update the generation of an index that is seen: at the commit, not before."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from search.engines.opensearch.changes.portions import (
    Files,
    Stored,
    read_actions,
    rejections,
    write_actions,
)
from search.engines.opensearch.connecting.connection import Connection
from search.engines.opensearch.sending.bulk import Action, send
from search.engines.opensearch.sending.bulk_answers import Rejected
from search.engines.opensearch.sending.pacing import Pace
from search.engines.opensearch.stored.documents import document_id
from search.engines.opensearch.stored.generations import Generation
from search.engines.opensearch.stored.states import doubted, doubts
from search.engines.opensearch.terms.dictionary_builder import DictionaryBuilder
from search.engines.opensearch.terms.storing_terms import in_two, join_terms, new_run
from search.models import Rejection


class Updating:
    """Let everything wait in a folder until it is finished; it is a `Change`.

    Then it is sent while no search is told of anything stored, so that all of it is seen at once.
    Before anything else, every document that changes is doubted: wherever that breaks off, the
    next run does it again. Till then searches are told nothing.
    """

    def __init__(
        self, connection: Connection, generation: Generation, folder: Path, pace: Pace
    ) -> None:
        self.generation = generation
        self._connection = connection
        self._address = connection.address
        self._folder = folder
        self._pace = pace
        self._places: list[Files] = []
        self._terms: list[Path] = []
        self._added: set[str] = set()
        self._deleted: set[str] = set()
        self._dictionary = DictionaryBuilder()
        self._seen = contextlib.ExitStack()

    ahead = None
    """What is seen is not changed before the commit."""

    @property
    def is_nothing(self) -> bool:
        """Tell whether no document was added or deleted."""
        return not (self._added or self._deleted)

    def place(self) -> Files:
        """Return files for the documents of the next portion."""
        name = f"{len(self._places) + 1:08d}"
        files = Files(self._folder / f"articles-{name}", self._folder / f"states-{name}")
        self._places.append(files)
        return files

    def take(self, ids: Collection[str], stored: Stored) -> None:
        """Count documents that wait, and their terms."""
        self._added.update(ids)
        self._deleted.difference_update(ids)
        self._dictionary.merge(stored.dictionary)
        if self._dictionary.is_full:
            self._write_terms()

    def delete(self, id: str) -> None:
        """Remove the document of that id, if there is one."""
        self._added.discard(id)
        self._deleted.add(id)

    count = 0
    """Documents come and go: they are not counted."""

    def store(self) -> list[Rejection]:
        """Send everything; return what was rejected, which is not there."""
        if self.is_nothing:
            return []
        deleted: list[Action] = [(document_id(id), None) for id in sorted(self._deleted)]
        self._seen.enter_context(self.generation.unseen())
        gone = doubts(sorted(self._deleted))
        self._send_state(itertools.chain(doubted(self._states()), gone))
        rejected = self._send_articles(itertools.chain(self._articles(), deleted))
        missing: dict[str, Action] = {each.id: (each.id, None) for each in rejected}
        self._send_articles(missing.values())
        self._send_terms()
        states = (state for state in self._states() if state[0] not in missing)
        self._send_state(itertools.chain(states, missing.values(), deleted))
        return rejections(rejected, self._added)

    def finish(self, expected: int) -> None:  # noqa: ARG002 - whatever is there is right
        """Let everything be seen, and put terms together."""
        if self.is_nothing:
            self._seen.enter_context(self.generation.unseen())
        join_terms(self._connection, self.generation, self._pace)
        self.generation.refresh()
        self._seen.close()

    def discard(self) -> None:
        """Leave it to whoever made the folder to remove it."""

    def _articles(self) -> Iterator[Action]:
        for place in self._places:
            yield from read_actions(place.articles)

    def _states(self) -> Iterator[Action]:
        for place in self._places:
            yield from read_actions(place.states)

    def _write_terms(self) -> None:
        for actions in in_two(self._dictionary.blocks(new_run())):
            path = self._folder / f"terms-{len(self._terms) + 1:08d}"
            write_actions(path, actions)
            self._terms.append(path)
        self._dictionary = DictionaryBuilder()

    def _send_terms(self) -> None:
        """Send new terms."""
        self._write_terms()
        for path in self._terms:
            self._send_state(read_actions(path))

    def _send_articles(self, actions: Iterable[Action]) -> list[Rejected]:
        return send(self._address, self.generation.articles, actions, self._pace)

    def _send_state(self, actions: Iterable[Action]) -> list[Rejected]:
        return send(self._address, self.generation.state, actions, self._pace)
