"""Do one thing with one engine in a process of its own, and print what it took as JSON.

build ENGINE FOLDER CORPUS PREPARED    {"cpu", "wall"} in seconds, {"peak"} in bytes
ask ENGINE FOLDER QUESTIONS PASSES     a list of {"cpu", "wall"} in seconds and {"found"}
first ENGINE FOLDER QUESTIONS NUMBER   {"wall", "wall_with_import"} in seconds
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.engines import load
from benchmarks.engines.base import Ask, Source
from benchmarks.memory import peak_bytes
from benchmarks.questions import read_questions


def main(action: str, engine: str, folder: str, *rest: str) -> None:
    """Print what `action` took."""
    if action == "build":
        result: object = build(engine, Path(folder), Source(*map(Path, rest)))
    elif action == "ask":
        result = ask(engine, Path(folder), Path(rest[0]), int(rest[1]))
    else:
        result = first(engine, Path(folder), Path(rest[0]), int(rest[1]))
    print(json.dumps(result))


def build(engine: str, folder: Path, source: Source) -> dict[str, float]:
    """Build an index and measure it: the time of all processes, the memory of this one."""
    built = load(engine)
    cpu, wall = _cpu_of_all(), time.perf_counter()
    built.build(source, folder)
    wall = time.perf_counter() - wall
    return {"cpu": _cpu_of_all() - cpu, "wall": wall, "peak": peak_bytes()}


def ask(engine: str, folder: Path, questions: Path, passes: int) -> list[dict[str, float]]:
    """Time every question in the last of some passes; those before it warm up."""
    prepare = load(engine).open(folder)
    asks = [prepare(question) for question in read_questions(questions)]
    times = [[_timed(each) for each in asks] for _ in range(passes)]
    return times[-1]


def first(engine: str, folder: Path, questions: Path, number: int) -> dict[str, float]:
    """Time one question from nothing: import, open, ask."""
    question = read_questions(questions)[number]
    begun = time.perf_counter()
    opened = load(engine)
    imported = time.perf_counter()
    opened.open(folder)(question)()
    ended = time.perf_counter()
    return {"wall": ended - imported, "wall_with_import": ended - begun}


def _timed(asked: Ask, cpu_clock: Callable[[], float] = time.process_time) -> dict[str, float]:
    cpu, wall = cpu_clock(), time.perf_counter()
    found = asked()
    return {"wall": time.perf_counter() - wall, "cpu": cpu_clock() - cpu, "found": found}


def _cpu_of_all() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    main(*sys.argv[1:])
