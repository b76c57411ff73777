"""Remember what was asked for, and ask for all that is not known at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Remembered(Generic[Key, Value]):
    """The values of keys, the latest so many; may be shared by threads.

    `ask` returns those of some keys, in their order.
    """

    def __init__(self, ask: Callable[[Sequence[Key]], Sequence[Value]], most: int) -> None:
        self._ask = ask
        self._most = most
        self._known: dict[Key, Value] = {}
        self._lock = threading.Lock()

    def of(self, keys: Sequence[Key]) -> list[Value]:
        """Return the values of some keys, in their order."""
        with self._lock:
            found = {key: self._known[key] for key in keys if key in self._known}
        missing = [key for key in dict.fromkeys(keys) if key not in found]
        if missing:
            found |= self._asked(missing)
        return [found[key] for key in keys]

    def _asked(self, keys: Sequence[Key]) -> dict[Key, Value]:
        found = dict(zip(keys, self._ask(keys), strict=True))
        with self._lock:
            self._known |= found
            for key in list(self._known)[: max(0, len(self._known) - self._most)]:
                del self._known[key]
        return found
