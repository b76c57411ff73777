"""What may be asked of a state of an index that stays as it is."""

from __future__ import annotations

from typing import Any, Protocol


class View(Protocol):
    """Answers searches in one state of the articles of an index."""

    def search(self, body: dict[str, Any]) -> dict[str, Any]:
        """Return the answer of all shards; raises EngineUnavailableError where one has none."""
