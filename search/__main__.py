"""The command `python -m search "requête"`: search an index."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from search.commands import errors_in_one_line, index_option
from search.errors import ReadError
from search.searching import Searcher, open_index
from search.serialization import page_to_json
from search.terminal import print_page

TAG = "trouvaille"
"""Last column of a TREC run: who made it."""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("query", required=False, metavar='"REQUÊTE"')
@index_option
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="Documents shown of each query.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a query.")
@click.option(
    "--queries",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help="Search for each line of a file: query-id TAB query.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "trec"]),
    default="text",
    show_default=True,
    help="How results are printed; trec is a run for evaluation tools.",
)
def main(  # noqa: PLR0913  one parameter an option
    *,
    query: str | None,
    index: str,
    limit: int,
    as_json: bool,
    queries: str | None,
    format_: str,
) -> None:
    """Search the index for articles.

    Words find articles with any of them, best those with all; "…" or « … » finds a phrase; -word
    leaves out.
    """
    if (query is None) == (queries is None):
        raise click.UsageError("give one query, or a file of them with --queries")
    with errors_in_one_line(), open_index(index) as searcher:
        asked = _read_queries(queries) if queries else [("1", query or "")]
        for id, text in asked:
            _print(searcher, id, text, "json" if as_json else format_, limit)


def _print(searcher: Searcher, id: str, query: str, format_: str, limit: int) -> None:
    if format_ == "trec":
        for rank, (document, score) in enumerate(searcher.best(query, limit), 1):
            # White space separates the columns, so an id must not hold any.
            click.echo(f"{id} Q0 {'_'.join(document.split())} {rank} {score:.9f} {TAG}")
        return
    page = searcher.search(query, size=limit)
    if format_ == "json":
        click.echo(json.dumps(page_to_json(page), ensure_ascii=False))
    else:
        print_page(page)


def _read_queries(path: str) -> Iterator[tuple[str, str]]:
    """Yield the id and text of each query; raises ReadError for a line without a tab."""
    with Path(path).open(encoding="utf-8-sig", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            id, tab, text = line.rstrip("\r\n").partition("\t")
            if tab:
                yield id, text
            elif line.strip():
                raise ReadError(f"{path}:{number}", "not a query-id, a tab and a query")


if __name__ == "__main__":
    main(prog_name="python -m search")
