"""The engines that are timed: Trouvaille and its peers, imported when they are loaded."""

from __future__ import annotations

import dataclasses
import importlib
import importlib.util

from benchmarks.engines.base import Engine
from benchmarks.questions import Kind

__all__ = ["BASE", "ENGINES", "OURS", "Entry", "entry", "load"]

OURS = "trouvaille"
BASE = "tantivy"

_PAGES = frozenset({Kind.PAGE, Kind.RESULTS})
_QUERIES = frozenset(Kind) - _PAGES
_NO_FUZZY = _QUERIES - {Kind.FUZZY}


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """An engine and what it is asked to do.

    `maker` is a module of this package and the function that makes the engine, `needs` the
    packages that must be installed, with spaces between. Engines with the same `index` read the
    same one, which the first of them builds. `most_documents` is the size beyond which it would
    take too long or too much memory, `share` the part of the queries that a slow one is asked.
    """

    name: str
    group: str
    maker: str
    needs: str
    index: str
    kinds: frozenset[Kind]
    most_documents: int | None = None
    share: float = 1.0

    @property
    def is_slow(self) -> bool:
        """Tell whether it builds and answers once only."""
        return self.share < 1

    @property
    def is_installed(self) -> bool:
        """Tell whether all that it needs can be imported."""
        return all(importlib.util.find_spec(package) for package in self.needs.split())


ENGINES = (
    Entry(OURS, OURS, "trouvaille:one_process", "search", "trouvaille", frozenset(Kind)),
    Entry(
        "trouvaille, two processes",
        OURS,
        "trouvaille:two_processes",
        "search",
        "trouvaille-2",
        frozenset(),
    ),
    Entry(BASE, BASE, "tantivy_stems:plain", "tantivy", "tantivy-stems", _QUERIES),
    Entry(
        "tantivy, counting", BASE, "tantivy_stems:counting", "tantivy", "tantivy-stems", _QUERIES
    ),
    Entry(
        "tantivy, same fields",
        BASE,
        "tantivy_fields:TantivyFields",
        "tantivy",
        "tantivy",
        _PAGES,
    ),
    Entry(
        "bm25s, numba",
        "bm25s",
        "bm25s_scores:with_numba",
        "bm25s numba",
        "bm25s",
        frozenset({Kind.OR}),
        most_documents=200_000,
    ),
    Entry(
        "bm25s, numpy",
        "bm25s",
        "bm25s_scores:with_numpy",
        "bm25s",
        "bm25s",
        frozenset({Kind.OR}),
        most_documents=200_000,
    ),
    Entry("sqlite fts5", "fts5", "sqlite_fts5:Fts5", "sqlite3", "fts5", _NO_FUZZY),
    Entry("xapian", "xapian", "xapian_terms:Xapian", "xapian", "xapian", _NO_FUZZY),
    Entry(
        "whoosh",
        "whoosh",
        "stock_whoosh:stems",
        "whoosh",
        "whoosh-stems",
        _QUERIES,
        most_documents=10_000,
        share=0.2,
    ),
    Entry(
        "whoosh, same fields",
        "whoosh",
        "stock_whoosh:fields_like_ours",
        "whoosh",
        "whoosh",
        frozenset(),
        most_documents=10_000,
        share=0.2,
    ),
)


def entry(name: str) -> Entry:
    """Return the entry of an engine."""
    return next(each for each in ENGINES if each.name == name)


def load(name: str) -> Engine:
    """Import an engine and make it."""
    module, _, maker = entry(name).maker.partition(":")
    made: Engine = getattr(importlib.import_module(f"{__name__}.{module}"), maker)()
    return made
