"""The whole document flow: read, clean, compare, analyze, store."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from search.cleaning.site_rules import FILE_NAME, Rules, find_rules
from search.cleaning.templates import Corpus
from search.cleaning.traces import DamagedTraceError, Traces, Verdict
from search.engines.base import AnalyzedBatch
from search.engines.whoosh import MEMORY_MB, WhooshIndexWriter
from search.errors import BrokenIndexError, IndexAccessError, NothingToIndexError
from search.housekeeping import keep_freed_memory
from search.models import Cleaning, RawDocument, Rejection
from search.packing import BatchSpool
from search.parallel import Finished, Workers
from search.preparing import Changes, digest_of, in_batches, prepare, settle, site_in
from search.reading import DEFAULT_LIMIT_BYTES, Skipped, read_all
from search.reports import IndexReport, Progress, Repair
from search.user_synonyms import find_synonyms
from search.word_lists import SYNONYMS_FILE

_SETTINGS = frozenset({FILE_NAME, SYNONYMS_FILE})
"""Files beside the documents that are read, and are none."""

Paths = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]


@dataclasses.dataclass(frozen=True, slots=True)
class IndexOptions:
    """How an index is built.

    `rebuild` begins with nothing, `repair` with what is whole of the index, and indexes only what
    was lost with the rest; where the last table of contents was lost, it makes the index hold the
    documents of the paths, as any run does. `jobs` is the number of processes that clean and
    analyze; a caller that asks for more than one must guard its main module, as `multiprocessing`
    demands. `limit_bytes` is the size above which a document is rejected. `rules` are the user's
    for sites; None reads those that stand beside the documents. `on_progress` is told how far the
    run is. `memory_mb` is what the run may take, roughly, beside the processes that clean; what
    needs more goes by way of the disk.
    """

    rebuild: bool = False
    repair: bool = False
    cleaning: Cleaning = Cleaning.AUTO
    jobs: int = 1
    limit_bytes: int = DEFAULT_LIMIT_BYTES
    rules: Rules | None = None
    on_progress: Callable[[Progress], None] | None = None
    memory_mb: int = MEMORY_MB


def build_index(
    paths: Paths, index: str | os.PathLike[str], options: IndexOptions = IndexOptions()
) -> IndexReport:
    """Make the index in the folder `index` hold the documents of files or folders, and no other.

    Only documents that are new, changed or gone since the last time are touched. Documents that
    cannot be read are in the report. Whatever fails, the index answers as it did before.

    Raises ReadError when a path does not exist, SiteRulesError or SynonymsError when a sites.toml
    or a synonymes.txt beside the documents cannot be used, NothingToIndexError when there is no
    document,
    IndexLockedError when another process is writing, BrokenIndexError when the index cannot be
    used and is neither to be rebuilt nor repaired, IndexNotFoundError when there is none to repair.
    """
    started = time.perf_counter()
    keep_freed_memory()
    sources = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    read = functools.partial(read_all, sources, limit_bytes=options.limit_bytes)
    documents = read()
    if options.rules is None:
        options = dataclasses.replace(options, rules=find_rules(sources))
    synonyms = find_synonyms(sources).encode()
    working = Workers(options.jobs)
    writing = WhooshIndexWriter(
        os.fspath(index),
        rebuild=options.rebuild,
        repair=options.repair,
        memory_mb=options.memory_mb,
        start=working.start,
    )
    with (
        writing as writer,
        _faults_reported(os.fspath(index)),
        _Waiting(Path(index)) as waiting,
        working as workers,
    ):
        run = _Run(writer, waiting, workers, options)
        run.prepare(run.changed(documents))
        if run.read_nothing:
            raise NothingToIndexError([os.fspath(source) for source in sources])
        if run.changes_anything and not run.all_rejected:
            corpus = run.compare()
            run.prepare(run.outdated(read(), corpus))
            run.store(corpus)
            run.delete_gone()
            writer.commit()
        if not run.all_rejected:
            writer.keep(SYNONYMS_FILE, synonyms)
    report = run.report(time.perf_counter() - started)
    return report if run.all_rejected else dataclasses.replace(report, repair=run.repair())


@contextlib.contextmanager
def _faults_reported(index: str) -> Iterator[None]:
    """Raise IndexAccessError where what waits on disk cannot be written or read again.

    Raises BrokenIndexError where what the index remembers of its documents makes no sense.
    """
    try:
        yield
    except OSError as error:
        raise IndexAccessError(index, error.strerror or repr(error)) from error
    except DamagedTraceError as error:
        raise BrokenIndexError(index, str(error)) from error


class _Waiting(contextlib.ExitStack):
    """What waits on disk until all documents were seen; a context manager."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.batches = self.enter_context(BatchSpool(folder))
        self.traces = self.enter_context(Traces())


