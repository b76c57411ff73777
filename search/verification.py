"""Tell whether an index is as it was written."""

from __future__ import annotations

import os

from search.engines.addresses import is_address
from search.engines.opening import shown
from search.engines.whoosh import verify
from search.errors import EngineError
from search.reports import IndexHealth


def verify_index(index: str | os.PathLike[str]) -> IndexHealth:
    """Check every byte of the index in the folder `index`; changes nothing.

    Raises IndexNotFoundError when there is none. What is damaged can be replaced by `build_index`
    with the option `repair`. Raises EngineError for an address: a server checks its own files.
    """
    if is_address(index):
        raise EngineError(
            shown(os.fspath(index)),
            "the files of a search server are verified there, not from here",
            "where it reports damage, build the index anew with --rebuild",
        )
    return verify(os.fspath(index))
