"""The loops of searching in numpy, for where the compiled ones are missing: same results.

`kernels` says what lists, sets and tables are. Each function says what the compiled one does, too.
"""

from search.engines.whoosh.array_positions import positions, standing
from search.engines.whoosh.array_scores import best_among, best_of_all, best_of_any
from search.engines.whoosh.array_sets import common, frequencies, totals, unite, without
from search.engines.whoosh.array_strings import place_of, strings, within

__all__ = [
    "best_among",
    "best_of_all",
    "best_of_any",
    "common",
    "frequencies",
    "place_of",
    "positions",
    "standing",
    "strings",
    "totals",
    "unite",
    "within",
    "without",
]
