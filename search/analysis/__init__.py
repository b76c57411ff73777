"""Turn French text into terms, the same way for every engine."""

from search.analysis.batches import BLOCK_GAP, BatchAnalyzer, TokenArrays
from search.analysis.chain import ANALYSIS_VERSION, FrenchAnalyzer, Token

__all__ = [
    "ANALYSIS_VERSION",
    "BLOCK_GAP",
    "BatchAnalyzer",
    "FrenchAnalyzer",
    "Token",
    "TokenArrays",
]
