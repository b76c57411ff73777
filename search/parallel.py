"""Do work in batches, in several processes where that pays, with results in order."""

from __future__ import annotations

import itertools
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

from search.errors import ProcessDiedError

Item = TypeVar("Item")
Result = TypeVar("Result")

BATCH_SIZE = 64
"""Documents that a process is given at once: some tenths of a second of work."""

BATCHES_AHEAD = 4
"""Batches that wait for each process, so that memory stays bounded however large the corpus."""


def map_batches(
    work: Callable[[list[Item]], Result], items: Iterable[Item], jobs: int
) -> Iterator[Result]:
    """Yield the result of `work` on each batch of `items`, in the order of the items.

    `work` must be a function of a module or a partial of one, because it goes to other processes.
    Those are started when there is more than a batch, and anew rather than forked: a fork of a
    process with threads can hang.

    Raises ProcessDiedError when one of them is ended from outside.
    """
    batches = _batches(items)
    first = next(batches, [])
    if jobs == 1 or len(first) < BATCH_SIZE:
        if first:
            yield from map(work, itertools.chain([first], batches))
        return
    with ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_ignore_interrupts
    ) as executor:
        waiting: deque[Future[Result]] = deque()
        for batch in itertools.chain([first], batches):
            waiting.append(executor.submit(work, batch))
            if len(waiting) > BATCHES_AHEAD * jobs:
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())


def _result(future: Future[Result]) -> Result:
    try:
        return future.result()
    except BrokenProcessPool:
        raise ProcessDiedError from None


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the process that gives out the work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    remaining = iter(items)
    while batch := list(itertools.islice(remaining, BATCH_SIZE)):
        yield batch
