"""The command `python -m search "requête"`: search an index."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import click

from search.commands import errors_in_one_line, index_option, use_color
from search.errors import ReadError
from search.explanations import explanation_to_json
from search.models import ResultPage
from search.query.parsing import NO_WORD
from search.reading.decoding import decode_text
from search.reading.unicode import utf8_content
from search.result_serialization import page_to_json
from search.searching import Searcher, open_index
from search.terminal import print_page

TAG = "trouvaille"
"""Last column of a TREC run: who made it."""


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, metavar='"REQUÊTE"')
@index_option
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="Documents shown of each query.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a query.")
@click.option("--explain", is_flag=True, help="Say of each document why it was found.")
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
    words: tuple[str, ...],
    index: str,
    limit: int,
    as_json: bool,
    explain: bool,
    queries: str | None,
    format_: str,
) -> None:
    """Search the index for articles.

    Words find articles with any of them, best those with all; "…" or « … » finds a phrase; -word
    leaves out.
    """
    if bool(words) == bool(queries):
        raise click.UsageError("give one query, or a file of them with --queries")
    if unknown := next((word for word in words if word.startswith("--")), None):
        raise click.NoSuchOption(unknown)
    if as_json and format_ == "trec":
        raise click.UsageError("--json and --format trec exclude each other")
    if explain and format_ == "trec":
        raise click.UsageError("--explain and --format trec exclude each other")
    with errors_in_one_line(), open_index(index) as searcher:
        asked = _read_queries(Path(queries)) if queries else [("1", " ".join(words))]
        for id, text in asked:
            if queries and not as_json and format_ == "text":
                click.secho(f"{id}  {text}", underline=True, color=use_color())
            if format_ == "trec":
                _print_run(searcher, id, text, limit)
            else:
                _print_page(
                    searcher,
                    _page(searcher, text, limit),
                    as_json=as_json or format_ == "json",
                    explain=explain,
                )


def _print_run(searcher: Searcher, id: str, query: str, limit: int) -> None:
    for rank, (document, score) in enumerate(searcher.best(query, limit), 1):
        # White space separates the columns, so an id must not hold any.
        click.echo(f"{id} Q0 {'_'.join(document.split())} {rank} {score:.9f} {TAG}")


def _page(searcher: Searcher, query: str, limit: int) -> ResultPage:
    """Return the first page; who gives a query on a command line is told if it is empty."""
    page = searcher.search(query, size=limit)
    return page if query.strip() else dataclasses.replace(page, warnings=(NO_WORD,))


def _print_page(searcher: Searcher, page: ResultPage, *, as_json: bool, explain: bool) -> None:
    ids = [hit.document.id for hit in page.hits] if explain else []
    explanations = [searcher.explain(page.query, id) for id in ids]
    if not as_json:
        print_page(page, explanations)
        return
    printed = page_to_json(page)
    for hit, each in zip(printed["hits"], explanations, strict=False):
        hit["explanation"] = explanation_to_json(each)
    click.echo(json.dumps(printed, ensure_ascii=False))


def _read_queries(path: Path) -> list[tuple[str, str]]:
    """Return the id and text of each query; raises ReadError for a line that is none."""
    queries = []
    text = decode_text(utf8_content(path.read_bytes()))
    for number, line in enumerate(text.split("\n"), 1):
        id, tab, query = line.partition("\t")
        if tab and len(id.split()) == 1:
            queries.append((id.strip(), query))
        elif line.strip():
            raise ReadError(f"{path}:{number}", "not a query-id, a tab and a query")
    return queries


if __name__ == "__main__":
    main(prog_name="python -m search")
