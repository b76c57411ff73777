"""Other engines that rank the documents of a collection, each as its users set it up for French.

They are given title and text as one, and rank by their own BM25. Modules of this package import
what they need, and are imported where that is installed; each has a function `index`.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Mapping

from benchmarks.rankers.base import Indexer

LUCENE = {
    "adminfaq": 0.7561,
    "cdtn_titles": 0.3745,
    "fquad": 0.8023,
    "orange_title": 0.7808,
    "piaf": 0.7986,
    "taln_kw": 0.4970,
}
"""nDCG@10 of Lucene's FrenchAnalyzer, BM25 of k1 1.2 and b .75, the best setting found.

Measured once, for it needs Java, on the same documents and queries and by the same formula.
"""

PEERS = {
    "tantivy": ("tantivy_french", "tantivy"),
    "fts5": ("fts5_stems", "sqlite3"),
    "bm25s": ("bm25s_french", "bm25s"),
}
"""By name: the module, and the package that it needs."""


def installed_peers() -> Mapping[str, Indexer]:
    """Return the peers that can be imported, by name."""
    return {
        name: importlib.import_module(f"{__name__}.{module}").index
        for name, (module, package) in PEERS.items()
        if importlib.util.find_spec(package)
    }
