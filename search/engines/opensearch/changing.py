"""What a run does to an index before its commit, whichever way it goes about it."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from typing import Protocol

from search.engines.opensearch.dictionary_builder import DictionaryBuilder
from search.engines.opensearch.generations import Generation
from search.engines.opensearch.portions import Files, Stored, Target
from search.models import Rejection


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


def blocks_of(
    dictionary: DictionaryBuilder,
) -> tuple[list[tuple[str, bytes]], list[tuple[str, bytes]]]:
    """Return how terms are stored: blocks, and what makes these known when they are there."""
    blocks: list[tuple[str, bytes]] = [*dictionary.blocks(secrets.token_hex(8))]
    return blocks[:-_ROOTS], blocks[-_ROOTS:]


_ROOTS = 2
"""Last documents of a dictionary, which make the others known: one for each field."""
