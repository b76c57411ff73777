from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given

from search.exporting import Export
from search.exporting.csv_table import COLUMNS, as_written, csv_pieces, harmless
from search.exporting.plain_text import printable
from tests.exporting.results import hostile_results, small_result, texts

csv.field_size_limit(10**9)


@given(hostile_results())
def test_every_row_comes_back_as_it_was(result: Export) -> None:
    text = "".join(csv_pieces(result)).encode().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    for hit, row in zip(result.hits, rows, strict=True):
        assert tuple(row) == COLUMNS
        assert as_written(row["id"]) == printable(hit.document.id)
        assert as_written(row["author"]) == printable(hit.document.metadata.author or "")
        assert as_written(row["passages"]) == printable(hit.snippet.text)
        assert as_written(row["index"]) == printable(result.index_version)
        assert row["rank"] == str(hit.rank)


@pytest.mark.parametrize("sign", "=+-@＝＋－＠\t\r\n")
def test_no_cell_is_a_formula(sign: str) -> None:
    assert harmless(f"{sign}A1")[0] == "'"
    assert harmless(f"x{sign}A1")[0] == "x"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        (" =1+1", " '=1+1"),
        ("'=1+1", "''=1+1"),
        ("a;=1+1", "a;'=1+1"),
        ('a;"=1+1"', 'a;"\'=1+1"'),
        ("a\n=1+1", "a\n'=1+1"),
        ("a\t\t=1+1", "a\t\t'=1+1"),
        ("\u200b=1+1", "\u200b'=1+1"),
        ("l'été - 5 = 3, -5", "l'été - 5 = 3, -5"),
        ("'a", "'a"),
        ("", ""),
    ],
)
def test_what_may_be_calculated_gets_an_apostrophe(text: str, cell: str) -> None:
    assert harmless(text) == cell


@given(texts)
def test_no_cell_is_a_formula_wherever_a_program_parts_cells(text: str) -> None:
    for cell in re.split("[;\t\r\n]", harmless(text)):
        assert not cell.lstrip('" \xa0\u202e').startswith(tuple("=+@-"))


@given(texts)
def test_the_apostrophes_can_be_taken_away(text: str) -> None:
    assert as_written(harmless(text)) == printable(text)


def test_the_query_and_the_index_stand_in_each_row() -> None:
    rows = list(csv.DictReader("".join(csv_pieces(small_result())).splitlines()))
    conditions = "site : exemple.fr ou autre.fr; depuis le 1er octobre 2025; "
    query = f'"convention de Hanoï" -sport [{conditions}du plus récent au plus ancien]'
    assert {row["query"] for row in rows} == {query}
    assert {row["index"] for row in rows} == {"3-1f0c9ab2"}


def test_long_runs_of_spaces_are_looked_at_once() -> None:
    assert harmless("\t" + " " * 1_000_000 + "a") == "'\t" + " " * 1_000_000 + "a"
