"""Share out work that Python lets run side by side, as compressing."""

from __future__ import annotations

import functools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class Threads:
    """As many threads as wanted; with only one, the caller's does the work when it must be done."""

    def __init__(self, count: int = 1) -> None:
        self._executor = ThreadPoolExecutor(count) if count > 1 else None

    def start(
        self,
        work: Callable[Arguments, Result],
        *arguments: Arguments.args,
        **options: Arguments.kwargs,
    ) -> Callable[[], Result]:
        """Start work, and return what waits for its result, to be called once."""
        if self._executor is None:
            return functools.partial(work, *arguments, **options)
        return self._executor.submit(work, *arguments, **options).result

    def close(self) -> None:
        """End the threads, and drop what they have not begun."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
