"""Runs over an index in the background, one at a time.

A run is a process of its own: it takes no time from answers, and ends with this one, however that
ends. Until its end, the index answers as before.
"""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import search

MODULE = "search.reindexing_process"

DIED = "ProcessDiedError"
"""What a failure is called of which no error tells."""

PATIENCE_SECONDS = 10.0
"""How long a run may take to end that is asked to."""


@dataclasses.dataclass(frozen=True, slots=True)
class Failure:
    """Why a run did nothing: the name of an error's class, and its text."""

    error: str
    message: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class RunState:
    """How far a run is, or how the last one ended; `report` counts what it did."""

    is_running: bool = False
    progress: search.Progress | None = None
    failure: Failure | None = None
    report: dict[str, Any] | None = None


class Runs:
    """The runs over an index; `environment` is what they need of it in theirs."""

    def __init__(self, index: str, environment: Mapping[str, str] = MappingProxyType({})) -> None:
        self._index = index
        self._environment = environment
        self._beginning = threading.Lock()
        self._state = RunState()
        self._process: subprocess.Popen[str] | None = None
        self._thread: threading.Thread | None = None

    @property
    def state(self) -> RunState:
        """How far the run is, or how the last one ended."""
        return self._state

    def begin(self, prepare: Callable[[], None] | None = None) -> bool:
        """Begin a run, and tell whether none was under way, which would go on alone.

        `prepare` is called before it begins. Where it or the start of the process fails, the run
        has failed.
        """
        with self._beginning:
            if self._state.is_running:
                return False
            try:
                if prepare:
                    prepare()
                self._start()
            except search.TrouvailleError as error:
                self._state = RunState(failure=Failure(type(error).__name__, str(error)))
            except OSError as error:
                self._state = RunState(failure=Failure(DIED, str(error)))
            return True

    def stop(self) -> None:
        """End the run that is under way, and wait for its end."""
        with self._beginning:
            if self._process and self._process.stdin and self._state.is_running:
                self._process.stdin.close()  # which tells it to end
        self.wait(PATIENCE_SECONDS)

    def wait(self, seconds: float | None = None) -> None:
        """Wait for the end of the run that is under way."""
        if self._thread:
            self._thread.join(seconds)

    def _start(self) -> None:
        process = start_process(self._index, self._environment)
        self._process, self._state = process, RunState(is_running=True)
        self._thread = threading.Thread(target=self._follow, args=(process,), daemon=True)
        self._thread.start()

    def _follow(self, process: subprocess.Popen[str]) -> None:
        """Take note of what a run tells of itself until it ends."""
        ended = RunState(failure=Failure(DIED))
        with process:
            for line in process.stdout or ():
                told = heard(json.loads(line))
                if told.is_running:
                    self._state = told
                else:
                    ended = told
        self._state = ended


def heard(message: dict[str, Any]) -> RunState:
    """Return the state that a process tells of."""
    if "step" in message:
        return RunState(is_running=True, progress=search.Progress(**message))
    if "error" in message:
        return RunState(failure=Failure(**message))
    return RunState(report=message["report"])


def start_process(index: str, environment: Mapping[str, str]) -> subprocess.Popen[str]:
    """Start a run in a process that finds the same package, and that Ctrl-C is not meant for."""
    root = str(Path(search.__file__).parents[1])
    paths = (root, os.environ.get("PYTHONPATH"))
    return subprocess.Popen(  # noqa: S603  nothing in it comes from a request
        [sys.executable, "-m", MODULE, index],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, **environment, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
        start_new_session=True,
    )
