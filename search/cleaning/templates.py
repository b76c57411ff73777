"""What repeats over the documents of a site is the site's, and no document's own."""

from __future__ import annotations

import dataclasses
import itertools
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Self

from search.cleaning.reasons import Reason
from search.cleaning.reprints import ALIKE, chains, compare
from search.cleaning.traces import (
    UNKNOWN_SITE,
    Keys,
    Trace,
    Verdict,
    line_key,
    may_be_shared,
    may_be_template,
)
from search.models import Block, CleanedDocument, Cleaning, Label

REPEATED = 2
"""Documents of a site from which on a line is the site's. Measured on labeled pages with other
pages of their sites: no line of an article lost."""

REPEATED_UNKNOWN = 5
"""The same where the site is not known, so that the documents may be of several, or no pages."""

REPEATED_PROSE = 4
PROSE_SHARE = 0.5
"""For whole paragraphs more is asked, because articles share those that give the background."""

COPIES_ALIKE = 0.9
"""Likeness from which documents count once: copies, and not short pages that share their chrome."""

MOST_KEYS = 100_000
"""Lines of a site that are counted; of more, those that repeat least are forgotten."""

_TEXT = frozenset({Label.LEAD, Label.BODY})

Blocks = tuple[Block, ...]


@dataclasses.dataclass(slots=True)
class SiteCounts:
    """In how many documents of a site each line stands, and how many have each title."""

    documents: int = 0
    lines: Counter[int] = dataclasses.field(default_factory=Counter)
    titles: Counter[int] = dataclasses.field(default_factory=Counter)

    def add(self, trace: Trace) -> None:
        """Count one more document."""
        self.documents += 1
        self.lines.update(trace.lines)
        if trace.title is not None:
            self.titles[trace.title] += 1
        if len(self.lines) > 2 * MOST_KEYS:
            self._forget()

    def merge(self, other: Self) -> None:
        """Count the documents of another part of the corpus."""
        self.documents += other.documents
        self.lines.update(other.lines)
        self.titles.update(other.titles)
        if len(self.lines) > 2 * MOST_KEYS:
            self._forget()

    def _forget(self) -> None:
        ranked = sorted(self.lines.items(), key=lambda item: (-item[1], item[0]))
        self.lines = Counter(dict(ranked[:MOST_KEYS]))


class Corpus:
    """All documents together, by their traces: who repeats whom."""

    def __init__(self, traces: Mapping[str, Trace], cleaning: Cleaning = Cleaning.AUTO) -> None:
        self._traces = traces
        self._cleaning = cleaning
        pairs = compare({id: trace.signature for id, trace in traces.items()})
        self._groups = _representatives(traces, chains(pairs, ALIKE))
        if cleaning is not Cleaning.OFF:
            copies = _first_copies(traces, chains(pairs, COPIES_ALIKE))
            self._counts = count_sites(traces, copies)

    def verdict(self, id: str) -> Verdict:
        """Return what the other documents say of one; with Cleaning.OFF only its group."""
        if self._cleaning is Cleaning.OFF:
            return Verdict(group=self._groups.get(id))
        trace = self._traces[id]
        counts = self._counts[trace.site]
        related = frozenset(key for key in trace.kept if key != trace.title and counts.titles[key])
        chrome = frozenset(key for key in trace.kept if _is_template(key, trace, counts))
        return Verdict(chrome - related, related, self._groups.get(id))


def count_sites(traces: Mapping[str, Trace], copies: Mapping[str, str]) -> dict[str, SiteCounts]:
    """Count the lines of each site, those of copies once: `copies` gives the first one by id."""
    counts: dict[str, SiteCounts] = {}
    counted: set[tuple[str, str]] = set()
    for id in sorted(traces):
        trace = traces[id]
        once = (trace.site, copies.get(id, id))
        if once not in counted:
            counted.add(once)
            counts.setdefault(trace.site, SiteCounts()).add(trace)
    return counts


def apply_verdict(document: CleanedDocument, verdict: Verdict) -> CleanedDocument:
    """Return the document without the lines that the other documents gave away.

    Shared paragraphs stay between two of its own, and all lines where no text would be left.
    """
    if not (verdict.chrome or verdict.related):
        return dataclasses.replace(document, group=verdict.group) if verdict.group else document
    blocks = tuple(_apply(block, verdict) for block in document.blocks)
    blocks = _keep_inner(document.blocks, blocks)
    if not any(block.label in _TEXT for block in blocks):
        blocks = document.blocks
    return dataclasses.replace(document, blocks=blocks, group=verdict.group)


def _apply(block: Block, verdict: Verdict) -> Block:
    if not may_be_template(block):
        return block
    key = line_key(block.text)
    if key in verdict.related:
        return dataclasses.replace(block, label=Label.RELATED, reason=Reason.OTHER_TITLE)
    if key in verdict.chrome:
        return dataclasses.replace(block, label=Label.CHROME, reason=Reason.ON_OTHER_PAGES)
    return block


def _keep_inner(before: Blocks, after: Blocks) -> Blocks:
    """Keep what gives the background amid an article: sites write above and below articles.

    What a heading of the site stands above is the site's, and so is what it asks all readers.
    """
    blocks = list(after)
    changes = [new is not old for old, new in zip(before, after, strict=True)]
    for is_changed, places in itertools.groupby(range(len(before)), changes.__getitem__):
        run = list(places)
        around = before[max(0, run[0] - 1) : run[-1] + 2]
        is_inner = is_changed and len(around) == len(run) + 2 and all(map(_is_paragraph, around))
        if is_inner and not any(block.text.endswith("?") for block in around[1:-1]):
            blocks[run[0] : run[-1] + 1] = around[1:-1]
    return tuple(blocks)


def _is_paragraph(block: Block) -> bool:
    return block.label in _TEXT and may_be_shared(block)


def _is_template(key: int, trace: Trace, counts: SiteCounts) -> bool:
    count = counts.lines[key]
    if key in trace.prose:
        return count >= max(REPEATED_PROSE, PROSE_SHARE * counts.documents)
    return count >= (REPEATED_UNKNOWN if trace.site == UNKNOWN_SITE else REPEATED)


def _representatives(traces: Mapping[str, Trace], groups: Iterable[list[str]]) -> dict[str, str]:
    """Return, for each reprint, the id of the most complete one of its group, then the earliest."""

    def rank(id: str) -> tuple[int, bool, str, str]:
        trace = traces[id]
        return -trace.length, not trace.published, trace.published, id

    return {id: first for ids in groups for first in [min(ids, key=rank)] for id in ids}


def _first_copies(traces: Mapping[str, Trace], groups: Iterable[list[str]]) -> dict[str, str]:
    """Return the first copy of each document that has any; short ones are copies line by line."""
    copies = {id: ids[0] for ids in groups for id in ids}
    firsts: dict[tuple[str, Keys], str] = {}
    for id in sorted(traces):
        trace = traces[id]
        if not trace.signature:
            copies[id] = firsts.setdefault((trace.site, trace.lines), id)
    return copies
