"""Write an index on a server: one writer at a time, its changes seen all at once."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

from search.engines.opensearch.changes.ahead import SentAhead
from search.engines.opensearch.changes.changing import Change
from search.engines.opensearch.changes.loading import Loading
from search.engines.opensearch.changes.portions import Work, store
from search.engines.opensearch.changes.remembering import RememberedTraces
from search.engines.opensearch.changes.updating import Updating
from search.engines.opensearch.connecting.address import Address
from search.engines.opensearch.connecting.connection import Connection
from search.engines.opensearch.crews.attendance import lock_of
from search.engines.opensearch.crews.beginning import Beginning, begin_alone, begin_together
from search.engines.opensearch.crews.crew import Assignment, Crew
from search.engines.opensearch.crews.locking import WRITER, Lock
from search.engines.opensearch.crews.solo import Solo
from search.engines.opensearch.sending.pacing import Pace
from search.engines.opensearch.stored.generations import (
    Generation,
    Layout,
    make_generation,
    remove_others,
    show,
)
from search.engines.opensearch.stored.records import Records
from search.engines.opensearch.stored.settings import Settings
from search.engines.opensearch.stored.states import digests_in
from search.engines.writer import AnalyzedBatch, Portion, Share
from search.errors import EngineError, IndexAccessError, TemporaryFileError
from search.models import Rejection

TOKENS_AT_ONCE = 1 << 22
"""Tokens of a portion: ten thousand articles, of which 50 MB of terms and traces are held."""


class OpenSearchIndexWriter:
    """Write to the index at an address, which is made if there is none.

    It begins with what the index holds; with nothing, where it is to be built anew: a new
    generation is loaded then, and takes the place of the standing one at the commit. `layout` is
    how that is parted, None for a shard for each node of the server and a copy of each. With an
    `assignment` it works on a part of the documents, with others at the same time. `refused` are
    documents that the server did not take.
    """

    salvaged = None
    """Nothing here is repaired: a server keeps copies, and a rebuild makes what was lost anew."""

    def __init__(
        self,
        address: Address,
        *,
        rebuild: bool = False,
        layout: Layout | None = None,
        assignment: Assignment | None = None,
        pace: Pace = Pace(),
    ) -> None:
        self.refused: list[Rejection] = []
        self._address = address
        self._rebuild = rebuild
        self._layout = layout
        self._pace = pace
        self._connection = Connection(address)
        self._steady = Connection(address, patience=pace.patience_seconds)
        self._settings = Settings(self._steady)
        self._solo = Solo(self._steady, rebuild=rebuild)
        name = lock_of(assignment.part.number) if assignment else WRITER
        self._lock = Lock(self._connection, name, steady=self._steady)
        self.crew = assignment and Crew(
            self._steady, assignment, self._lock.token, self._store_part, rebuild=rebuild
        )
        self._is_stored = False
        self._has_failed = self._is_unclear = False

    def __enter__(self) -> Self:
        """Lock the index.

        Raises IndexLockedError, BrokenIndexError for an index that is missing on its server and
        not to be rebuilt, TemporaryFileError, and what a connection raises.
        """
        with contextlib.ExitStack() as stack:
            stack.callback(self._close)
            Records(self._connection).make_room()
            self._lock.acquire()
            stack.callback(self._lock.release)
            self._folder = Path(stack.enter_context(_temporary_folder()))
            self._change = self._begin()
            self._closing = stack.pop_all()
        return self

    @property
    def unfinished(self) -> Path:
        """The folder for what is on its way into the index; it goes away with the writer."""
        return self._folder

    @property
    def ahead(self) -> SentAhead | None:
        """What takes articles ahead, while a generation is loaded that nobody sees yet."""
        return self._change.ahead

    @property
    def goes_on(self) -> bool:
        """Tell whether it began with what a run has left that broke off, seen by nobody."""
        return self._beginning.left is not None

    def __exit__(self, *exception: object) -> None:
        """Drop what was not committed and unlock the index.

        Where an error ends it, what is loaded stays for the next writer.
        """
        with self._closing:
            if self._change.ahead:
                self._change.ahead.stop()
            if not any(exception) and self.crew is None and not self._is_unclear:
                with contextlib.suppress(EngineError):
                    self._change.discard()
                    self._solo.end()

    def digests(self) -> Mapping[str, str]:
        """Return the digest of each document by its id; none when the index is built anew.

        That of a document that a run left half changed is none of any document.
        """
        known = self._beginning.known
        found = digests_in(self._steady, known.state) if known else ()
        if self.crew:
            return {id: digest for id, digest in found if self.crew.part.holds(id)}
        return dict(found)

    def traces(self) -> Mapping[str, str]:
        """Return the trace of each document by its id; none when the index is built anew."""
        known = self._beginning.known
        return RememberedTraces(self._steady, known.state) if known else {}

    def add(self, batch: AnalyzedBatch) -> None:
        """Store documents, each in the place of one with the same id."""
        portion = Portion([entry.id for entry in batch.entries], lambda: [batch])
        for _ in self.add_all([portion], map):
            pass

    def add_all(
        self,
        portions: Iterable[Portion],
        share: Share,
        texts: Iterable[bytes] = (),  # noqa: ARG002 - other engines look at them
    ) -> Iterator[Sequence[str]]:
        """Store documents as `add` does, shared out to processes; yield the ids of each portion.

        It is done when all were taken. `texts` say nothing here.
        """
        waiting: list[Sequence[str]] = []

        def works() -> Iterator[Work]:
            for portion in portions:
                waiting.append(portion.ids)
                yield Work(self._change.place(), portion.batches)

        with self._changing():
            for stored in share(store, works()):
                ids = waiting.pop(0)
                self._change.take(ids, stored)
                self.refused += stored.rejected
                yield ids

    def tokens_at_once(self, processes: int) -> int:  # noqa: ARG002 - each has its own memory
        """Return how many tokens a portion may have, about."""
        return TOKENS_AT_ONCE

    def delete(self, id: str) -> None:
        """Remove the document of that id, if there is one."""
        with self._changing():
            self._change.delete(id)

    def keep(self, name: str, content: bytes) -> None:
        """Keep a setting in the place of the one of that name, seen at once; nothing removes it."""
        self._settings.keep(name, content)

    def commit(self) -> None:
        """Make the changes seen and durable; without any, leave the index as it is."""
        with self._changing():
            if self._change.is_nothing and self.crew is None:
                return
            self._store()
            self._lock.check()
            self._change.finish(self.crew.stored if self.crew else self._change.count)
            self._lock.check()
            self._is_unclear = True
            self._publish(self._change.generation)
            self._is_unclear = False

    def _store_part(self) -> int:
        """Store whatever waits; return how many documents the part has then."""
        with self._changing():
            self._store()
        return self._change.count

    def _store(self) -> None:
        if not self._is_stored:
            self._lock.check()
            self.refused += self._change.store()
            self._is_stored = True

    def _begin(self) -> Change:
        """Find out what the index holds."""
        name = self._settings.commit().generation
        if self.crew:
            self._beginning = begin_together(
                self._steady, self.crew, name, self._layout, rebuild=self._rebuild
            )
        else:
            self._beginning = begin_alone(self._steady, self._solo, name, rebuild=self._rebuild)
        return self._new_change()

    def _new_change(self) -> Change:
        standing, left = self._beginning
        if standing:
            return Updating(self._steady, standing, self._folder, self._pace)
        check = self._lock.check
        loading = Loading(self._steady, self._layout, self._pace, self._make, check)
        if left:
            loading.go_on(left, self.digests())
        return loading

    def _make(self, layout: Layout) -> Generation:
        generation = make_generation(self._steady, layout)
        self._solo.begin(generation)
        return generation

    def _publish(self, generation: Generation) -> None:
        """Let a generation be seen, and nothing else be there."""
        if generation is not self._beginning.standing:
            show(self._steady, generation)
        self._settings.advance(generation.name)
        remove_others(self._steady, {generation.name})
        self._solo.end()
        self._beginning, self._is_stored = Beginning(generation), False
        self._change = self._new_change()

    @contextlib.contextmanager
    def _changing(self) -> Iterator[None]:
        """Let nothing more be written once a change has failed: a part of it may be missing."""
        if self._has_failed:
            raise IndexAccessError(
                str(self._address), "a change failed before, so nothing more is written"
            )
        self._has_failed = True
        try:
            yield
        except OSError as error:
            raise TemporaryFileError(str(self._folder), error.strerror or repr(error)) from error
        self._has_failed = False

    def _close(self) -> None:
        self._connection.close()
        self._steady.close()


def _temporary_folder() -> tempfile.TemporaryDirectory[str]:
    try:
        return tempfile.TemporaryDirectory(prefix="trouvaille-", ignore_cleanup_errors=True)
    except OSError as error:
        folder = tempfile.gettempdir()
        raise TemporaryFileError(folder, error.strerror or repr(error)) from error
