"""What was removed of a whole corpus: by site, line by line, and where nearly nothing is left."""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any

from search.cleaning.traces import UNKNOWN_SITE
from search.models import Block, CleanedDocument, Label

DOUBTFUL_SHARE = 0.1
"""Share of a document's characters; where less is kept the cleaner may well have erred."""
MOST_FREQUENT = 30
"""Removed lines that are shown."""
LONGEST_LINE = 160
"""Characters by which removed lines are told apart and shown."""
COUNTED_LINES = 200_000
"""Different removed lines that are counted at once; beyond, those seen once are forgotten."""


@dataclasses.dataclass(frozen=True, slots=True)
class SiteCounts:
    """The documents of a site, and the lines and characters in them, all and removed."""

    site: str
    documents: int = 0
    lines: int = 0
    lines_removed: int = 0
    characters: int = 0
    characters_removed: int = 0

    @property
    def share_of_lines(self) -> float:
        """The share of lines that was removed, from 0 to 1."""
        return self.lines_removed / max(1, self.lines)

    @property
    def share_of_characters(self) -> float:
        """The share of characters that was removed, from 0 to 1."""
        return self.characters_removed / max(1, self.characters)

    @property
    def share_kept(self) -> float:
        """The share of characters that was kept, from 0 to 1; of nothing, all of it."""
        if not self.characters:
            return 1.0
        return (self.characters - self.characters_removed) / self.characters


@dataclasses.dataclass(frozen=True, slots=True)
class RemovedLine:
    """A line that was removed from some documents, with the label that it got most often."""

    text: str
    label: Label
    documents: int


@dataclasses.dataclass(frozen=True, slots=True)
class Doubtful:
    """A document of which less than a tenth was kept, `share` of its characters from 0 to 1."""

    id: str
    site: str
    share: float


@dataclasses.dataclass(frozen=True, slots=True)
class Report:
    """Sites with the most documents first, lines of the most documents first, doubtful ones."""

    sites: tuple[SiteCounts, ...]
    lines: tuple[RemovedLine, ...]
    doubtful: tuple[Doubtful, ...]


def report_on(documents: Iterable[CleanedDocument]) -> Report:
    """Count what was removed of documents, each of which is looked at once."""
    sites: dict[str, SiteCounts] = {}
    labels: collections.Counter[tuple[str, Label]] = collections.Counter()
    doubtful = []
    for document in documents:
        site = document.metadata.site or UNKNOWN_SITE
        counts = _counts(site, document)
        sites[site] = _sum(sites.get(site, SiteCounts(site)), counts)
        if counts.share_kept < DOUBTFUL_SHARE:
            doubtful.append(Doubtful(document.id, site, counts.share_kept))
        labels.update({(block.text[:LONGEST_LINE], block.label) for block in document.removed})
        if len(labels) > COUNTED_LINES:
            labels = collections.Counter({line: n for line, n in labels.items() if n > 1})
    ranked = sorted(sites.values(), key=lambda counts: (-counts.documents, counts.site))
    return Report(tuple(ranked), _frequent(labels), tuple(doubtful))


def _counts(site: str, document: CleanedDocument) -> SiteCounts:
    return SiteCounts(
        site,
        documents=1,
        lines=len(document.blocks),
        lines_removed=len(document.removed),
        characters=_characters(document.blocks),
        characters_removed=_characters(document.removed),
    )


def _characters(blocks: Sequence[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _sum(first: SiteCounts, second: SiteCounts) -> SiteCounts:
    _, *ours = dataclasses.astuple(first)
    _, *theirs = dataclasses.astuple(second)
    return SiteCounts(first.site, *map(sum, zip(ours, theirs, strict=True)))


def _frequent(counts: collections.Counter[tuple[str, Label]]) -> tuple[RemovedLine, ...]:
    """Return the lines of the most documents, each with its most frequent label."""
    lines: dict[str, RemovedLine] = {}
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    for (text, label), count in ranked:
        known = lines.get(text, RemovedLine(text, label, 0))
        lines[text] = dataclasses.replace(known, documents=known.documents + count)
    most = sorted(lines.values(), key=lambda line: (-line.documents, line.text))
    return tuple(most[:MOST_FREQUENT])


def report_to_json(report: Report) -> dict[str, Any]:
    """Return the JSON object of a report; shares are from 0 to 1."""
    return {
        "sites": [
            {
                "site": counts.site,
                "documents": counts.documents,
                "characters_removed": round(counts.share_of_characters, 4),
                "lines_removed": round(counts.share_of_lines, 4),
            }
            for counts in report.sites
        ],
        "removed_lines": [dataclasses.asdict(line) for line in report.lines],
        "doubtful": [
            {"id": document.id, "site": document.site, "kept": round(document.share, 4)}
            for document in report.doubtful
        ],
    }
