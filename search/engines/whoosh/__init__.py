"""The embedded engine: an index in a folder, kept by Whoosh."""

from search.engines.whoosh.reading import WhooshIndexReader
from search.engines.whoosh.writing import WhooshIndexWriter

__all__ = ["WhooshIndexReader", "WhooshIndexWriter"]
