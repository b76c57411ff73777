"""Rank what matches a query."""

from search.ranking.explaining import explain
from search.ranking.reranking import rank
from search.ranking.weighing import term_weights

__all__ = ["explain", "rank", "term_weights"]
