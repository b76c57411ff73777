"""Remember what methods return, and let go of their owners all the same."""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def remembered(method: Callable[..., Result], size: int | None) -> Callable[..., Result]:
    """Return a bound method that remembers its last `size` results, or all.

    A plain cache that its owner keeps would keep the owner in turn, and the files of a closed index
    open until the garbage collector finds the circle. Raises ReferenceError once the owner is gone.
    """
    weak = weakref.WeakMethod(method)

    @functools.lru_cache(size)
    def call(*arguments: object) -> Result:
        bound = weak()
        if bound is None:
            raise ReferenceError("what remembers is gone")
        return bound(*arguments)

    return call