class _Run:
    """One indexing run: what it found, and what the index held before, by document id."""

    def __init__(
        self,
        writer: WhooshIndexWriter,
        waiting: _Waiting,
        workers: Workers,
        options: IndexOptions,
    ) -> None:
        self._writer = writer
        self._workers = workers
        self._spool = waiting.batches
        self._options = options
        self._salvage = writer.salvaged
        self._rules = options.rules or Rules()
        self._digests = writer.digests()
        self._batches: list[list[str]] = []
        self._prepared: set[str] = set()
        self._traces = waiting.traces
        self._unchanged = set(self._digests) if self._only_restores else set[str]()
        self._rejected: list[Rejection] = []
        self._has_read = False
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
        return not (self._prepared or self._unchanged)

    @property
    def changes_anything(self) -> bool:
        """Tell whether a document is new, changed or gone, or the index is damaged."""
        return bool(self._prepared or self._gone() or self._salvage)

    def changed(
        self, results: Iterable[RawDocument | Rejection | Skipped]
    ) -> Iterator[RawDocument]:
        """Yield the documents that are not in the index as they are; count the others."""
        done = 0
        for result in results:
            self._has_read |= not isinstance(result, Skipped)
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
        """Clean and analyze documents by themselves; they wait on disk until all were seen."""
        work = functools.partial(prepare, cleaning=self._options.cleaning, rules=self._rules)
        for prepared in self._workers.map(work, in_batches(documents, self._options.cleaning)):
            self._rejected += prepared.rejected
            self._spool.append(prepared.batch)
            self._batches.append([remark.id for remark in prepared.remarks])
            for remark in prepared.remarks:
                self._traces.add(remark.id, remark.trace)
                self._prepared.add(remark.id)
                self._unsure += remark.is_unsure

    def compare(self) -> Corpus:
        """Look at the new documents and those that stay together."""
        if self._unchanged:
            known = self._writer.traces()
            for id in self._unchanged:
                self._traces.add(id, known[id])
        return Corpus(self._traces, self._options.cleaning)

    def outdated(
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

    def store(self, corpus: Corpus) -> None:
        """Store what was prepared, in the light of all other documents."""
        batches = zip(self._spool, self._batches, strict=True)
        changes = (_changes(batch, [*map(corpus.verdict, ids)]) for batch, ids in batches)
        done = 0
        for settled in self._workers.map(settle, changes):
            self._writer.add(settled)
            for _ in settled.entries:
                done += 1
                self._tell("Indexing", done, len(self._prepared))

    def delete_gone(self) -> None:
        """Delete the documents that were not there any more."""
        for id in self._gone():
            self._writer.delete(id)

    def report(self, took_seconds: float) -> IndexReport:
        """Return what was done."""
        return IndexReport(
            indexed=len(self._prepared),
            unchanged=len(self._unchanged),
            removed=0 if self.all_rejected else len(self._gone()),
            skipped=self._skipped,
            rejected=tuple(self._rejected),
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

    def _is_lost(self, id: str) -> bool:
        """Tell whether a document may have been in what was damaged, and nowhere else."""
        return bool(self._salvage and self._salvage.may_have_held(id)) and id not in self._digests

    def _is_known(self, raw: RawDocument) -> bool:
        """Tell whether the index holds a document as it would be stored now."""
        known = self._digests.get(raw.id, "")
        return known == digest_of(raw, self._options.cleaning, self._rules, site_in(known))

    def _gone(self) -> set[str]:
        """Return the ids that are not there any more; none when a folder cannot be listed."""
        if any(Path(rejection.document).is_dir() for rejection in self._rejected):
            return set()
        return self._digests.keys() - self._prepared - self._unchanged

    def _tell(self, step: str, done: int, total: int | None) -> None:
        if self._options.on_progress:
            self._options.on_progress(Progress(step, done, total))


def _changes(batch: bytes, verdicts: Sequence[Verdict]) -> Changes | Finished[AnalyzedBatch]:
    """Return a batch with the verdicts that say anything of its documents.

    Where they take nothing away, it is less work to apply them than to give that out.
    """
    nothing = Verdict()
    said = {place: each for place, each in enumerate(verdicts) if each != nothing}
    changes = Changes(batch, said)
    takes_lines = any(each.chrome or each.related for each in said.values())
    return changes if takes_lines else Finished(settle(changes))
