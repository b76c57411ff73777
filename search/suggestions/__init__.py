"""Suggest how a query that is being typed may go on."""

from typing import TYPE_CHECKING

from search.lazy import importer

if TYPE_CHECKING:
    from search.suggestions.models import Kind, Suggestion
    from search.suggestions.suggesting import Suggester
else:
    __getattr__ = importer(
        __name__,
        {
            "Kind": "search.suggestions.models",
            "Suggester": "search.suggestions.suggesting",
            "Suggestion": "search.suggestions.models",
        },
    )

__all__ = ["Kind", "Suggester", "Suggestion"]
