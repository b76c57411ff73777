"""Print the answer to a query as `python -m search` is asked to."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterable, Iterator

import click

from search import exporting
from search.commands import use_color, visible
from search.explanations import Explanation, explanation_to_json
from search.exporting.models import ExportFormat
from search.models import Hit, ResultPage
from search.options.output import OutputOptions
from search.query.parsing import NO_WORD
from search.requests import Query
from search.result_serialization import hit_to_json, page_to_json
from search.searching import Searcher
from search.terminal.results import print_result

TAG = "trouvaille"
"""Last column of a TREC run: who made it."""


def print_answer(searcher: Searcher, query: Query, output: OutputOptions) -> None:
    """Print what a query finds: a page or all of it, as text, as JSON or in a format to export."""
    if output.export_format:
        _print_export(searcher, query, output.export_format)
        return
    page = _page(searcher, query, output)
    hits = searcher.hits(query) if output.all_ else iter(page.hits)
    explained = (
        _explained(searcher, query, hits) if output.explain else ((hit, None) for hit in hits)
    )
    if output.is_json:
        _print_json(page, explained)
    else:
        print_result(page, explained)


def print_run(searcher: Searcher, id: str, query: Query, limit: int) -> None:
    """Print the best documents as a TREC run."""
    for rank, (document, score) in enumerate(searcher.best(query, limit), 1):
        # White space separates the columns, so an id must not hold any.
        click.echo(f"{id} Q0 {'_'.join(document.split())} {rank} {score:.9f} {TAG}")


def _print_export(searcher: Searcher, query: Query, format: ExportFormat) -> None:
    """Write all of a result in UTF-8, whatever the terminal's encoding; warnings go elsewhere."""
    for warning in searcher.understand(query).warnings:
        click.secho(visible(f"! {warning}"), err=True, fg="yellow", color=use_color())
    for piece in exporting.export(searcher.whole(query), format):
        sys.stdout.buffer.write(piece.encode())
    sys.stdout.buffer.flush()


def _page(searcher: Searcher, query: Query, output: OutputOptions) -> ResultPage:
    """Return the page that is asked for; of all of a result, what is said above and below it.

    Who gives a query on a command line is told if it is empty.
    """
    size, number = (1, 1) if output.all_ else (output.limit, output.page)
    page = searcher.search(query, number, size, with_facets=output.facets)
    if output.all_:
        page = dataclasses.replace(page, size=max(1, page.shown))
    if query.text.strip() or query.is_narrowed:
        return page
    return dataclasses.replace(page, warnings=(NO_WORD,))


def _explained(
    searcher: Searcher, query: Query, hits: Iterable[Hit]
) -> Iterator[tuple[Hit, Explanation]]:
    for hit in hits:
        yield hit, searcher.explain(query, hit.document.id)


def _print_json(page: ResultPage, hits: Iterable[tuple[Hit, Explanation | None]]) -> None:
    """Print one object, its hits as they come."""
    printed = page_to_json(dataclasses.replace(page, hits=()))
    del printed["hits"]
    click.echo(f'{_encoded(printed)[:-1]}, "hits": [', nl=False)
    separator = ""
    for hit, explanation in hits:
        value = hit_to_json(hit)
        if explanation is not None:
            value["explanation"] = explanation_to_json(explanation)
        click.echo(separator + _encoded(value), nl=False)
        separator = ", "
    click.echo("]}")


def _encoded(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
