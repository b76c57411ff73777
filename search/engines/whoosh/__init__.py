"""The embedded engine: an index in a folder, kept by Whoosh."""

from search.engines.whoosh.reading import WhooshIndexReader
from search.engines.whoosh.salvaging import Salvage
from search.engines.whoosh.verifying import verify
from search.engines.whoosh.writing import MEMORY_MB, WhooshIndexWriter

__all__ = ["MEMORY_MB", "Salvage", "WhooshIndexReader", "WhooshIndexWriter", "verify"]
