"""The embedded engine: an index in a folder, kept by Whoosh."""

from typing import TYPE_CHECKING

from search.lazy import importer

if TYPE_CHECKING:
    from search.engines.whoosh.memory import MEMORY_MB, tokens_in
    from search.engines.whoosh.portions import Portion
    from search.engines.whoosh.reading import WhooshIndexReader
    from search.engines.whoosh.salvaging import Salvage
    from search.engines.whoosh.verifying import verify
    from search.engines.whoosh.writing import WhooshIndexWriter
else:
    __getattr__ = importer(
        __name__,
        {
            "MEMORY_MB": "search.engines.whoosh.memory",
            "Portion": "search.engines.whoosh.portions",
            "Salvage": "search.engines.whoosh.salvaging",
            "WhooshIndexReader": "search.engines.whoosh.reading",
            "WhooshIndexWriter": "search.engines.whoosh.writing",
            "tokens_in": "search.engines.whoosh.memory",
            "verify": "search.engines.whoosh.verifying",
        },
    )

__all__ = [
    "MEMORY_MB",
    "Portion",
    "Salvage",
    "WhooshIndexReader",
    "WhooshIndexWriter",
    "tokens_in",
    "verify",
]
