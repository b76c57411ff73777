"""Favor newer documents a little, among those that are ranked again."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

HALF_LIFE_DAYS = 365.0
"""Days after which half of the favor is left: news of last year are not yet old."""


def freshness(days: Sequence[datetime.date | None]) -> list[float]:
    """Return 1 for documents of the newest of some days, less for older, 0 for those without."""
    newest = max((day for day in days if day is not None), default=None)
    if newest is None:
        return [0.0] * len(days)
    return [0.0 if day is None else 0.5 ** ((newest - day).days / HALF_LIFE_DAYS) for day in days]
