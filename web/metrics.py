"""Counts of what was answered, in the text format of Prometheus.

Written by hand: there are five series, and a client library would count for the whole process,
so that two applications in one would count each other's requests.
"""

from __future__ import annotations

import bisect
import itertools
import threading
from collections import Counter
from collections.abc import Iterator

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"

SECONDS = (0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""Upper bounds of the buckets: a page takes some milliseconds, a hostile query up to a second."""


class Metrics:
    """Count requests; may be shared by threads. Nothing of what was asked is kept."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, int]] = Counter()
        self._buckets = [0] * (len(SECONDS) + 1)
        self._seconds = 0.0
        self._searches = 0

    def count_request(self, endpoint: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        with self._lock:
            self._requests[endpoint, status] += 1
            self._buckets[bisect.bisect_left(SECONDS, seconds)] += 1
            self._seconds += seconds

    def count_search(self) -> None:
        """Count a query that was answered."""
        with self._lock:
            self._searches += 1

    def text(self, documents: int) -> str:
        """Return all counts; `documents` are those of the index now."""
        with self._lock:
            lines = [
                *_counter("requests_total", "Requests that were answered.", self._request_counts()),
                *_counter("errors_total", "Requests that failed here.", [("", self._errors())]),
                *_counter("searches_total", "Queries that were answered.", [("", self._searches)]),
                *self._histogram(),
                *_series("documents", "gauge", "Documents in the index.", [("", documents)]),
            ]
        return "\n".join(lines) + "\n"

    def _request_counts(self) -> list[tuple[str, float]]:
        return [
            (f'{{endpoint="{endpoint}",status="{status}"}}', count)
            for (endpoint, status), count in sorted(self._requests.items())
        ]

    def _errors(self) -> int:
        return sum(count for (_, status), count in self._requests.items() if status >= 500)

    def _histogram(self) -> Iterator[str]:
        name = "trouvaille_request_seconds"
        yield f"# HELP {name} Seconds that an answer took."
        yield f"# TYPE {name} histogram"
        bounds = [*map(str, SECONDS), "+Inf"]
        for bound, count in zip(bounds, itertools.accumulate(self._buckets), strict=True):
            yield f'{name}_bucket{{le="{bound}"}} {count}'
        yield f"{name}_sum {self._seconds:.6f}"
        yield f"{name}_count {sum(self._buckets)}"


def _counter(name: str, help: str, values: list[tuple[str, float]]) -> Iterator[str]:
    return _series(name, "counter", help, values)


def _series(name: str, kind: str, help: str, values: list[tuple[str, float]]) -> Iterator[str]:
    yield f"# HELP trouvaille_{name} {help}"
    yield f"# TYPE trouvaille_{name} {kind}"
    for labels, value in values:
        yield (
            f"trouvaille_{name}{labels} {value:g}"
            if isinstance(value, float)
            else (f"trouvaille_{name}{labels} {value}")
        )
