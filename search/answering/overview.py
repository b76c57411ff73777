"""Look at a whole index: count it, and see what was removed of some of its documents."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from search.answering.answers import Answer, Answerer
from search.answering.faceting import count_facets
from search.cleaning.report import report_on
from search.cleaning.traces import UNKNOWN_SITE
from search.engines.base import IndexReader, Matches
from search.last_run import LAST_RUN_FILE, run_from_bytes
from search.models import CleanedDocument
from search.overview import Overview, ReprintGroup, SiteCleaning
from search.query import All, Column, ParsedQuery
from search.requests import Query

SAMPLED = 1_000
"""Documents of which the cleaning is told: some tenths of a second, however large the index."""

MOST_GROUPS = 50
"""Groups of reprints that are told."""

MOST_SITES = 50
"""Sites of which the cleaning is told."""

MOST_LINES = 5
"""Removed lines that are told of a site."""

LEAST_REMOVED = 2
"""Documents of a site that must have lost a line for it to be told."""

_EVERYTHING = ParsedQuery("", All(()), ())


def overview_of(answerer: Answerer) -> Overview:
    """Return what the index of an answerer holds."""
    reader = answerer.reader
    counts, facets = count_facets(Answer(_EVERYTHING, {}, Matches(0, ())), Query(), reader)
    documents = reader.documents(reader.sample(SAMPLED))
    return Overview(
        documents=counts.total,
        distinct=counts.distinct,
        facets=facets,
        groups=tuple(_groups(reader)),
        cleaning=tuple(_cleaning(documents))[:MOST_SITES],
        sampled=len(documents),
        last_run=run_from_bytes(reader.setting(LAST_RUN_FILE)),
    )


def _groups(reader: IndexReader) -> Iterator[ReprintGroup]:
    """Yield the largest groups, equally large ones by the id of the most complete."""
    for group, members in reader.frequent_values(Column.GROUP, MOST_GROUPS).items():
        if members > 1:
            yield ReprintGroup(group, reader.document(group).heading, members)


def _cleaning(documents: Sequence[CleanedDocument]) -> Iterator[SiteCleaning]:
    """Yield what was removed of the documents of each site, the site of most documents first."""
    sites = sorted(documents, key=_site)
    groups = [(site, tuple(some)) for site, some in itertools.groupby(sites, key=_site)]
    for site, some in sorted(groups, key=lambda group: (-len(group[1]), group[0])):
        report = report_on(some)
        lines = (line for line in report.lines if line.documents >= LEAST_REMOVED)
        yield SiteCleaning(
            site=None if site == UNKNOWN_SITE else site,
            documents=len(some),
            share_removed=report.sites[0].share_of_characters,
            lines=tuple(itertools.islice(lines, MOST_LINES)),
        )


def _site(document: CleanedDocument) -> str:
    return document.metadata.site or UNKNOWN_SITE
