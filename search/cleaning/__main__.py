"""The command `python -m search.cleaning PATH...`: clean documents without indexing them."""

from __future__ import annotations

import json
import sys

import click

from search.cleaning.cleaner import clean
from search.cleaning.display import to_styled_text
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
    rejected = False
    with errors_in_one_line():
        for found in read_all(paths):
            if isinstance(found, RawDocument):
                click.echo(show(clean(found)), color=use_color())
            elif isinstance(found, Rejection):
                click.echo(f"rejected  {found.document}: {found.reason}", err=True)
                rejected = True
    sys.exit(1 if rejected else 0)


def _to_json(document: CleanedDocument) -> str:
    return json.dumps(document_to_json(document), ensure_ascii=False)


if __name__ == "__main__":
    main(prog_name="python -m search.cleaning")
