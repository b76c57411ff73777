"""What is done to documents some at a time, in any process: clean them, find their terms."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from search.analysis import ANALYSIS_VERSION
from search.analysis.batches import BatchAnalyzer, TokenArrays
from search.analysis.plain import title_key
from search.cleaning.reprints import sign_all
from search.cleaning.site_rules import Rules
from search.cleaning.together import clean_or_reject
from search.cleaning.traces import trace_of, trace_to_json
from search.cleaning.version import CLEANING_VERSION
from search.engines.writer import YES, AnalyzedBatch, Entry
from search.housekeeping import no_search_for_cycles
from search.models import CleanedDocument, Cleaning, RawDocument, Rejection
from search.packing import pack
from search.serialization import stored_document
from search.spooling import BatchSpool, Place
from search.zones import analyze_kept, analyze_removed

_SITE_SIGN = "|"
"""What parts the site from the rest of a digest; hosts have none."""

BATCH_SIZE = 1024
"""Documents that a process is given at once, at the most."""

_BATCH_CHARACTERS = {Cleaning.AUTO: 1 << 17, Cleaning.OFF: 1 << 21}
"""Characters from which on a batch is full: some tenths of a second of work. The more documents
have their terms numbered together, the less that costs, but the fewer share a small corpus out."""


class Remark(NamedTuple):
    """What the run must know of a document that was prepared."""

    id: str
    trace: str
    is_unsure: bool


class Prepared(NamedTuple):
    """Documents that were cleaned and analyzed, and what must be known of them."""

    batch: AnalyzedBatch
    remarks: Sequence[Remark]
    rejected: Sequence[Rejection]


class Spooled(NamedTuple):
    """Documents that wait on disk, by their ids, and what must be known of them.

    `traces` is where theirs stand, a line each; `unsure` is of how many the cleaner is not sure.
    """

    batch: Place
    traces: Place
    tokens: int
    ids: Sequence[str]
    unsure: int
    rejected: Sequence[Rejection]


def in_batches(documents: Iterable[RawDocument], cleaning: Cleaning) -> Iterator[list[RawDocument]]:
    """Yield the documents some at a time."""
    batch: list[RawDocument] = []
    characters = 0
    for document in documents:
        batch.append(document)
        characters += len(document.text)
        if len(batch) >= BATCH_SIZE or characters >= _BATCH_CHARACTERS[cleaning]:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


@no_search_for_cycles()
def prepare_on_disk(
    documents: Sequence[RawDocument],
    spool: BatchSpool,
    cleaning: Cleaning,
    rules: Rules,
    write: Callable[[AnalyzedBatch, Path], None] | None,
) -> Spooled:
    """Clean and analyze documents by themselves; they wait on disk until all were seen.

    What is sent of them before that is written beside the batch by `write`.
    """
    prepared = prepare(documents, cleaning, rules)
    tokens, removed = prepared.batch.tokens, prepared.batch.removed
    traces = "\n".join(remark.trace for remark in prepared.remarks)
    place = spool.append(pack(prepared.batch))
    if write and prepared.remarks:
        write(prepared.batch, spool.beside(place))
    return Spooled(
        batch=place,
        traces=spool.append(traces.encode("utf-8", "surrogatepass")),
        tokens=len(tokens.positions) + (0 if removed is None else len(removed.positions)),
        ids=[remark.id for remark in prepared.remarks],
        unsure=sum(remark.is_unsure for remark in prepared.remarks),
        rejected=prepared.rejected,
    )


def spooled_traces(spooled: Spooled, spool: BatchSpool) -> Iterator[tuple[str, str]]:
    """Yield the documents that wait by id, each with its trace as it is remembered."""
    [traces] = spool.read([spooled.traces])
    return zip(spooled.ids, traces.decode("utf-8", "surrogatepass").split("\n"), strict=False)


def prepare(documents: Sequence[RawDocument], cleaning: Cleaning, rules: Rules) -> Prepared:
    """Clean and analyze documents by themselves; those that fail are rejected, others go on."""
    results = [_clean(raw, cleaning, rules) for raw in documents]
    cleaned = [result for result in results if not isinstance(result, Rejection)]
    tokens, removed = analyze([document for document, _ in cleaned])
    signatures = sign_all(tokens.exacts, tokens.exact_numbers, tokens.counts)
    traces = [
        trace_to_json(trace_of(document, cleaning, signature=signature))
        for (document, _), signature in zip(cleaned, signatures, strict=True)
    ]
    pairs = list(zip(cleaned, traces, strict=True))
    entries = [entry_of(document, digest, trace) for (document, digest), trace in pairs]
    return Prepared(
        AnalyzedBatch(entries, tokens, removed),
        [Remark(document.id, trace, document.is_unsure) for (document, _), trace in pairs],
        [result for result in results if isinstance(result, Rejection)],
    )


def digest_of(raw: RawDocument, cleaning: Cleaning, rules: Rules, site: str | None) -> str:
    """Return what changes with the document and with whatever is done to it by itself.

    The site that the document was found to be of stands in it, so that rules for other sites may
    change.
    """
    versions = f"{raw.digest}.{cleaning.value}.{CLEANING_VERSION}.{ANALYSIS_VERSION}"
    ruled = rules.digest(site) if cleaning is Cleaning.AUTO else ""
    return _SITE_SIGN.join((versions, site or "", ruled))


def site_in(digest: str) -> str | None:
    """Return the site that stands in a digest."""
    return digest.partition(_SITE_SIGN)[2].rpartition(_SITE_SIGN)[0] or None


def entry_of(document: CleanedDocument, digest: str, trace: str) -> Entry:
    """Return what an engine keeps of a document."""
    metadata = document.metadata
    return Entry(
        id=document.id,
        digest=digest,
        trace=trace,
        stored=stored_document(document),
        published=metadata.published,
        site=metadata.site,
        author=metadata.author or metadata.agency,
        language=metadata.language,
        group=document.group,
        agency=metadata.agency,
        section=metadata.section,
        picture=YES if metadata.image else None,
        truncated=YES if metadata.is_truncated else None,
        title=title_key(document.heading) or None,
    )


def analyze(documents: Sequence[CleanedDocument]) -> tuple[TokenArrays, TokenArrays | None]:
    """Return the tokens of kept and of removed text."""
    return analyze_kept(documents, analyzer()), analyze_removed(documents, analyzer())


@functools.cache
def analyzer() -> BatchAnalyzer:
    """Return this process's analyzer, which remembers the words that it has seen."""
    return BatchAnalyzer()


class _Cleaned(NamedTuple):
    """A document cleaned by itself."""

    document: CleanedDocument
    digest: str


def _clean(raw: RawDocument, cleaning: Cleaning, rules: Rules) -> _Cleaned | Rejection:
    document = clean_or_reject(raw, cleaning, rules=rules)
    if isinstance(document, Rejection):
        return document
    if not document.kept:
        return Rejection(raw.origin, "no article found in it")
    return _Cleaned(document, digest_of(raw, cleaning, rules, document.metadata.site))
