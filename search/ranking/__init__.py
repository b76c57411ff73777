"""Rank what matches a query."""

from typing import TYPE_CHECKING

from search.lazy import importer
from search.ranking.reranking import rank
from search.ranking.weighing import term_weights

if TYPE_CHECKING:
    from search.ranking.explaining import explain
else:
    __getattr__ = importer(__name__, {"explain": "search.ranking.explaining"})

__all__ = ["explain", "rank", "term_weights"]
