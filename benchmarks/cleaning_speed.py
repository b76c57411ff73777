"""How fast pages are cleaned, beside peers on the same pages in the same run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from benchmarks.cleaning_pages import LabeledPage
from benchmarks.cleaning_peers import classify, extract, wrap
from search.cleaning import clean
from search.models import Format, RawDocument

ROUNDS = 7
SPEED_HEAD = ("documents a second", "Trouvaille", "peer", "ratio", "peer's name")

Page = TypeVar("Page")


def speed_rows(
    texts: Sequence[LabeledPage], markup: Sequence[LabeledPage]
) -> list[tuple[str, ...]]:
    """Measure both formats, each beside its peer."""
    pages = [raw(page, Format.HTML) for page in markup]
    lines = [(raw(page, Format.TEXT), wrap(page.lines)) for page in texts]
    return [
        _row("HTML", "trafilatura", clean, lambda page: extract(page.text), pages),
        _row(
            "text",
            "jusText, each line a paragraph",
            lambda pair: clean(pair[0]),
            lambda pair: classify(pair[1]),
            lines,
        ),
    ]


def raw(page: LabeledPage, format: Format) -> RawDocument:
    """Return a labeled page as the cleaner reads it."""
    return RawDocument(page.id, page.source, format, page.id, "")


def _row(
    name: str,
    peer: str,
    ours: Callable[[Page], object],
    theirs: Callable[[Page], object],
    pages: Sequence[Page],
) -> tuple[str, ...]:
    """Time both in turns, so that a busy machine slows both; the first turn warms up."""
    rounds = [(_rate(ours, pages), _rate(theirs, pages)) for _ in range(ROUNDS + 1)][1:]
    our_rate, their_rate = (statistics.median(rates) for rates in zip(*rounds, strict=True))
    return name, f"{our_rate:.0f}", f"{their_rate:.0f}", f"{our_rate / their_rate:.2f}", peer


def _rate(work: Callable[[Page], object], pages: Sequence[Page]) -> float:
    started = time.perf_counter()
    for page in pages:
        work(page)
    return len(pages) / (time.perf_counter() - started)
