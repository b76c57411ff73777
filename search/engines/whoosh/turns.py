"""Let threads take turns at what is remembered of an index."""

from __future__ import annotations

import threading
from types import TracebackType

from search.engines.whoosh.storage import damage_reported


class Turn:
    """Read alone, for what is remembered is shared; the same as a lock and `damage_reported`.

    A class, since a generator takes as long to enter as a query of rare words to answer.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._lock = threading.RLock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._lock.release()
        if error is not None:
            with damage_reported(self._path):
                raise error
