"""Turn French text into terms, the same way for every engine."""

from search.analysis.batches import BLOCK_GAP, CAPTIONS, BatchAnalyzer, TokenArrays
from search.analysis.chain import ANALYSIS_VERSION, FrenchAnalyzer, Reading, Token
from search.analysis.variants import Variant

__all__ = [
    "ANALYSIS_VERSION",
    "BLOCK_GAP",
    "CAPTIONS",
    "BatchAnalyzer",
    "FrenchAnalyzer",
    "Reading",
    "Token",
    "TokenArrays",
    "Variant",
]
