"""Rank what matches a query."""

from search.ranking.reranking import rank

__all__ = ["rank"]
