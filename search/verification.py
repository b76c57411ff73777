"""Tell whether an index is as it was written."""

from __future__ import annotations

import os

from search.engines.whoosh import verify
from search.reports import IndexHealth


def verify_index(index: str | os.PathLike[str]) -> IndexHealth:
    """Check every byte of the index in the folder `index`; changes nothing.

    Raises IndexNotFoundError when there is none. What is damaged can be replaced by `build_index`
    with the option `repair`.
    """
    return verify(os.fspath(index))
