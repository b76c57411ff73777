"""Let Python and its C library put off what they do beside the work, where it costs a tenth of it.

A run makes and drops thousands of large arrays and millions of small values, few of them in cycles.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

_LARGEST_KEPT = 31 << 20
"""Bytes of the largest block that glibc can be led to keep: its threshold stays below 32 MB."""


def keep_freed_memory() -> None:
    """Let arrays take the memory of others that were dropped, rather than new pages each time.

    glibc gives back to the system what is larger than the largest block that was ever dropped
    (mallopt(3), M_MMAP_THRESHOLD); so one is dropped, of which no page is ever touched. Other
    libraries take no notice.
    """
    bytes(_LARGEST_KEPT)


@contextlib.contextmanager
def no_search_for_cycles() -> Iterator[None]:
    """Look for no cycles for as long as a batch takes."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
