"""One indexing run: what it found, and what is done with it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from search.cleaning.site_rules import FILE_NAME, Rules
from search.cleaning.templates import Corpus
from search.cleaning.traces import Traces, Verdict
from search.engines.writer import Ahead, Crew, News, Portion, RunWriter
from search.index_options import IndexOptions
from search.models import RawDocument, Rejection
from search.parallel import Workers
from search.preparing import (
    Spooled,
    digest_of,
    in_batches,
    prepare_on_disk,
    site_in,
    spooled_traces,
)
from search.reading import Skipped
from search.reports import IndexReport, Progress, Repair
from search.settling import Changes, settle_all, settled_texts
from search.sharing import part
from search.spooling import BatchSpool, Place
from search.word_lists import SYNONYMS_FILE

_SETTINGS = frozenset({FILE_NAME, SYNONYMS_FILE})
"""Files beside the documents that are read, and are none."""

_PORTIONS_HELD = 2
"""Portions that another process has: one that it works on, and one that it goes on with."""


class _Batch(NamedTuple):
    """A batch that waits: where, the ids of its documents, and how many tokens they have.

    `is_sent` tells that the writer has begun to take them.
    """

    place: Place
    ids: Sequence[str]
    tokens: int
    is_sent: bool


class Run:
    """One indexing run: what it found, and what the index held before, by document id."""

    def __init__(
        self,
        writer: RunWriter,
        traces: Traces,
        workers: Workers,
        options: IndexOptions,
    ) -> None:
        self._writer = writer
        self._workers = workers
        self._part = writer.crew.part if writer.crew else None
        self._spool = BatchSpool(writer.unfinished)
        self._options = options
        self._salvage = writer.salvaged
        self._rules = options.rules or Rules()
        self._digests = writer.digests()
        self._batches: list[_Batch] = []
        self._prepared: set[str] = set()
        self._traces = traces
        self._unchanged = set(self._digests) if self._only_restores else set[str]()
        self._rejected: list[Rejection] = []
        self._has_read = False
        self._misses_folder = False
        self._is_met = False
        self._skipped = 0
        self._unsure = 0

    @property
    def _only_restores(self) -> bool:
        """Tell whether the run leaves alone whatever was not lost."""
        is_certain = self._salvage is None or self._salvage.is_of_last_commit
        return self._options.repair and is_certain

    @property
    def read_nothing(self) -> bool:
        """Tell whether there was no document, not even one that cannot be read."""
        return not self._has_read

    @property
    def all_rejected(self) -> bool:
        """Tell whether no document can be read, which says more of the disk than of them."""
        return not (self._prepared or self._unchanged or (self._is_met and self._traces))

    def changed(
        self, results: Iterable[RawDocument | Rejection | Skipped]
    ) -> Iterator[RawDocument]:
        """Yield the documents that are not in the index as they are; count the others."""
        done = 0
        for result in results:
            self._has_read |= not isinstance(result, Skipped)
            if isinstance(result, Rejection):
                self._misses_folder |= Path(result.document).is_dir()
            if not self._is_ours(result):
                continue
            match result:
                case Skipped():
                    self._skipped += Path(result.path).name not in _SETTINGS
                    continue
                case Rejection():
                    self._rejected.append(result)
                case RawDocument() if self._only_restores and not self._is_lost(result.id):
                    continue
                case RawDocument() if self._is_known(result):
                    self._unchanged.add(result.id)
                case RawDocument():
                    yield result
            done += 1
            self._tell("Cleaning", done, None)

    def prepare(self, documents: Iterable[RawDocument]) -> None:
        """Clean and analyze documents by themselves; they wait on disk until all were seen.

        A writer that takes documents ahead is given meanwhile what it does not hold.
        """
        cleaning, ahead = self._options.cleaning, self._writer.ahead
        work = functools.partial(
            prepare_on_disk,
            spool=self._spool,
            cleaning=cleaning,
            rules=self._rules,
            write=ahead.write if ahead else None,
        )
        for prepared in self._workers.map(work, in_batches(documents, cleaning)):
            self._rejected += prepared.rejected
            self._unsure += prepared.unsure
            if prepared.ids:
                is_sent = ahead is not None and self._send(ahead, prepared)
                self._batches.append(_Batch(prepared.batch, prepared.ids, prepared.tokens, is_sent))
                self._prepared.update(prepared.ids)
            for id, trace in spooled_traces(prepared, self._spool):
                self._traces.add(id, trace)

    def meet(self, crew: Crew) -> None:
        """Tell those that work on other parts what is new here, and learn what is new there."""
        traces = crew.exchange(self._news(), self._options.on_progress)
        self._is_met = traces is not None
        for id, trace in traces or ():
            self._traces.add(id, trace)

    def store(self, read: Callable[[], Iterable[RawDocument | Rejection | Skipped]]) -> None:
        """Store what was prepared, in the light of all documents, and delete those that are gone.

        `read` reads the documents anew, where some are seen in another light.
        """
        if not self.changes_anything:
            return
        corpus = self._compare()
        self.prepare(self._outdated(read(), corpus))
        self._store(corpus)
        for id in self._gone():
            self._writer.delete(id)

    def report(self, took_seconds: float) -> IndexReport:
        """Return what was done."""
        refused = self._writer.refused
        return IndexReport(
            indexed=len(self._prepared) - len(refused),
            unchanged=len(self._unchanged),
            removed=0 if self.all_rejected else len(self._gone()),
            skipped=self._skipped,
            rejected=(*self._rejected, *refused),
            took_seconds=took_seconds,
            unsure=self._unsure,
        )

    def repair(self) -> Repair | None:
        """Return what was damaged; None when nothing was."""
        if self._salvage is None:
            return None
        return Repair(
            damages=self._salvage.damages,
            lost=tuple(sorted(self._salvage.lost)),
            unnamed=self._salvage.unnamed,
            gone=tuple(sorted(self._salvage.lost - self._prepared - self._unchanged)),
        )

    def _send(self, ahead: Ahead, prepared: Spooled) -> bool:
        """Let the writer begin to take documents, unless it holds one of them, as it was before.

        For wherever a run breaks off, what is held must be what is remembered of it.
        """
        written = self._spool.beside(prepared.batch)
        if self._digests.keys().isdisjoint(prepared.ids):
            ahead.send(written)
            return True
        written.unlink()
        return False

    @property
    def changes_anything(self) -> bool:
        """Tell whether a document is new, changed or gone, or the index is damaged."""
        return bool(self._is_met or self._prepared or self._gone() or self._salvage)

    def _compare(self) -> Corpus:
        """Look at the new documents and those that stay together."""
        if self._unchanged and not self._is_met:
            for id, trace in self._writer.traces().items():
                if id in self._unchanged:
                    self._traces.add(id, trace)
        return Corpus(self._traces, self._options.cleaning)

    def _outdated(
        self, results: Iterable[RawDocument | Rejection | Skipped], corpus: Corpus
    ) -> Iterator[RawDocument]:
        """Yield the unchanged documents that the changed ones let see in another light."""
        ids = {id for id in self._unchanged if corpus.verdict(id) != self._traces[id].verdict}
        for result in results if ids else ():
            if isinstance(result, RawDocument) and result.id in ids:
                self._unchanged.discard(result.id)
                ids.discard(result.id)
                yield result
            if not ids:
                return

    def _store(self, corpus: Corpus) -> None:
        """Store what was prepared, in the light of all other documents."""
        jobs = self._options.jobs
        most = self._writer.tokens_at_once(jobs)
        parts = part([batch.tokens for batch in self._batches], most, jobs)
        portions = (self._portion(self._batches[each.start : each.stop], corpus) for each in parts)
        share = functools.partial(self._workers.map, held=_PORTIONS_HELD)
        texts = settled_texts(self._spool, self._changes(self._batches, corpus))
        done = 0
        for ids in self._writer.add_all(portions, share, texts):
            for _ in ids:
                done += 1
                self._tell("Indexing", done, len(self._prepared))

    def _portion(self, batches: Sequence[_Batch], corpus: Corpus) -> Portion:
        changes = list(self._changes(batches, corpus))
        return Portion(
            [id for batch in batches for id in batch.ids],
            functools.partial(settle_all, self._spool, changes),
        )

    def _changes(self, batches: Iterable[_Batch], corpus: Corpus) -> Iterator[Changes]:
        """Yield batches with the verdicts that say anything of their documents."""
        nothing = Verdict()
        for batch in batches:
            verdicts = enumerate(map(corpus.verdict, batch.ids))
            changed = {i: each for i, each in verdicts if each != nothing}
            yield Changes(batch.place, changed, batch.is_sent)

    def _is_lost(self, id: str) -> bool:
        """Tell whether a document may have been in what was damaged, and nowhere else."""
        return bool(self._salvage and self._salvage.may_have_held(id)) and id not in self._digests

    def _is_known(self, raw: RawDocument) -> bool:
        """Tell whether the index holds a document as it would be stored now."""
        known = self._digests.get(raw.id, "")
        return known == digest_of(raw, self._options.cleaning, self._rules, site_in(known))

    def _gone(self) -> set[str]:
        """Return the ids that are not there any more; none when a folder cannot be listed."""
        return set() if self._misses_folder else self._unseen()

    def _unseen(self) -> set[str]:
        """Return the ids of documents that the index held and the run did not find."""
        return self._digests.keys() - self._prepared - self._unchanged

    def _news(self) -> Iterator[News]:
        """Yield the new and changed documents with their traces, and those that were not found."""
        yield from ((id, self._traces.line(id)) for id in self._prepared)
        yield from ((id, None) for id in self._unseen())

    def _is_ours(self, result: RawDocument | Rejection | Skipped) -> bool:
        """Tell whether something is in the part of the corpus that this machine works on."""
        if self._part is None:
            return True
        match result:
            case RawDocument(id=name) | Rejection(document=name) | Skipped(path=name):
                return self._part.holds(name)

    def _tell(self, step: str, done: int, total: int | None) -> None:
        if self._options.on_progress:
            self._options.on_progress(Progress(step, done, total))
