"""Further terms at the place of words: other ways to write what stands there."""

from __future__ import annotations

from typing import NamedTuple


class Variant(NamedTuple):
    """A term that stands for `length` words from the one at `position` on.

    `exact` is its term in the exact field, `stem` that in the stem field, empty where it has none.
    A wider one says less than the words do, as the month of a day: texts are found by it, but no
    query that has these words asks for it.
    """

    position: int
    length: int
    exact: str
    stem: str = ""
    is_wider: bool = False
