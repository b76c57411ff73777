"""Tell addresses of a search server from folders, without importing what talks to servers."""

from __future__ import annotations

import os
import re

_BEGINNING = re.compile("(?:opensearch|http)s?:/|[a-z][a-z0-9+.-]+://", re.IGNORECASE)
"""Any scheme: a URL that was pasted or mistyped is an address with a fault, and never a folder to
be made. One slash, for pathlib makes one of two."""


def is_address(index: str | os.PathLike[str]) -> bool:
    """Tell whether a text names an index on a server rather than a folder."""
    return bool(_BEGINNING.match(os.fspath(index)))
