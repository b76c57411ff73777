"""What an index keeps beside its documents: settings, and which generation of it is seen."""

from __future__ import annotations

import base64
import contextlib
from typing import NamedTuple

from search.engines.opensearch.connecting.connection import ConflictError, Connection
from search.engines.opensearch.stored.records import Record, Records
from search.errors import IndexNotFoundError

_COMMIT = "commit"


class Commit(NamedTuple):
    """Which generation of an index stands, and how often it was changed."""

    generation: str
    number: int


def read_commit(connection: Connection) -> Commit:
    """Return which generation of an index is seen; raises IndexNotFoundError where none is."""
    commit = Settings(connection).commit()
    if not commit.generation:
        raise IndexNotFoundError(str(connection.address))
    return commit


def read_setting(connection: Connection, name: str) -> bytes:
    """Return what was kept by a name; nothing where nothing was."""
    return Settings(connection).read(name)


class Settings:
    """The settings of an index, each seen as soon as it is kept."""

    def __init__(self, connection: Connection) -> None:
        self._records = Records(connection)

    def commit(self) -> Commit:
        """Return which generation is seen; one without a name where there is no index."""
        return _commit(self._records.find(_COMMIT))

    def advance(self, generation: str | None = None) -> Commit:
        """Count a change, and let another generation be seen where one is given."""
        while True:
            found = self._records.find(_COMMIT)
            standing, number = _commit(found)
            following = Commit(standing if generation is None else generation, number + 1)
            with contextlib.suppress(ConflictError):  # someone else counted, or this was lost
                self._records.replace(_COMMIT, following._asdict(), found)
                return following

    def read(self, name: str) -> bytes:
        """Return what was kept by a name; nothing where nothing was."""
        found = self._records.find(_record_of(name))
        return base64.b64decode(found.content["content"]) if found else b""

    def keep(self, name: str, content: bytes) -> None:
        """Keep a setting in the place of the one of that name; b"" removes it."""
        if content:
            encoded = base64.b64encode(content).decode()
            self._records.put(_record_of(name), {"content": encoded})
        else:
            self._records.remove(_record_of(name))
        self.advance()


def _commit(record: Record | None) -> Commit:
    if record is None:
        return Commit("", 0)
    return Commit(str(record.content["generation"]), int(record.content["number"]))


def _record_of(name: str) -> str:
    return f"setting:{name}"
