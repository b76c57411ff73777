"""The whole document flow: read, clean, compare, analyze, store."""

from __future__ import annotations

import dataclasses
import functools
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from search.analysis import ANALYSIS_VERSION, FrenchAnalyzer
from search.cleaning.site_rules import FILE_NAME, Rules, find_rules
from search.cleaning.spool import Spool
from search.cleaning.templates import Corpus, apply_verdict
from search.cleaning.together import clean_or_reject
from search.cleaning.traces import Trace, Verdict, trace_from_json, trace_of, trace_to_json
from search.cleaning.version import CLEANING_VERSION
from search.engines.base import AnalyzedDocument, IndexWriter
from search.engines.whoosh import WhooshIndexWriter
from search.errors import NothingToIndexError
from search.models import (
    CleanedDocument,
    Cleaning,
    IndexReport,
    Progress,
    RawDocument,
    Rejection,
)
from search.parallel import map_batches
from search.reading import DEFAULT_LIMIT_BYTES, Skipped, read_all

Paths = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]

_SITE_SIGN = "|"
"""What parts the site from the rest of a digest; hosts have none."""

BLOCK_GAP = 10
"""Positions between two blocks, so that no phrase runs from one into the next."""


@dataclasses.dataclass(frozen=True, slots=True)
class IndexOptions:
    """How an index is built.

    `jobs` is the number of processes that clean and analyze; a caller that asks for more than
    one must guard its main module, as `multiprocessing` demands. `limit_bytes` is the size
    above which a document is rejected. `rules` are the user's for sites; None reads those that
    stand beside the documents. `on_progress` is told how far the run is.
    """

    rebuild: bool = False
    cleaning: Cleaning = Cleaning.AUTO
    jobs: int = 1
    limit_bytes: int = DEFAULT_LIMIT_BYTES
    rules: Rules | None = None
    on_progress: Callable[[Progress], None] | None = None


def build_index(
    paths: Paths, index: str | os.PathLike[str], options: IndexOptions = IndexOptions()
) -> IndexReport:
    """Make the index in the folder `index` hold the documents of files or folders, and no other.

    Only documents that are new, changed or gone since the last time are touched. Documents that
    cannot be read are in the report. Whatever fails, the index answers as it did before.

    Raises ReadError when a path does not exist, SiteRulesError when a sites.toml beside the
    documents cannot be used, NothingToIndexError when there is no document,
    IndexLockedError when another process is writing, BrokenIndexError when the index cannot be
    used and is not to be rebuilt.
    """
    started = time.perf_counter()
    sources = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    read = functools.partial(read_all, sources, limit_bytes=options.limit_bytes)
    documents = read()
    if options.rules is None:
        options = dataclasses.replace(options, rules=find_rules(sources))
    with WhooshIndexWriter(os.fspath(index), rebuild=options.rebuild) as writer, Spool() as spool:
        run = _Run(writer, options)
        run.clean(run.changed(documents), spool)
        if run.read_nothing:
            raise NothingToIndexError([os.fspath(source) for source in sources])
        if run.changes_anything and not run.all_rejected:
            corpus = run.compare()
            run.clean(run.outdated(read(), corpus), spool)
            run.store(spool, corpus)
            run.delete_gone()
            writer.commit()
    return run.report(time.perf_counter() - started)


class _Cleaned(NamedTuple):
    """A document cleaned by itself."""

    document: CleanedDocument
    digest: str
    trace: Trace


class _Settled(NamedTuple):
    """A document cleaned by itself, and what the others say of it."""

    document: CleanedDocument
    digest: str
    trace: Trace
    verdict: Verdict


