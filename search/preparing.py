"""What is done to documents some at a time, in any process: clean them, find their terms."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from search.analysis import ANALYSIS_VERSION
from search.analysis.batches import BatchAnalyzer, TokenArrays
from search.cleaning.reprints import sign_all
from search.cleaning.site_rules import Rules
from search.cleaning.templates import apply_verdict
from search.cleaning.together import clean_or_reject
from search.cleaning.traces import Verdict, trace_from_json, trace_of, trace_to_json
from search.cleaning.version import CLEANING_VERSION
from search.engines.base import AnalyzedBatch, Entry
from search.housekeeping import no_search_for_cycles
from search.models import Block, CleanedDocument, Cleaning, Label, RawDocument, Rejection
from search.packing import pack, unpack
from search.serialization import document_from_stored, stored_document

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
    """Documents that wait, as the bytes of an analyzed batch, and what must be known of them."""

    batch: bytes
    remarks: Sequence[Remark]
    rejected: Sequence[Rejection]


class Changes(NamedTuple):
    """A prepared batch, and what others say of some documents in it, by place."""

    batch: bytes
    verdicts: Mapping[int, Verdict]


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
def prepare(documents: Sequence[RawDocument], cleaning: Cleaning, rules: Rules) -> Prepared:
    """Clean and analyze documents by themselves; those that fail are rejected, others go on."""
    results = [_clean(raw, cleaning, rules) for raw in documents]
    cleaned = [result for result in results if not isinstance(result, Rejection)]
    tokens = _analyze(document for document, _ in cleaned)
    signatures = sign_all(tokens.exacts, tokens.exact_numbers, tokens.counts)
    traces = [
        trace_to_json(trace_of(document, cleaning, signature=signature))
        for (document, _), signature in zip(cleaned, signatures, strict=True)
    ]
    pairs = list(zip(cleaned, traces, strict=True))
    entries = [_entry(document, digest, trace) for (document, digest), trace in pairs]
    return Prepared(
        pack(AnalyzedBatch(entries, tokens)),
        [Remark(document.id, trace, document.is_unsure) for (document, _), trace in pairs],
        [result for result in results if isinstance(result, Rejection)],
    )


def settle(changes: Changes) -> AnalyzedBatch:
    """Apply what the others say of some documents of a batch.

    Only where that takes lines away, the batch is analyzed anew.
    """
    entries, tokens = unpack(changes.batch)
    settled = list(entries)
    for place, verdict in changes.verdicts.items():
        settled[place] = _settled(entries[place], verdict)
    if any(verdict.chrome or verdict.related for verdict in changes.verdicts.values()):
        tokens = _analyze(_document(entry) for entry in settled)
    return AnalyzedBatch(settled, tokens)


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


def _entry(document: CleanedDocument, digest: str, trace: str) -> Entry:
    metadata = document.metadata
    return Entry(
        id=document.id,
        digest=digest,
        trace=trace,
        stored=stored_document(document),
        published=metadata.published,
        site=metadata.site,
        author=metadata.author,
        language=metadata.language,
        group=document.group,
    )


def _settled(entry: Entry, verdict: Verdict) -> Entry:
    trace = dataclasses.replace(trace_from_json(entry.trace), verdict=verdict)
    document = apply_verdict(_document(entry), verdict)
    return _entry(document, entry.digest, trace_to_json(trace))


def _document(entry: Entry) -> CleanedDocument:
    return document_from_stored(entry.stored)


def _analyze(documents: Iterable[CleanedDocument]) -> TokenArrays:
    texts: list[list[str]] = []
    captions: list[int] = []
    for document in documents:
        # Captions stand last, where they weigh less.
        blocks = sorted(document.kept, key=_is_caption)
        texts.append([block.text for block in blocks])
        captions.append(sum(map(_is_caption, blocks)))
    return _analyzer().analyze(texts, captions)


def _is_caption(block: Block) -> bool:
    return block.label is Label.CAPTION


@functools.cache
def _analyzer() -> BatchAnalyzer:
    """Return this process's analyzer, which remembers the words that it has seen."""
    return BatchAnalyzer()
