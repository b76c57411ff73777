"""The command `python -m search "requête"`: search an index."""

from __future__ import annotations

from pathlib import Path

import click

from search.commands import errors_in_one_line, index_option, use_color
from search.errors import ReadError
from search.options.groups import GroupedCommand, gathered, grouped
from search.options.output import OUTPUT_OPTIONS, TAKEN_OUT, OutputOptions
from search.options.request import REQUEST_OPTIONS, RequestOptions
from search.reading.decoding import decode_text
from search.reading.unicode import utf8_content
from search.requests import Query
from search.searching import open_index
from search.terminal.printing import print_answer, print_run


@click.command(cls=GroupedCommand, context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, metavar='"REQUÊTE"')
@gathered("request", RequestOptions, REQUEST_OPTIONS)
@gathered("output", OutputOptions, OUTPUT_OPTIONS)
@grouped(
    TAKEN_OUT,
    ["--queries"],
    {
        "type": click.Path(exists=True, dir_okay=False),
        "metavar": "FILE",
        "help": "Search for each line of a file: query-id TAB query.",
    },
)
@index_option
def main(
    *,
    words: tuple[str, ...],
    index: str,
    queries: str | None,
    request: RequestOptions,
    output: OutputOptions,
) -> None:
    """Search the index for articles.

    Words find articles with any of them, best those with all; "…" or « … » finds a phrase; -word
    leaves out. Without words, all articles are found that the options ask for.
    """
    _check(words, queries, request.query(""))
    output.check(has_file=bool(queries))
    with errors_in_one_line(), open_index(index) as searcher:
        asked = _read_queries(Path(queries)) if queries else [("1", " ".join(words))]
        for id, text in asked:
            if output.is_run:
                print_run(searcher, id, request.query(text), output.limit)
                continue
            if queries and not output.is_json:
                click.secho(f"{id}  {text}", underline=True, color=use_color())
            print_answer(searcher, request.query(text), output)


def _check(words: tuple[str, ...], queries: str | None, query: Query) -> None:
    """End with a message where not one thing is searched for."""
    if unknown := next((word for word in words if word.startswith("--")), None):
        raise click.NoSuchOption(unknown)
    if (words and queries) or not (words or queries or query.is_narrowed):
        raise click.UsageError("give one query, or a file of them with --queries")


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
