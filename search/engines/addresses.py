"""Tell addresses of a search server from folders, without importing what talks to servers."""

from __future__ import annotations

import os
import re

_BEGINNING = re.compile("opensearchs?:/", re.IGNORECASE)
"""One slash, for pathlib makes one of two: such a text is answered as an address with a fault."""


def is_address(index: str | os.PathLike[str]) -> bool:
    """Tell whether a text names an index on a server rather than a folder."""
    return bool(_BEGINNING.match(os.fspath(index)))
