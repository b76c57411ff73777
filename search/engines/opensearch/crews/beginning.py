"""What a run begins with: what is seen of an index, or what a run has left that broke off."""

from __future__ import annotations

from typing import NamedTuple

from search.engines.opensearch.connecting.connection import Connection
from search.engines.opensearch.crews.crew import Crew
from search.engines.opensearch.crews.solo import Solo
from search.engines.opensearch.stored.generations import (
    Generation,
    Layout,
    make_generation,
    remove_others,
    show,
    usual_layout,
)
from search.errors import BrokenIndexError


class Beginning(NamedTuple):
    """The generation that is seen and is to be updated, or one to go on loading, or neither."""

    standing: Generation | None = None
    left: Generation | None = None

    @property
    def known(self) -> Generation | None:
        """The generation of which a run goes on, None where it begins with nothing."""
        return self.standing or self.left


def begin_alone(connection: Connection, solo: Solo, name: str, *, rebuild: bool) -> Beginning:
    """Begin a run over an index of which the generation `name` is seen, "" for none.

    Nothing remains of runs that nobody goes on with. Raises BrokenIndexError for an index that is
    missing on its server and not to be rebuilt, and what `Solo.join` raises.
    """
    standing = None if rebuild else _seen(connection, name)
    left = solo.join(name)
    if standing:
        standing.recover()
    remove_others(connection, {name, left})
    return Beginning(standing, _left(connection, left))


def begin_together(
    connection: Connection, crew: Crew, name: str, layout: Layout | None, *, rebuild: bool
) -> Beginning:
    """Begin a run together with others, or join them, as `begin_alone`.

    Nothing is recovered or removed, for one of them may be about to change something.
    """
    standing = None if rebuild else _seen(connection, name)

    def begin() -> str:
        if standing:
            return name
        return make_generation(connection, layout or usual_layout(connection)).name

    found = crew.join(begin)
    if found == name:  # one that is to be rebuilt may be seen already
        return Beginning(_seen(connection, name))
    return Beginning(None, _left(connection, found))


def _seen(connection: Connection, name: str) -> Generation | None:
    """Return the generation that is seen, ready to be asked what it holds."""
    if not name:
        return None
    generation = Generation(connection, name)
    if not generation.exists:
        reason = "the server does not hold it any more"
        raise BrokenIndexError(str(connection.address), reason, can_be_repaired=False)
    show(connection, generation)
    generation.refresh_state()
    return generation


def _left(connection: Connection, name: str) -> Generation | None:
    if not name:
        return None
    generation = Generation(connection, name)
    generation.refresh_state()
    return generation
