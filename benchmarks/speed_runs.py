"""Let the engines take turns, each time in a process of its own."""

from __future__ import annotations

import dataclasses
import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from benchmarks.engines import Entry
from benchmarks.engines.base import Source
from benchmarks.memory import tree_bytes
from benchmarks.questions import Question, write_questions

WARM_PASSES = 2
"""Passes over the queries in a process, of which the last is timed."""

PATIENCE_SECONDS = 60
"""An index that takes longer is not built again: chance evens out over so long a time."""

WATCH_SECONDS = 0.05
"""Between two looks at the memory of an engine's processes."""


@dataclasses.dataclass(frozen=True, slots=True)
class Built:
    """What building an index took: medians of seconds, and of bytes of memory."""

    cpu: float
    wall: float
    peak: float


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """What one query took: medians of seconds; and how many documents or hits it found."""

    cpu: float
    wall: float
    found: float


@dataclasses.dataclass(frozen=True, slots=True)
class First:
    """What the first query of a process took, opening included: medians of seconds."""

    wall: float
    wall_with_import: float


Answers = Mapping[int, Answer]
"""What an engine was asked, by the number of the question."""


@dataclasses.dataclass(frozen=True, slots=True)
class Bench:
    """A folder with the corpus and the indexes, and how many times everything is measured."""

    folder: Path
    rounds: int

    @property
    def source(self) -> Source:
        """The files of the corpus."""
        return Source(self.folder / "corpus.jsonl", self.folder / "prepared.tsv")

    def index(self, entry: Entry) -> Path:
        """Return the folder of an engine's index."""
        return self.folder / entry.index


def build_all(bench: Bench, entries: Iterable[Entry]) -> dict[str, Built]:
    """Build each index, `rounds` times in turn, once where that takes long; keep the last."""
    took: dict[str, list[dict[str, float]]] = {}
    waiting = builders(entries)
    for _ in range(bench.rounds):
        for entry in waiting:
            took.setdefault(entry.name, []).append(_build(bench, entry))
        waiting = [each for each in waiting if not _is_long(each, took[each.name])]
    return {name: Built(**_medians(each)) for name, each in took.items()}


def build_missing(bench: Bench, entries: Iterable[Entry]) -> None:
    """Build the indexes that are not there."""
    for entry in builders(entries):
        if not bench.index(entry).exists():
            _build(bench, entry)


def ask_all(
    bench: Bench, entries: Sequence[Entry], questions: Sequence[Question]
) -> dict[str, Answers]:
    """Ask each engine what it can answer, `rounds` times in turn, once where that is slow."""
    asked = {entry.name: numbers_for(entry, questions) for entry in entries}
    took: dict[str, list[list[dict[str, float]]]] = {}
    for number in range(bench.rounds):
        for entry in entries:
            if asked[entry.name] and not (number and entry.is_slow):
                chosen = [questions[each] for each in asked[entry.name]]
                took.setdefault(entry.name, []).append(_ask(bench, entry, chosen))
    return {
        name: {
            number: Answer(**_medians(times))
            for number, *times in zip(asked[name], *rounds, strict=True)
        }
        for name, rounds in took.items()
    }


def first_all(
    bench: Bench, entries: Sequence[Entry], questions: Sequence[Question]
) -> dict[str, First]:
    """Ask each engine one question in a fresh process, another one each round."""
    took: dict[str, list[dict[str, float]]] = {}
    for number in range(bench.rounds):
        for entry in entries:
            took.setdefault(entry.name, []).append(_first(bench, entry, questions, number))
    return {name: First(**_medians(each)) for name, each in took.items()}


def builders(entries: Iterable[Entry]) -> list[Entry]:
    """Return the first engine of each index."""
    first: dict[str, Entry] = {}
    for entry in entries:
        first.setdefault(entry.index, entry)
    return list(first.values())


def numbers_for(entry: Entry, questions: Sequence[Question]) -> list[int]:
    """Return the numbers of the questions that an engine is asked: its share, of its kinds."""
    able = [n for n, question in enumerate(questions) if question.kind in entry.kinds]
    return able[:: round(1 / entry.share)]


def _is_long(entry: Entry, took: Sequence[Mapping[str, float]]) -> bool:
    return entry.is_slow or took[-1]["wall"] > PATIENCE_SECONDS


def _build(bench: Bench, entry: Entry) -> dict[str, float]:
    index = bench.index(entry)
    fresh = index.with_suffix(".new")
    for folder in (index, fresh):
        shutil.rmtree(folder, ignore_errors=True)
    took: dict[str, float]
    took, peak = _run("build", entry, fresh, bench.source.corpus, bench.source.prepared)
    fresh.rename(index)
    return took | {"peak": max(took["peak"], peak)}


def _ask(bench: Bench, entry: Entry, questions: Sequence[Question]) -> list[dict[str, float]]:
    path = bench.folder / "questions.json"
    write_questions(path, questions)
    passes = 1 if entry.is_slow else WARM_PASSES
    took: list[dict[str, float]]
    took, _ = _run("ask", entry, bench.index(entry), path, passes)
    return took


def _first(
    bench: Bench, entry: Entry, questions: Sequence[Question], number: int
) -> dict[str, float]:
    path = bench.folder / "questions.json"
    write_questions(path, questions)
    took: dict[str, float]
    took, _ = _run("first", entry, bench.index(entry), path, number % len(questions))
    return took


def _run(action: str, entry: Entry, folder: Path, *rest: object) -> tuple[Any, int]:
    """Return what the worker printed, and the bytes that its processes held together at most.

    Raises CalledProcessError when it fails.
    """
    click.echo(f"{action} {entry.name}", err=True)
    worker = [sys.executable, "-m", "benchmarks.speed_worker"]
    command = [*worker, action, entry.name, str(folder), *map(str, rest)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        peak = _watch(process) if action == "build" else 0
        printed, _ = process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return json.loads(printed), peak


def _watch(process: subprocess.Popen[bytes]) -> int:
    """Look at the memory of a process and its own until it ends; return the most of it."""
    peak = 0
    while process.poll() is None:
        peak = max(peak, tree_bytes(process.pid))
        time.sleep(WATCH_SECONDS)
    return peak


def _medians(took: Sequence[Mapping[str, float]]) -> dict[str, float]:
    return {key: statistics.median(each[key] for each in took) for key in took[0]}
