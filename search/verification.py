"""Tell whether an index is as it was written."""

from __future__ import annotations

import os

from search.engines.addresses import is_address
from search.engines.whoosh import verify
from search.reports import IndexHealth


def verify_index(index: str | os.PathLike[str]) -> IndexHealth:
    """Check every byte of the index in a folder, or every document of one at an address.

    Nothing is changed. Raises IndexNotFoundError when there is none. What is damaged can be
    replaced by `build_index`: with the option `repair` in a folder, with `rebuild` at an address.
    """
    text = os.fspath(index)
    if not is_address(text):
        return verify(text)
    from search.engines.opensearch.connecting.address import parse_address  # noqa: PLC0415 - where asked for
    from search.engines.opensearch.verifying import (  # noqa: PLC0415 - where asked for
        verify as verify_at,
    )

    return verify_at(parse_address(text))
