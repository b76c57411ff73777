"""How far an indexing run is, shown while it goes on."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import Any

import click

from search.parts import Part
from search.reading import count_files
from search.reports import Progress


@contextlib.contextmanager
def progress_shown(
    sources: tuple[str, ...], part: Part | None
) -> Iterator[Callable[[Progress], None] | None]:
    """Show a progress bar for each step, if there is a terminal to show it on.

    Elsewhere a machine with a part says what it waits for, in a line for each step.
    """
    if not sys.stderr.isatty():
        yield Steps().advance if part else None
        return
    bars = Bars(count_files(sources))
    try:
        yield bars.advance
    finally:
        bars.close()


class Steps:
    """One line a step, on standard error."""

    def __init__(self) -> None:
        self._step = ""

    def advance(self, progress: Progress) -> None:
        """Show which step has begun."""
        if progress.step != self._step:
            self._step = progress.step
            click.echo(progress.step, err=True)


class Bars:
    """One progress bar a step, on standard error."""

    def __init__(self, files: int) -> None:
        self._files = files
        self._step = ""
        self._bar: Any = None

    def advance(self, progress: Progress) -> None:
        """Show that a step got further by a document."""
        if progress.step != self._step:
            self.close()
            self._step = progress.step
            self._bar = click.progressbar(
                length=progress.total or self._files,
                label=progress.step,
                show_pos=True,
                file=sys.stderr,
            )
            self._bar.__enter__()
        if self._bar.length and progress.done > self._bar.length:
            self._bar.length = None  # a file of JSON Lines holds many documents
        self._bar.update(progress.done - self._bar.pos)

    def close(self) -> None:
        """End the line of the bar that is shown."""
        if self._bar is not None:
            self._bar.render_finish()
            self._bar = None
