"""The command `python -m search.reindexing_process INDEX`: a run that tells a program of itself.

It writes a JSON object a line: {"step", "done", "total"} as it goes on, and at its end either
{"report": {…}}, as `python -m search.index --json` prints it, or {"error", "message"}: the name of
the error's class, and its text. It ends when its standard input does, so that it does not outlive
the program that started it; the index then answers as before.
"""

from __future__ import annotations

import _thread
import contextlib
import dataclasses
import json
import os
import sys
import threading
import time

from search.errors import TrouvailleError
from search.index import report_to_json
from search.parallel import available_processors
from search.reindexing import reindex
from search.reports import Progress

SECONDS_BETWEEN = 0.2
"""How often it is told how far the run is: as often as a reader can follow."""

PATIENCE_SECONDS = 5.0
"""How long a run that is to end may take to clear up."""


def main(index: str) -> None:
    """Run, and tell of it."""
    threading.Thread(target=end_with_input, daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt, BrokenPipeError):
        try:
            report = reindex(index, jobs=available_processors(), on_progress=Teller().tell)
        except TrouvailleError as error:
            write({"error": type(error).__name__, "message": str(error)})
        else:
            write({"report": report_to_json(report)})


def end_with_input() -> None:
    """Interrupt the run when nobody listens any more, and end the process if that takes long."""
    while os.read(0, 1024):  # sys.stdin would be locked when the process ends first
        pass
    _thread.interrupt_main()
    time.sleep(PATIENCE_SECONDS)
    os._exit(1)


class Teller:
    """Write how far a run is: each step when it begins, and then now and again."""

    def __init__(self) -> None:
        self._step = ""
        self._told_at = 0.0

    def tell(self, progress: Progress) -> None:
        """Write it, unless that was done a moment ago."""
        now = time.monotonic()
        if progress.step != self._step or now - self._told_at >= SECONDS_BETWEEN:
            self._step, self._told_at = progress.step, now
            write(dataclasses.asdict(progress))


def write(message: dict[str, object]) -> None:
    """Write a line of JSON at once."""
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
