"""Cite a single document."""

from __future__ import annotations

from collections.abc import Sequence

from search import french
from search.exporting.authors import Author
from search.exporting.bibtex import bibtex_entry
from search.exporting.models import CitationFormat
from search.exporting.reference import Reference, reference_of
from search.exporting.ris import ris_record
from search.models import CleanedDocument

MOST_NAMED = 3
"""Authors that a French reference names before it says "et al."."""


def cite(document: CleanedDocument, format: CitationFormat) -> str:
    """Return the reference of a document; RIS and BibTeX end with an end of line."""
    reference = reference_of(document)
    match format:
        case CitationFormat.RIS:
            return ris_record(reference)
        case CitationFormat.BIBTEX:
            return bibtex_entry(reference)
        case CitationFormat.TEXT:
            return _text(reference)


def _text(reference: Reference) -> str:
    """Return "Anne Roy, « Titre », site, 26 octobre 2025, adresse", without what is unknown."""
    parts = (
        _names(reference.authors),
        french.typeset(f"« {reference.title} »"),
        reference.site,
        french.long_date(reference.published) if reference.published else "",
        reference.url,
    )
    return ", ".join(filter(None, parts))


def _names(authors: Sequence[Author]) -> str:
    names = [author.name for author in authors]
    if len(names) > MOST_NAMED:
        return f"{names[0]} et al."
    return " et ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
