"""What a run does to an index before its commit, whichever way it goes about it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from search.engines.opensearch.changes.ahead import SentAhead
from search.engines.opensearch.changes.portions import Files, Stored, Target
from search.engines.opensearch.stored.generations import Generation
from search.models import Rejection


class Change(Protocol):
    """What a run does to an index; nobody sees any of it before the commit."""

    @property
    def ahead(self) -> SentAhead | None:
        """What takes articles ahead, None where they have to wait for the commit."""

    @property
    def is_nothing(self) -> bool:
        """Tell whether the index would be what it is."""

    def place(self) -> Target | Files:
        """Return where the documents of the next portion go."""

    def take(self, ids: Collection[str], stored: Stored) -> None:
        """Count the documents of a portion, which went there, and their terms."""

    def delete(self, id: str) -> None:
        """Remove the document of that id, if there is one."""

    @property
    def count(self) -> int:
        """How many documents of this machine the generation holds when all is stored."""

    def store(self) -> list[Rejection]:
        """Make everything durable, still unseen; return what was rejected only now."""

    def finish(self, expected: int) -> None:
        """Make ready to be seen what was stored by all machines, so many documents."""

    def discard(self) -> None:
        """Drop everything."""

    @property
    def generation(self) -> Generation:
        """The generation that is seen after the commit."""