class _Run:
    """One indexing run: what it found, and what the index held before, by document id."""

    def __init__(self, writer: IndexWriter, options: IndexOptions) -> None:
        self._writer = writer
        self._options = options
        self._rules = options.rules or Rules()
        self._digests = writer.digests()
        self._traces: dict[str, Trace] = {}
        self._known: dict[str, Trace] = {}
        self._unchanged: set[str] = set()
        self._rejected: list[Rejection] = []
        self._skipped = 0
        self._unsure = 0

    @property
    def read_nothing(self) -> bool:
        """Tell whether there was no document, not even one that cannot be read."""
        return not (self._traces or self._unchanged or self._rejected)

    @property
    def all_rejected(self) -> bool:
        """Tell whether no document can be read, which says more of the disk than of them."""
        return not (self._traces or self._unchanged)

    @property
    def changes_anything(self) -> bool:
        """Tell whether a document is new, changed or gone."""
        return bool(self._traces or self._gone())

    def changed(
        self, results: Iterable[RawDocument | Rejection | Skipped]
    ) -> Iterator[RawDocument]:
        """Yield the documents that are not in the index as they are; count the others."""
        done = 0
        for result in results:
            match result:
                case Skipped():
                    self._skipped += Path(result.path).name != FILE_NAME
                    continue
                case Rejection():
                    self._rejected.append(result)
                case RawDocument() if self._is_known(result):
                    self._unchanged.add(result.id)
                case RawDocument():
                    yield result
            done += 1
            self._tell("Cleaning", done, None)

    def clean(self, documents: Iterable[RawDocument], spool: Spool) -> None:
        """Clean documents by themselves, and keep them on disk until all were seen."""
        work = functools.partial(clean_batch, cleaning=self._options.cleaning, rules=self._rules)
        for result in map_batches(work, documents, self._options.jobs):
            if isinstance(result, Rejection):
                self._rejected.append(result)
            else:
                self._traces[result.document.id] = result.trace
                self._unsure += result.document.is_unsure
                spool.append(result.document, result.digest)

    def compare(self) -> Corpus:
        """Look at the new documents and those that stay together."""
        known = self._writer.traces()
        self._known = {id: trace_from_json(known[id]) for id in self._unchanged}
        return Corpus(self._known | self._traces, self._options.cleaning)

    def outdated(
        self, results: Iterable[RawDocument | Rejection | Skipped], corpus: Corpus
    ) -> Iterator[RawDocument]:
        """Yield the unchanged documents that the changed ones let see in another light."""
        ids = {id for id, trace in self._known.items() if corpus.verdict(id) != trace.verdict}
        for result in results if ids else ():
            if isinstance(result, RawDocument) and result.id in ids:
                self._unchanged.discard(result.id)
                yield result

    def store(self, spool: Spool, corpus: Corpus) -> None:
        """Analyze the cleaned documents in the light of the others, and store them."""
        settled = (
            _Settled(document, digest, self._traces[document.id], corpus.verdict(document.id))
            for document, digest in spool
        )
        analyzed = map_batches(analyze_batch, settled, self._options.jobs)
        for done, document in enumerate(analyzed, 1):
            self._writer.add(document)
            self._tell("Indexing", done, len(self._traces))

    def delete_gone(self) -> None:
        """Delete the documents that were not there any more."""
        for id in self._gone():
            self._writer.delete(id)

    def report(self, took_seconds: float) -> IndexReport:
        """Return what was done."""
        return IndexReport(
            indexed=len(self._traces),
            unchanged=len(self._unchanged),
            removed=0 if self.all_rejected else len(self._gone()),
            skipped=self._skipped,
            rejected=tuple(self._rejected),
            took_seconds=took_seconds,
            unsure=self._unsure,
        )

    def _is_known(self, raw: RawDocument) -> bool:
        """Tell whether the index holds a document as it would be stored now."""
        known = self._digests.get(raw.id, "")
        site = known.partition(_SITE_SIGN)[2].rpartition(_SITE_SIGN)[0]
        return known == digest_of(raw, self._options.cleaning, self._rules, site or None)

    def _gone(self) -> set[str]:
        """Return the ids that are not there any more; none when a folder cannot be listed."""
        if any(Path(rejection.document).is_dir() for rejection in self._rejected):
            return set()
        return self._digests.keys() - self._traces.keys() - self._unchanged

    def _tell(self, step: str, done: int, total: int | None) -> None:
        if self._options.on_progress:
            self._options.on_progress(Progress(step, done, total))


def clean_batch(
    documents: Sequence[RawDocument], cleaning: Cleaning, rules: Rules
) -> list[_Cleaned | Rejection]:
    """Clean some documents by themselves; one that fails is rejected, the others go on."""
    results: list[_Cleaned | Rejection] = []
    for raw in documents:
        document = clean_or_reject(raw, cleaning, rules=rules)
        if isinstance(document, Rejection):
            results.append(document)
        elif document.kept:
            digest = digest_of(raw, cleaning, rules, document.metadata.site)
            results.append(_Cleaned(document, digest, trace_of(document)))
        else:
            results.append(Rejection(raw.origin, "no article found in it"))
    return results


def analyze_batch(settled: Sequence[_Settled]) -> list[AnalyzedDocument]:
    """Apply what the other documents said of some, and find the terms of their kept text."""
    return [
        analyze_document(
            apply_verdict(each.document, each.verdict),
            digest=each.digest,
            trace=trace_to_json(dataclasses.replace(each.trace, verdict=each.verdict)),
        )
        for each in settled
    ]


def analyze_document(document: CleanedDocument, *, digest: str, trace: str) -> AnalyzedDocument:
    """Find the terms of the kept text of a document."""
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
    return AnalyzedDocument(document, digest, trace, dict(stems), dict(exacts))


def digest_of(raw: RawDocument, cleaning: Cleaning, rules: Rules, site: str | None) -> str:
    """Return what changes with the document and with whatever is done to it by itself.

    The site that the document was found to be of stands in it, so that rules for other sites may
    change.
    """
    versions = f"{raw.digest}.{cleaning.value}.{CLEANING_VERSION}.{ANALYSIS_VERSION}"
    ruled = rules.digest(site) if cleaning is Cleaning.AUTO else ""
    return _SITE_SIGN.join((versions, site or "", ruled))


@functools.cache
def _analyzer() -> FrenchAnalyzer:
    """Return this process's analyzer, which remembers the words that it has seen."""
    return FrenchAnalyzer()
