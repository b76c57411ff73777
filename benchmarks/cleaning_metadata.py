"""How often titles and days of publication are right: `python -m benchmarks.cleaning_metadata`.

DIR of --gold is the folder that benchmarks.cleaning reads; published.tsv beside this module holds
the day that each page shows its reader, "-" where it shows none.
"""

from __future__ import annotations

import datetime
import importlib.resources
from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks.cleaning_pages import LabeledPage, decode, load_texts
from benchmarks.tables import print_table
from search.cleaning import clean
from search.models import Format, Label, Metadata, RawDocument

_HEAD = ("material", "titles right", "days right", "wrong")


@click.command()
@click.option("--gold", required=True, type=click.Path(exists=True, path_type=Path))
def main(*, gold: Path) -> None:
    """Print how often the metadata of the pages of the folder GOLD are right."""
    pages = load_texts(gold / "pages.jsonl")
    sources = [decode((gold / "html" / f"{page.id}.html").read_bytes()) for page in pages]
    known = [_known(*pair, Format.HTML) for pair in zip(pages, sources, strict=True)]
    read = [_known(page, page.source, Format.TEXT) for page in pages]
    print_table(_HEAD, [_row("HTML", pages, known), _row("text", pages, read)])


def load_days() -> dict[str, datetime.date]:
    """Read the days of publication by page, those left out whose page shows none."""
    text = importlib.resources.files(__package__).joinpath("published.tsv").read_text("utf-8")
    rows = [row.split("\t") for row in text.splitlines() if not row.startswith("#")]
    return {page: datetime.date.fromisoformat(day) for page, day in rows if day != "-"}


def _known(page: LabeledPage, source: str, format: Format) -> Metadata:
    return clean(RawDocument(page.id, source, format, page.id, "")).metadata


def _row(name: str, pages: Sequence[LabeledPage], known: Sequence[Metadata]) -> tuple[str, ...]:
    days = load_days()
    pairs = list(zip(pages, known, strict=True))
    titles = [page.id for page, found in pairs if found.title != _title(page)]
    dated = [(page, found) for page, found in pairs if page.id in days]
    wrong = [page.id for page, found in dated if found.published != days[page.id]]
    return (
        name,
        f"{len(pages) - len(titles)} of {len(pages)}",
        f"{len(dated) - len(wrong)} of {len(dated)}",
        ", ".join([*titles, *wrong]),
    )


def _title(page: LabeledPage) -> str | None:
    pairs = zip(page.lines, page.labels, strict=True)
    return next((line.text for line, label in pairs if label is Label.TITLE), None)


if __name__ == "__main__":
    main()
