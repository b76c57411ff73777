"""The whole document flow: read, clean, analyze, store."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import os
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context

from search.analysis import ANALYSIS_VERSION, FrenchAnalyzer
from search.cleaning import clean
from search.cleaning.version import CLEANING_VERSION
from search.engines.base import AnalyzedDocument, IndexWriter
from search.engines.whoosh import WhooshIndexWriter
from search.errors import NothingToIndexError
from search.models import Cleaning, IndexReport, RawDocument, Rejection
from search.reading import DEFAULT_LIMIT_BYTES, Skipped, read_all

Paths = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]

BATCH_DOCUMENTS = 64
"""Documents that a process is given at once: some tenths of a second of work."""

BATCHES_AHEAD = 4
"""Batches that wait for each process, so that memory stays bounded however large the corpus."""

BLOCK_GAP = 10
"""Positions between two blocks, so that no phrase runs from one into the next."""


@dataclasses.dataclass(frozen=True, slots=True)
class IndexOptions:
    """How an index is built.

    `jobs` is the number of processes that clean and analyze; a caller that asks for more than
    one must guard its main module, as `multiprocessing` demands. `limit_bytes` is the size
    above which a document is rejected. `on_progress` is told how many documents were read.
    """

    rebuild: bool = False
    cleaning: Cleaning = Cleaning.AUTO
    jobs: int = 1
    limit_bytes: int = DEFAULT_LIMIT_BYTES
    on_progress: Callable[[int], None] | None = None


def build_index(
    paths: Paths, index: str | os.PathLike[str], options: IndexOptions = IndexOptions()
) -> IndexReport:
    """Make the index in the folder `index` hold the documents of files or folders, and no other.

    Only documents that are new, changed or gone since the last time are touched. Documents that
    cannot be read are in the report. Whatever fails, the index answers as it did before.

    Raises ReadError when a path does not exist, NothingToIndexError when there is no document,
    IndexLockedError when another process is writing, BrokenIndexError when the index cannot be
    used and is not to be rebuilt.
    """
    started = time.perf_counter()
    sources = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    documents = read_all(sources, limit_bytes=options.limit_bytes)
    with WhooshIndexWriter(os.fspath(index), rebuild=options.rebuild) as writer:
        run = _Run(writer.digests(), options)
        for result in analyze_all(run.changed(documents), options):
            run.store(result, writer)
        if run.read_nothing:
            raise NothingToIndexError([os.fspath(source) for source in sources])
        run.delete_gone(writer)
        writer.commit()
    return run.report(time.perf_counter() - started)


class _Run:
    """One indexing run: what it found, and what the index held before, by document id."""

    def __init__(self, digests: Mapping[str, str], options: IndexOptions) -> None:
        self._digests = digests
        self._options = options
        self._indexed: set[str] = set()
        self._unchanged: set[str] = set()
        self._rejected: list[Rejection] = []
        self._skipped = 0
        self._removed = 0

    def changed(
        self, results: Iterable[RawDocument | Rejection | Skipped]
    ) -> Iterator[RawDocument]:
        """Yield the documents that are not in the index as they are; count the others."""
        done = 0
        for result in results:
            match result:
                case Skipped():
                    self._skipped += 1
                    continue
                case Rejection():
                    self._rejected.append(result)
                case RawDocument() if self._digests.get(result.id) == _digest(
                    result, self._options
                ):
                    self._unchanged.add(result.id)
                case RawDocument():
                    yield result
            done += 1
            if self._options.on_progress:
                self._options.on_progress(done)

    def store(self, result: AnalyzedDocument | Rejection, writer: IndexWriter) -> None:
        """Store an analyzed document, or note why there is none."""
        if isinstance(result, Rejection):
            self._rejected.append(result)
        else:
            writer.add(result)
            self._indexed.add(result.document.id)

    @property
    def read_nothing(self) -> bool:
        """Tell whether there was no document, not even one that cannot be read."""
        return not (self._indexed or self._unchanged or self._rejected)

    def delete_gone(self, writer: IndexWriter) -> None:
        """Delete the documents that were not there any more."""
        for id in self._digests.keys() - self._indexed - self._unchanged:
            writer.delete(id)
            self._removed += 1

    def report(self, took_seconds: float) -> IndexReport:
        """Return what was done."""
        return IndexReport(
            indexed=len(self._indexed),
            unchanged=len(self._unchanged),
            removed=self._removed,
            skipped=self._skipped,
            rejected=tuple(self._rejected),
            took_seconds=took_seconds,
        )


def analyze_all(
    documents: Iterable[RawDocument], options: IndexOptions
) -> Iterator[AnalyzedDocument | Rejection]:
    """Clean and analyze documents, in their order, with as many processes as are asked for."""
    batches = _batches(documents)
    first = next(batches, [])
    if options.jobs == 1 or len(first) < BATCH_DOCUMENTS:
        for batch in itertools.chain([first], batches):
            yield from analyze_batch(batch, options)
        return
    # Started anew rather than forked: a fork of a process with threads can hang.
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as executor:
        waiting: deque[Future[list[AnalyzedDocument | Rejection]]] = deque()
        plain = dataclasses.replace(options, on_progress=None)
        for batch in itertools.chain([first], batches):
            waiting.append(executor.submit(analyze_batch, batch, plain))
            if len(waiting) > BATCHES_AHEAD * options.jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def analyze_batch(
    documents: Sequence[RawDocument], options: IndexOptions
) -> list[AnalyzedDocument | Rejection]:
    """Clean and analyze some documents; one that fails is rejected, the others go on."""
    results: list[AnalyzedDocument | Rejection] = []
    for raw in documents:
        try:
            results.append(analyze_document(raw, options))
        except Exception as error:  # noqa: BLE001  no document may stop the others
            results.append(Rejection(raw.origin, f"cannot be cleaned: {error!r}"))
    return results


def analyze_document(raw: RawDocument, options: IndexOptions) -> AnalyzedDocument:
    """Clean a document and find the terms of its kept text."""
    document = clean(raw, options.cleaning)
    stems: defaultdict[str, list[int]] = defaultdict(list)
    exacts: defaultdict[str, list[int]] = defaultdict(list)
    start = 0
    for block in document.kept:
        tokens = _analyzer().analyze(block.text)
        for token in tokens:
            exacts[token.exact].append(start + token.position)
            if not token.is_stop:
                stems[token.stem].append(start + token.position)
        start += len(tokens) + BLOCK_GAP
    return AnalyzedDocument(document, _digest(raw, options), dict(stems), dict(exacts))


def _batches(documents: Iterable[RawDocument]) -> Iterator[list[RawDocument]]:
    remaining = iter(documents)
    while batch := list(itertools.islice(remaining, BATCH_DOCUMENTS)):
        yield batch


def _digest(raw: RawDocument, options: IndexOptions) -> str:
    """Return what changes with the document and with whatever is done to it."""
    return f"{raw.digest}.{options.cleaning.value}.{CLEANING_VERSION}.{ANALYSIS_VERSION}"


@functools.cache
def _analyzer() -> FrenchAnalyzer:
    """Return this process's analyzer, which remembers the words that it has seen."""
    return FrenchAnalyzer()
