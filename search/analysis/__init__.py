"""Turn French text into terms, the same way for every engine."""

from search.analysis.chain import ANALYSIS_VERSION, FrenchAnalyzer, Token

__all__ = ["ANALYSIS_VERSION", "FrenchAnalyzer", "Token"]
