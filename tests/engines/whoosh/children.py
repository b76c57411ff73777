"""Run a function in a process of its own, which may end in any way."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable


def fork(work: Callable[[], object]) -> int:
    """Start `work` in a child and return its process id; its status is 0 when nothing is raised."""
    with warnings.catch_warnings():
        # Threads of numpy's libraries do nothing here that a child could wait for.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child:
        return child
    status = 1
    try:
        work()
        status = 0
    finally:
        os._exit(status)


def status_of(work: Callable[[], object]) -> int:
    """Run `work` in a child; return its exit status, negative for the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(fork(work), 0)[1])
