"""How fast pages are cleaned, beside peers on the same pages in the same run."""

from __future__ import annotations

import functools
import statistics
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from benchmarks.cleaning_pages import LabeledPage
from benchmarks.cleaning_peers import classify, extract, wrap
from search.cleaning import clean, marks, wording
from search.models import Format, RawDocument

ROUNDS = 7
SPEED_HEAD = ("documents a second", "Trouvaille", "peer", "ratio", "peer's name")

Page = TypeVar("Page")
Work = Callable[[], None]


def speed_rows(
    texts: Sequence[LabeledPage], markup: Sequence[LabeledPage]
) -> list[tuple[str, ...]]:
    """Measure both formats, each beside its peer.

    What the cleaner remembers of lines and classes is forgotten before each round, so that it has
    seen no page before.
    """
    pages = [raw(page, Format.HTML) for page in markup]
    plain = [raw(page, Format.TEXT) for page in texts]
    extract_all = functools.partial(_each, extract, [page.text for page in pages])
    classify_all = functools.partial(_each, classify, [wrap(page.lines) for page in texts])
    justext = "jusText, each line a paragraph"
    count = len(pages)
    return [
        _row("HTML", functools.partial(_clean_anew, pages), "trafilatura", extract_all, count),
        _row("text", functools.partial(_clean_anew, plain), justext, classify_all, count),
    ]


def raw(page: LabeledPage, format: Format) -> RawDocument:
    """Return a labeled page as the cleaner reads it."""
    return RawDocument(page.id, page.source, format, page.id, "")


def _clean_anew(documents: Sequence[RawDocument]) -> None:
    for memory in (wording.short_wording, wording.long_wording, marks.class_names):
        memory.cache_clear()
    _each(clean, documents)


def _each(work: Callable[[Page], object], pages: Sequence[Page]) -> None:
    for page in pages:
        work(page)


def _row(name: str, ours: Work, peer: str, theirs: Work, count: int) -> tuple[str, ...]:
    """Time both in turns, so that a busy machine slows both; the first turn warms up."""
    rounds = [(_seconds(ours), _seconds(theirs)) for _ in range(ROUNDS + 1)][1:]
    our_rate, their_rate = (count / statistics.median(took) for took in zip(*rounds, strict=True))
    return name, f"{our_rate:.0f}", f"{their_rate:.0f}", f"{our_rate / their_rate:.2f}", peer


def _seconds(work: Work) -> float:
    """Return the processor time that the work takes, in which other processes do not count."""
    started = time.process_time()
    work()
    return time.process_time() - started
