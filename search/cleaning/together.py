"""Clean documents together: each by itself, then by what all of them say of each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from search.cleaning.cleaner import clean
from search.cleaning.site_rules import Rules
from search.cleaning.spool import Spool
from search.cleaning.templates import Corpus, apply_verdict
from search.cleaning.traces import Traces, trace_of, trace_to_json
from search.models import CleanedDocument, Cleaning, RawDocument, Rejection


def clean_or_reject(
    raw: RawDocument, cleaning: Cleaning = Cleaning.AUTO, *, rules: Rules = Rules()
) -> CleanedDocument | Rejection:
    """Clean a document by itself; one that makes the cleaner fail must not stop the others."""
    try:
        return clean(raw, cleaning, rules=rules)
    except Exception as error:  # noqa: BLE001  pages break in as many ways as there are pages
        return Rejection(raw.origin, f"cannot be cleaned: {error!r}")


def clean_all(
    documents: Iterable[RawDocument],
    cleaning: Cleaning = Cleaning.AUTO,
    *,
    rules: Rules = Rules(),
) -> Iterator[CleanedDocument | Rejection]:
    """Yield the documents cleaned, in their order, once all of them were read.

    Lines that repeat over a site's documents are removed, and reprints are grouped. Documents
    wait on disk, not in memory. The user's `rules` outrank both. With Cleaning.OFF every block is
    kept. Rejections come first.
    """
    with Spool() as spool, Traces() as traces:
        for raw in documents:
            document = clean_or_reject(raw, cleaning, rules=rules)
            if isinstance(document, Rejection):
                yield document
                continue
            traces.add(document.id, trace_to_json(trace_of(document, cleaning)))
            spool.append(document)
        corpus = Corpus(traces, cleaning)
        for document, _ in spool:
            yield apply_verdict(document, corpus.verdict(document.id))
