"""Answer requests: from what is asked to the documents that are shown.

What few requests need is imported when it is asked for.
"""

from typing import TYPE_CHECKING

from search.lazy import importer

if TYPE_CHECKING:
    from search.answering.advising import advise
    from search.answering.faceting import count_facets, no_facets
    from search.answering.similar import find_reprints, find_similar
else:
    __getattr__ = importer(
        __name__,
        {
            "advise": "search.answering.advising",
            "count_facets": "search.answering.faceting",
            "find_reprints": "search.answering.similar",
            "find_similar": "search.answering.similar",
            "no_facets": "search.answering.faceting",
        },
    )

__all__ = ["advise", "count_facets", "find_reprints", "find_similar", "no_facets"]
