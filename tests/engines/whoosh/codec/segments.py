"""Make segments of texts, and look into them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

from search.analysis.batches import BatchAnalyzer
from search.analysis.plain import title_key
from search.engines.whoosh.codec.building import SegmentBuilder
from search.engines.whoosh.codec.joining import join
from search.engines.whoosh.codec.postings import Postings
from search.engines.whoosh.codec.segment_files import SegmentFiles
from search.engines.whoosh.codec.segments import Segment
from search.engines.writer import YES, AnalyzedBatch, Entry

ANALYZER = BatchAnalyzer()

Found = dict[str, dict[int, list[int]]]
"""The positions of each term in each document that holds it."""


def batch(texts: Mapping[str, str]) -> AnalyzedBatch:
    """Return documents of one block each, by id."""
    entries = [
        Entry(
            *(id, f"digest of {text}", f"trace of {text}", f"stored {text}".encode(), DAY, "a.fr"),
            agency=id[:1] or None,
            truncated=YES if len(text) > 9 else None,
            title=title_key(text) or None,
        )
        for id, text in texts.items()
    ]
    return AnalyzedBatch(entries, ANALYZER.analyze([text] for text in texts.values()))


DAY = datetime.date(2025, 10, 26)


def build(folder: Path, name: str, *batches: Mapping[str, str]) -> Segment:
    """Write documents as a segment."""
    with SegmentFiles(folder, name) as files:
        builder = SegmentBuilder(files)
        for texts in batches:
            builder.add(batch(texts))
        return Segment(folder, builder.finish())


def joined(folder: Path, name: str, segments: Sequence[Segment]) -> Segment:
    """Write the live documents of segments as one."""
    with SegmentFiles(folder, name) as files:
        return Segment(folder, join(segments, files))


def postings(found: Postings) -> Found:
    """Return all postings of a field."""
    terms: Found = {}
    for number, term in enumerate(found.terms):
        start, end = found.span(number, number + 1)
        frequencies = found.exact_frequencies(start, end).tolist()
        place = found.position_start(start)
        terms[term.decode()] = documents = {}
        for document, count in zip(found.documents[start:end].tolist(), frequencies, strict=True):
            documents[document] = found.positions[place : place + count].tolist()
            place += count
    return terms
