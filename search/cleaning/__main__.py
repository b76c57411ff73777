"""The command `python -m search.cleaning PATH...`: clean documents without indexing them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import click

from search.cleaning.display import to_styled_text
from search.cleaning.together import clean_all
from search.commands import errors_in_one_line, use_color
from search.models import CleanedDocument, RawDocument, Rejection
from search.reading import read_all
from search.serialization import document_to_json


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a document and line.")
def main(paths: tuple[str, ...], *, as_json: bool) -> None:
    """Show what of the documents at PATHS is kept and what is removed, and why.

    The exit status is 1 when documents were rejected.
    """
    show = _to_json if as_json else to_styled_text
    rejected: list[Rejection] = []
    with errors_in_one_line():
        for document in clean_all(_documents(paths, rejected)):
            click.echo(show(document), color=use_color())
    for rejection in rejected:
        click.echo(f"rejected  {rejection.document}: {rejection.reason}", err=True)
    sys.exit(1 if rejected else 0)


def _documents(paths: tuple[str, ...], rejected: list[Rejection]) -> Iterator[RawDocument]:
    """Yield the documents that can be read, and note the others."""
    for found in read_all(paths):
        if isinstance(found, RawDocument):
            yield found
        elif isinstance(found, Rejection):
            rejected.append(found)


def _to_json(document: CleanedDocument) -> str:
    return json.dumps(document_to_json(document), ensure_ascii=False)


if __name__ == "__main__":
    main(prog_name="python -m search.cleaning")
