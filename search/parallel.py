"""Do work in batches, in several processes where that pays, with results in order."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import itertools
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from typing import Generic, Self, TypeVar

from search.errors import ProcessDiedError

Item = TypeVar("Item")
Result = TypeVar("Result")

BATCHES_AHEAD = 3
"""Batches that wait for each process, so that memory stays bounded however large the corpus."""


def available_processors() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclasses.dataclass(frozen=True, slots=True)
class _Finished(Generic[Result]):
    """The result of a batch that was worked on here."""

    result: Result


BATCHES_HELD = 3
"""Batches that another process has: one that it works on, and two that it goes on with while this
one works on a batch of its own and reads the next ones."""


class Workers:
    """The processes that a run's work is shared out to; a context manager.

    This process is one of them. The others are started when there is more than a batch, and anew
    rather than forked: a fork of a process with threads can hang.
    """

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._executor: ProcessPoolExecutor | None = None

    def map(
        self, work: Callable[[Item], Result], batches: Iterable[Item], *, held: int = BATCHES_HELD
    ) -> Iterator[Result]:
        """Yield the result of `work` on each batch, in their order.

        `work` must be a function of a module or a partial of one, because it goes to other
        processes. Each of these has `held` batches at once. Raises ProcessDiedError when one of
        them is ended from outside.
        """
        remaining = iter(batches)
        first = list(itertools.islice(remaining, 2))
        if self._jobs == 1 or len(first) == 1:
            return map(work, itertools.chain(first, remaining))
        return self._shared(work, itertools.chain(first, remaining), held)

    def start(self, work: Callable[[Item], Result], item: Item, /) -> Callable[[], Result]:
        """Begin work on an item in another process, and return what waits for its result.

        Where no other was needed before, the work is done when its result is asked for.
        """
        if self._executor is None:
            return functools.partial(work, item)
        return functools.partial(_result, self._executor.submit(work, item))

    def __enter__(self) -> Self:
        """Begin a run, without any other process yet."""
        self._open = contextlib.ExitStack()
        return self

    def __exit__(self, *exception: object) -> None:
        """End the other processes."""
        self._open.close()

    def _shared(
        self, work: Callable[[Item], Result], batches: Iterable[Item], held: int
    ) -> Iterator[Result]:
        waiting: deque[_Finished[Result] | Future[Result]] = deque()
        for batch in batches:
            if sum(map(_is_held, waiting)) < held * (self._jobs - 1):
                waiting.append(self._started().submit(work, batch))
            else:
                waiting.append(_Finished(work(batch)))
            if len(waiting) > BATCHES_AHEAD * self._jobs:
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())

    def _started(self) -> ProcessPoolExecutor:
        if self._executor is None:
            executor = ProcessPoolExecutor(
                self._jobs - 1, mp_context=get_context("spawn"), initializer=_begin
            )
            self._executor = self._open.enter_context(executor)
            with _interrupts_put_off():
                executor.submit(_nothing)  # the first task starts all processes
        return self._executor


def _is_held(waiting: _Finished[Result] | Future[Result]) -> bool:
    return isinstance(waiting, Future) and not waiting.done()


def _result(waiting: _Finished[Result] | Future[Result]) -> Result:
    if isinstance(waiting, _Finished):
        return waiting.result
    try:
        return waiting.result()
    except BrokenProcessPool:
        raise ProcessDiedError from None


@contextlib.contextmanager
def _interrupts_put_off() -> Iterator[None]:
    """Hold Ctrl-C back from here, and for good from processes that are started meanwhile.

    They inherit it; without, one would end while it imports, with a traceback.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _nothing() -> None:
    """Be the task that is only there to be begun."""


def _begin() -> None:
    """Leave Ctrl-C to the process that gives out the work, and end when it ends, however."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
