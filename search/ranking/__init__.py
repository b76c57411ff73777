"""Rank what matches a query."""

from search.ranking.explaining import explain
from search.ranking.reranking import rank

__all__ = ["explain", "rank"]
