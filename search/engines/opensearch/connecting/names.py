"""How the indexes of a search server are named that hold one index of ours."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

LONGEST_NAME = 200
"""In characters; a server allows 255 bytes, and a generation and a kind are added."""

_NAME = re.compile("[a-z0-9][a-z0-9._-]*")
_GENERATION = re.compile("[0-9]{14}-[0-9a-f]{4}")
_TAKEN = re.compile(f".*-(?:state|settings|{_GENERATION.pattern})")


@dataclass(frozen=True)
class Names:
    """The names of everything that belongs to the index `name`.

    `articles` and `state` are aliases, each of one generation; `settings` is an index.
    """

    name: str

    @property
    def articles(self) -> str:
        """Return the alias under which articles are found."""
        return self.name

    @property
    def state(self) -> str:
        """Return the alias of traces, digests and dictionary."""
        return f"{self.name}-state"

    @property
    def settings(self) -> str:
        """Return the index of settings, the commit record and locks."""
        return f"{self.name}-settings"

    def articles_of(self, generation: str) -> str:
        """Return the index of the articles of a generation."""
        return f"{self.name}-{generation}"

    def state_of(self, generation: str) -> str:
        """Return the index of the traces, digests and dictionary of a generation."""
        return f"{self.name}-{generation}-state"

    def traces_of(self, generation: str) -> str:
        """Return the index of the traces that machines share while they write a generation."""
        return f"{self.name}-{generation}-traces"

    def generation_of(self, index: str) -> str | None:
        """Return the generation of an index of articles or state; None where it is not ours."""
        if not index.startswith(f"{self.name}-"):
            return None
        rest = index[len(self.name) + 1 :].removesuffix("-state")
        return rest if _GENERATION.fullmatch(rest) else None


def new_generation() -> str:
    """Return a name for a generation: UTC time to the second, and four random digits."""
    return f"{datetime.now(UTC):%Y%m%d%H%M%S}-{secrets.token_hex(2)}"


def is_name(text: str) -> bool:
    """Tell whether an index may have this name: servers allow it, and no other index takes it."""
    return bool(len(text) <= LONGEST_NAME and _NAME.fullmatch(text) and not _TAKEN.fullmatch(text))
