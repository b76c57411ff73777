"""Settle what was prepared: what other documents say of one is applied to it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from search.cleaning.templates import apply_verdict
from search.cleaning.traces import Verdict, trace_from_json, trace_to_json
from search.engines.writer import AnalyzedBatch, Entry
from search.models import CleanedDocument
from search.packing import unpack
from search.preparing import analyze, analyzer, entry_of
from search.serialization import document_from_stored
from search.spooling import BatchSpool, Place


class Changes(NamedTuple):
    """Where a prepared batch stands, and what others say of some documents in it, by place.

    `are_sent` tells that the writer was given them ahead, before others said anything.
    """

    batch: Place
    verdicts: Mapping[int, Verdict]
    are_sent: bool = False

    @property
    def takes_lines(self) -> bool:
        """Tell whether documents have fewer words than when they were prepared."""
        return any(verdict.chrome or verdict.related for verdict in self.verdicts.values())


def settle_all(spool: BatchSpool, changes: Sequence[Changes]) -> Iterator[AnalyzedBatch]:
    """Yield prepared batches of a spool, with what the others say of their documents applied.

    Only where that takes lines away, a batch is analyzed anew. Of what was sent ahead, those that
    stay as they are and the others come in batches of their own.
    """
    if not any(each.takes_lines for each in changes):
        analyzer.cache_clear()  # what it remembers takes memory that the batches need
    packed = spool.read(each.batch for each in changes)
    for each, batch in zip(changes, packed, strict=True):
        if each.are_sent:
            yield from _settle_sent(each, unpack(batch))
        else:
            yield _settle(each, unpack(batch))


def settled_texts(spool: BatchSpool, changes: Iterable[Changes]) -> Iterator[bytes]:
    """Yield what is stored of the documents of prepared batches of a spool."""
    for each in changes:
        [packed] = spool.read([each.batch])
        yield from (entry.stored for entry in _settled_entries(each, unpack(packed).entries))


def _settle_sent(changes: Changes, batch: AnalyzedBatch) -> Iterator[AnalyzedBatch]:
    """Yield the documents that stay as they were sent, then those that do not, if there are any."""
    if not changes.verdicts:
        yield batch._replace(are_sent=True)
        return
    others = [place for place in range(len(batch.entries)) if place not in changes.verdicts]
    if others:
        yield _select(batch, others)._replace(are_sent=True)
    changed = sorted(changes.verdicts)
    verdicts = {place: changes.verdicts[each] for place, each in enumerate(changed)}
    yield _settle(changes._replace(verdicts=verdicts), _select(batch, changed))


def _settle(changes: Changes, batch: AnalyzedBatch) -> AnalyzedBatch:
    settled = _settled_entries(changes, batch.entries)
    if changes.takes_lines:
        return AnalyzedBatch(settled, *analyze([_document(entry) for entry in settled]))
    return batch._replace(entries=settled)


def _settled_entries(changes: Changes, entries: Sequence[Entry]) -> list[Entry]:
    settled = list(entries)
    for place, verdict in changes.verdicts.items():
        settled[place] = _settled(entries[place], verdict)
    return settled


def _settled(entry: Entry, verdict: Verdict) -> Entry:
    trace = dataclasses.replace(trace_from_json(entry.trace), verdict=verdict)
    document = apply_verdict(_document(entry), verdict)
    return entry_of(document, entry.digest, trace_to_json(trace))


def _select(batch: AnalyzedBatch, places: Sequence[int]) -> AnalyzedBatch:
    """Return the documents at some places, ascending, with their tokens."""
    return AnalyzedBatch(
        [batch.entries[place] for place in places],
        batch.tokens.select(places),
        batch.removed and batch.removed.select(places),
    )


def _document(entry: Entry) -> CleanedDocument:
    return document_from_stored(entry.stored)
