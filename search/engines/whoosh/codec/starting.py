"""Work that may be done elsewhere while the caller goes on."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Start(Protocol):
    """Begin work on an item, and return what waits for its result, to be called once."""

    def __call__(self, work: Callable[[Item], Result], item: Item, /) -> Callable[[], Result]:
        """Take a function of a module, because it may go to another process."""


def later(work: Callable[[Item], Result], item: Item, /) -> Callable[[], Result]:
    """Leave the work to the caller, for when the result is asked for."""
    return functools.partial(work, item)
