"""A machine that indexes a part of a corpus, or all of it, as a process that may die on the way.

python -m tests.engines.opensearch.machine '{"paths": …, "index": …, "part": "1/2", "dies": …}'
"""

import functools
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import search.preparing
import search.sharing
from search.engines.opensearch import writing
from search.index import report_to_json
from search.index_options import IndexOptions
from search.indexing import build_index
from search.parts import parse_part
from search.reports import Progress

REPOSITORY = Path(__file__).parents[3]


class Ended(NamedTuple):
    """How a machine ended: its report, where it was not killed, and the steps that it told."""

    status: int
    report: Mapping[str, Any]
    steps: list[str]


class Machine:
    """A process; `dies` names a function and before which call of it the process kills itself."""

    def __init__(
        self,
        folder: Path,
        index: str,
        part: str | None = None,
        *,
        dies: tuple[str, int] | None = None,
        rebuild: bool = False,
    ) -> None:
        told = {"paths": str(folder), "index": index, "part": part, "dies": dies}
        self._output = tempfile.TemporaryFile("w+")  # noqa: SIM115  closed when it has ended
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__, json.dumps({**told, "rebuild": rebuild})],
            stdout=self._output,
            cwd=REPOSITORY,
        )

    def ended(self) -> Ended:
        """Wait for the end."""
        with self._output:
            status = self._process.wait(120)
            self._output.seek(0)
            lines = [json.loads(line) for line in self._output]
        steps = [line for line in lines if isinstance(line, str)]
        return Ended(status, next((line for line in lines if isinstance(line, dict)), {}), steps)


def main(asked: Mapping[str, Any]) -> None:
    """Index, many small portions at a time."""
    if asked["dies"]:
        let_die(*asked["dies"])
    options = IndexOptions(
        part=parse_part(asked["part"]) if asked["part"] else None,
        rebuild=asked["rebuild"],
        patience_seconds=60,
        on_progress=functools.partial(tell, set()),
    )
    with (
        mock.patch.object(writing, "TOKENS_AT_ONCE", 200),
        mock.patch.object(search.preparing, "BATCH_SIZE", 4),
        mock.patch.object(search.sharing, "LEAST_TOKENS", 50),
    ):
        report = build_index(asked["paths"], asked["index"], options)
    write(report_to_json(report))


def let_die(name: str, call: int) -> None:
    """Kill this process at a call of a function, counted from 1, before it begins."""
    module, _, path = name.partition(":")
    *owners, last = path.split(".")
    owner = functools.reduce(getattr, owners, importlib.import_module(module))
    known = getattr(owner, last)
    calls = []

    def called(*given: object, **named: object) -> object:
        calls.append(1)
        if len(calls) == call:
            os.kill(os.getpid(), signal.SIGKILL)
        return known(*given, **named)

    setattr(owner, last, called)


def tell(told: set[str], progress: Progress) -> None:
    """Write each step when it begins."""
    if progress.step not in told:
        told.add(progress.step)
        write(progress.step)


def write(line: object) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
