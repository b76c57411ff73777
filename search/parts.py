"""The part of a corpus that one of several machines indexes."""

from __future__ import annotations

import dataclasses
import hashlib
import re

MOST_PARTS = 1024
"""Machines that index a corpus together: more would only wait for each other."""

_WRITTEN = re.compile("([0-9]{1,4})/([0-9]{1,4})")


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """One of `count` parts, of `number` from 1 on."""

    number: int
    count: int

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"

    def holds(self, name: str) -> bool:
        """Tell whether what has this name is in the part: each name is in one of them.

        Documents go by their ids, so it does not matter where or in which order they are read.
        """
        digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return int.from_bytes(digest, "big") % self.count == self.number - 1


def parse_part(text: str) -> Part:
    """Read 2/8, the second of eight parts; raises ValueError with a reason."""
    match = _WRITTEN.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not written as 2/8, the second of eight parts")
    number, count = map(int, match.groups())
    if not 1 <= number <= count <= MOST_PARTS:
        raise ValueError(f"{text!r}: parts are counted from 1/N to N/N, with N up to {MOST_PARTS}")
    return Part(number, count)
