"""What a run does to an index before its commit, whichever way it goes about it."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from typing import Protocol, TypeAlias

from search.engines.opensearch.generations import Generation
from search.engines.opensearch.portions import Files, Stored, Target
from search.models import Rejection
from search.query import Field

Block: TypeAlias = tuple[str, bytes]
"""Some terms: what a server knows them by, and their JSON."""


class Change(Protocol):
    """What a run does to an index; nobody sees any of it before the commit."""

    @property
    def is_nothing(self) -> bool:
        """Tell whether the index would be what it is."""

    def place(self) -> Target | Files:
        """Return where the documents of the next portion go."""

    def take(self, ids: Collection[str], stored: Stored) -> None:
        """Count the documents of a portion, which went there, and their terms."""

    def delete(self, id: str) -> None:
        """Remove the document of that id, if there is one."""

    def finish(self) -> list[Rejection]:
        """Make everything durable and ready to be seen; return what was rejected only now."""

    def discard(self) -> None:
        """Drop everything."""

    @property
    def generation(self) -> Generation:
        """The generation that is seen after the commit."""


def new_run() -> str:
    """Return a name for terms that are written together."""
    return secrets.token_hex(8)


def in_two(blocks: Iterable[Block]) -> Iterator[Iterable[Block]]:
    """Yield blocks of terms, and what makes these known: to be stored when they are there.

    The former are not gathered.
    """
    last: deque[Block] = deque()

    def others() -> Iterator[Block]:
        for block in blocks:
            last.append(block)
            if len(last) > _ROOTS:
                yield last.popleft()

    yield others()
    yield last


_ROOTS = len(Field)
"""Documents of a run of terms that come last, and make the others known, at the most."""
