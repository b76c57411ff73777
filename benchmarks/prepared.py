"""Documents analyzed once for the engines that are given terms instead of text.

A line a document: id, day, site, title and the stems in order, with tabs between; NO_TERM stands
where a stop word does, so that positions stay true.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

NO_TERM = "_"
"""Stands where there is a word and no term; never part of a term."""


class Prepared(NamedTuple):
    """A document as stems."""

    id: str
    day: str
    site: str
    title: str
    stems: tuple[str, ...]

    @property
    def terms(self) -> list[str]:
        """The stems of content words, in order."""
        return [stem for stem in self.stems if stem != NO_TERM]


def read_prepared(path: Path) -> Iterator[Prepared]:
    """Yield what `prepare` wrote."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            id, day, site, title, stems = line.rstrip("\n").split("\t")
            yield Prepared(id, day, site, title, tuple(stems.split()))
