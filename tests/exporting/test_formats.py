from __future__ import annotations

import dataclasses
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given

from search.exporting import Export, ExportFormat, export, file_name, media_type
from search.models import Hit, Metadata
from search.requests import Query
from tests.exporting.results import ASKED_AT, hit, hostile_results, small_result

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("format", ExportFormat)
def test_a_small_result_is_written_as_it_always_was(format: ExportFormat) -> None:
    written = "".join(export(small_result(), format)).encode()
    assert written == (GOLDEN / f"result.{format.value}").read_bytes()


@pytest.mark.parametrize("format", ExportFormat)
@given(result=hostile_results())
def test_whatever_documents_say_can_be_written(result: Export, format: ExportFormat) -> None:
    assert "".join(export(result, format)).encode() is not None


@pytest.mark.parametrize("format", ExportFormat)
def test_hits_are_asked_for_one_by_one(format: ExportFormat) -> None:
    taken = 0

    def hits() -> Iterator[Hit]:
        nonlocal taken
        for taken in range(1, 1001):
            yield hit(taken, f"d{taken}", Metadata(), "La mer.")

    pieces = export(Export(Query("mer"), "mer", 1000, "1", ASKED_AT, hits()), format)
    most = 0
    for pulled, _ in enumerate(pieces, 1):
        most = max(most, taken - pulled)
    assert taken == 1000
    assert most <= 1


@pytest.mark.parametrize("format", ExportFormat)
def test_memory_does_not_grow_with_the_result(format: ExportFormat) -> None:
    assert _peak(format, 2000) < _peak(format, 200) + 50_000


def _peak(format: ExportFormat, count: int) -> int:
    """Return the most bytes that exporting takes at a time."""
    ranks = range(1, count + 1)
    hits = (hit(n, f"d{n}", Metadata(title=f"Titre {n}"), "La mer. " * 20) for n in ranks)
    result = Export(Query("mer"), "mer", count, "1", ASKED_AT, hits)
    tracemalloc.start()
    try:
        for _ in export(result, format):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("format", ExportFormat)
def test_an_empty_result_can_be_written(format: ExportFormat) -> None:
    empty = dataclasses.replace(small_result(), hits=(), total=0)
    written = "".join(export(empty, format))
    assert ("convention" in written) is (format.value in {"json", "bibtex", "atom"})


@pytest.mark.parametrize(
    ("format", "type", "extension"),
    [
        (ExportFormat.CSV, "text/csv", "csv"),
        (ExportFormat.JSON, "application/json", "json"),
        (ExportFormat.JSONL, "application/x-ndjson", "jsonl"),
        (ExportFormat.RIS, "application/x-research-info-systems", "ris"),
        (ExportFormat.BIBTEX, "application/x-bibtex", "bib"),
        (ExportFormat.ATOM, "application/atom+xml", "atom"),
    ],
)
def test_each_format_has_a_media_type_and_an_extension(
    format: ExportFormat, type: str, extension: str
) -> None:
    assert media_type(format).partition(";")[0] == type
    name = f"trouvaille-convention-de-hanoi-sport-2026-03-01.{extension}"
    assert file_name(small_result(), format) == name


@given(result=hostile_results())
def test_a_file_s_name_is_one_on_every_system(result: Export) -> None:
    name = file_name(result, ExportFormat.CSV)
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert name.startswith("trouvaille-")
    assert len(name) < 100


def test_a_query_without_letters_leaves_the_day() -> None:
    result = dataclasses.replace(small_result(), query=Query("日本"))
    assert file_name(result, ExportFormat.RIS) == "trouvaille-2026-03-01.ris"
