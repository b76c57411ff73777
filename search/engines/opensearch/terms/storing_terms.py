"""Store the terms of articles: those of each lot by themselves, put together by and by."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from search.engines.opensearch.connecting.connection import Connection
from search.engines.opensearch.sending.bulk import send
from search.engines.opensearch.sending.pacing import Pace
from search.engines.opensearch.stored.generations import Generation
from search.engines.opensearch.terms.dictionary_merging import merged, runs_to_merge
from search.query import Field

Block: TypeAlias = tuple[str, bytes]
"""Some terms: what a server knows them by, and their JSON."""

_ROOTS = len(Field)
"""Documents of a run of terms that come last, and make the others known, at the most."""


def join_terms(connection: Connection, generation: Generation, pace: Pace) -> None:
    """Put the terms of runs together where these are many."""
    many = runs_to_merge(generation.search_state)
    if many:
        for actions in in_two(merged(generation.search_state, many, new_run())):
            send(connection.address, generation.state, actions, pace)
        generation.forget_terms(many)


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
