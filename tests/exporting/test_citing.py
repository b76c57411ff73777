from __future__ import annotations

import dataclasses
import datetime

import pytest
from hypothesis import given

from search.exporting import CitationFormat, cite
from search.models import CleanedDocument, Metadata
from tests.exporting.results import metadatas, small_result, texts
from tests.exporting.test_bibtex import entries
from tests.exporting.test_ris import records

NARROW = "\u202f"


def document(metadata: Metadata) -> CleanedDocument:
    return CleanedDocument("a", (), metadata)


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Anne Roy", "Anne Roy"),
        ("Anne Roy, Luc Petit", "Anne Roy et Luc Petit"),
        ("Anne Roy, Luc Petit, Li Na", "Anne Roy, Luc Petit et Li Na"),
        ("Anne Roy, Luc Petit, Li Na, Jo Da", "Anne Roy et al."),
    ],
)
def test_a_document_is_cited_in_french(author: str, names: str) -> None:
    known = Metadata(
        title="La mer",
        author=author,
        site="exemple.fr",
        published=datetime.date(2025, 5, 1),
        url="https://exemple.fr/mer",
    )
    expected = f"{names}, «{NARROW}La mer{NARROW}», exemple.fr, 1er mai 2025, "
    assert cite(document(known), CitationFormat.TEXT) == f"{expected}https://exemple.fr/mer"


def test_what_is_unknown_is_left_out() -> None:
    expected = f"«{NARROW}La mer{NARROW}»"
    assert cite(document(Metadata(title="La mer")), CitationFormat.TEXT) == expected


def test_a_citation_says_nothing_of_a_query() -> None:
    (hit, _) = small_result().hits
    (record,) = records(cite(hit.document, CitationFormat.RIS) + "\r\n")
    assert not {"N1", "AB"} & {tag for tag, _ in record}
    ((key, fields),) = entries(cite(hit.document, CitationFormat.BIBTEX)).items()
    assert key.startswith("roy-2025-convention-")
    assert not {"note", "abstract"} & set(fields)


@pytest.mark.parametrize("format", CitationFormat)
@given(metadata=metadatas, id=texts)
def test_any_document_can_be_cited(metadata: Metadata, id: str, format: CitationFormat) -> None:
    cited = cite(dataclasses.replace(document(metadata), id=id), format)
    assert cited.encode()
    assert format is not CitationFormat.TEXT or len(cited.splitlines()) == 1
