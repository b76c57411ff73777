"""The command `python -m search.cleaning PATH...`: clean documents without indexing them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

from search.cleaning.display import to_styled_text
from search.cleaning.reasons import Language, with_reasons_in
from search.cleaning.report import report_on, report_to_json
from search.cleaning.report_display import to_styled_report
from search.cleaning.site_rules import find_rules
from search.cleaning.together import clean_all
from search.commands import errors_in_one_line, use_color, visible
from search.models import CleanedDocument, RawDocument, Rejection
from search.reading import read_all
from search.serialization import document_to_json

Document = TypeVar("Document", RawDocument, CleanedDocument)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a document and line.")
@click.option("--report", is_flag=True, help="Print what was removed of all, as a whole.")
@click.option(
    "--lang",
    type=click.Choice([language.value for language in Language]),
    default=Language.FRENCH.value,
    show_default=True,
    help="Language of the reasons.",
)
def main(paths: tuple[str, ...], *, as_json: bool, report: bool, lang: str) -> None:
    """Show what of the documents at PATHS is kept and what is removed, and why.

    A sites.toml beside the documents says what is always kept or removed. The exit status is 1
    when documents were rejected.
    """
    rejected: list[Rejection] = []
    with errors_in_one_line():
        found = clean_all(_only(RawDocument, read_all(paths), rejected), rules=find_rules(paths))
        cleaned = _only(CleanedDocument, found, rejected)
        documents = (with_reasons_in(document, Language(lang)) for document in cleaned)
        for text in _shown(documents, as_json=as_json, report=report):
            click.echo(text, color=use_color())
    for rejection in rejected:
        click.echo(visible(f"rejected  {rejection.document}: {rejection.reason}"), err=True)
    sys.exit(1 if rejected else 0)


def _only(
    kind: type[Document], found: Iterable[object], rejected: list[Rejection]
) -> Iterator[Document]:
    """Yield what is of a kind, and note the rejections."""
    for each in found:
        if isinstance(each, kind):
            yield each
        elif isinstance(each, Rejection):
            rejected.append(each)


def _shown(documents: Iterable[CleanedDocument], *, as_json: bool, report: bool) -> Iterator[str]:
    if report:
        found = report_on(documents)
        yield _dumped(report_to_json(found)) if as_json else to_styled_report(found)
        return
    for document in documents:
        yield _dumped(document_to_json(document)) if as_json else to_styled_text(document)


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    main(prog_name="python -m search.cleaning")
