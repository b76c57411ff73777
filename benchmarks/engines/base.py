"""What is timed of every engine: building an index, and answering queries made beforehand."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from benchmarks.questions import Question

TOP = 10
"""Hits of an answer."""

Ask = Callable[[], int]
"""Answers one query; returns how many documents match, or how many hits there are."""

Prepare = Callable[[Question], Ask]
"""Makes the engine's own query of a question, before the clock starts."""


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """The files of a corpus: its JSON Lines, and its documents as stems."""

    corpus: Path
    prepared: Path


class Engine(Protocol):
    """An engine with its settings."""

    def build(self, source: Source, folder: Path) -> None:
        """Build the index in a folder that is not there yet."""

    def open(self, folder: Path) -> Prepare:
        """Open the index."""
