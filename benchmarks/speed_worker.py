"""Build or search one engine's index in a process of its own, and print what it took as JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from benchmarks.speed_engines import ENGINES


def main(engine: str, action: str, source: str, folder: str) -> None:
    """Print {"seconds", "peak_mb"} of a build of `source`, or {"times_ms"} of its queries."""
    if action == "build":
        result = _build(engine, Path(source), Path(folder))
    else:
        result = _search(engine, Path(source), Path(folder))
    print(json.dumps(result))


def _build(engine: str, corpus: Path, folder: Path) -> dict[str, object]:
    started = time.process_time()
    ENGINES[engine].build(corpus, folder)
    seconds = time.process_time() - started
    peak_kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"seconds": seconds, "peak_mb": peak_kilobytes / 1024}


def _search(engine: str, queries: Path, folder: Path) -> dict[str, object]:
    find = ENGINES[engine].open(folder)
    times_ms = []
    for query in json.loads(queries.read_text(encoding="utf-8")):
        started = time.perf_counter()
        find(query)
        times_ms.append((time.perf_counter() - started) * 1000)
    return {"times_ms": times_ms}


if __name__ == "__main__":
    main(*sys.argv[1:])
