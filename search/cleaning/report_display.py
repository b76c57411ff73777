"""A report on a corpus, printed for a person."""

from __future__ import annotations

from collections.abc import Sequence

import click

from search.cleaning.display import text_width
from search.cleaning.report import DOUBTFUL_SHARE, Doubtful, RemovedLine, Report, SiteCounts
from search.commands import visible

_LEFT = 40
"""Columns of a site or an id, beyond which it is cut."""


def to_styled_report(report: Report) -> str:
    """Return the tables of a report, one below the other."""
    doubtful = f"documents of which less than {DOUBTFUL_SHARE:.0%} was kept"
    return "\n".join(
        [
            _head("removed, by site", "documents", "characters", "lines"),
            *map(_site_row, report.sites),
            "",
            _head("lines removed most often", "documents"),
            *map(_line_row, report.lines),
            "",
            _head(doubtful if report.doubtful else f"no {doubtful}"),
            *map(_doubtful_row, report.doubtful),
            "",
        ]
    )


def _head(name: str, *columns: str) -> str:
    return click.style(_row(name, columns), bold=True)


def _row(name: str, cells: Sequence[str]) -> str:
    return "".join([_cut(name, _LEFT).ljust(_LEFT), *(f"{cell:>12}" for cell in cells)]).rstrip()


def _cut(text: str, width: int) -> str:
    shown = visible(text)
    return shown if len(shown) <= width else f"{shown[: width - 1]}…"


def _site_row(counts: SiteCounts) -> str:
    shares = (f"{counts.share_of_characters:.1%}", f"{counts.share_of_lines:.1%}")
    return _row(counts.site, (f"{counts.documents:,}", *shares))


def _line_row(line: RemovedLine) -> str:
    start = f"{line.documents:>8,}  {line.label.value:<9}  "
    return start + _cut(line.text, text_width() - len(start))


def _doubtful_row(document: Doubtful) -> str:
    return _row(document.id, (f"{document.share:.1%}", f"  {document.site}"))
