from __future__ import annotations

import dataclasses

import click
import pytest

from search.exporting import ExportFormat
from search.options.output import OutputOptions

PLAIN = OutputOptions(
    limit=10,
    page=1,
    all_=False,
    facets=False,
    explain=False,
    as_json=False,
    export=None,
    format_="text",
)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"as_json": True, "format_": "trec"}, "--json and --format trec exclude each other"),
        ({"export": "csv", "format_": "trec"}, "--export and --format trec"),
        ({"export": "csv", "explain": True}, "--explain and --export"),
        ({"export": "csv", "format_": "json"}, "--json and --export"),
        ({"all_": True, "page": 2}, "--page and --all"),
    ],
)
def test_options_of_which_one_would_say_nothing_exclude_each_other(
    options: dict[str, object], message: str
) -> None:
    with pytest.raises(click.UsageError, match=message):
        dataclasses.replace(PLAIN, **options).check(has_file=False)  # type: ignore[arg-type]


def test_a_file_of_queries_cannot_be_exported() -> None:
    PLAIN.check(has_file=True)
    with pytest.raises(click.UsageError, match="--queries and --export"):
        dataclasses.replace(PLAIN, export="csv").check(has_file=True)


def test_all_can_be_exported_and_explained() -> None:
    dataclasses.replace(PLAIN, all_=True, explain=True, facets=True).check(has_file=False)
    exported = dataclasses.replace(PLAIN, all_=True, export="bibtex")
    exported.check(has_file=False)
    assert exported.export_format is ExportFormat.BIBTEX
