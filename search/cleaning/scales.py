"""Signs that hold from ascending thresholds of one measure on."""

from __future__ import annotations

import bisect
import dataclasses

import numpy as np
import numpy.typing as npt

from search.cleaning.characters import Shown

Values = npt.NDArray[np.float64] | npt.NDArray[np.int64]


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Scale:
    """Signs that hold from ascending thresholds on."""

    thresholds: tuple[float, ...]
    names: tuple[str, ...]
    column: npt.NDArray[np.float64]

    @classmethod
    def of(cls, name: str, *thresholds: float) -> Scale:
        """Name a sign after each threshold."""
        names = tuple(f"{name} {threshold:g}" for threshold in thresholds)
        return cls(thresholds, names, np.array(thresholds, np.float64)[:, None])

    def signs(self, value: float) -> tuple[str, ...]:
        """Return the names of the thresholds that `value` reaches."""
        return self.names[: bisect.bisect_right(self.thresholds, value)]

    def rows(self, values: Values) -> Shown:
        """Tell, for each threshold, which of the values reach it."""
        return np.asarray(values >= self.column)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Scales:
    """The scales of several measures, which are read at once."""

    names: tuple[str, ...]
    column: npt.NDArray[np.float64]
    places: npt.NDArray[np.intp]

    @classmethod
    def of(cls, *scales: Scale) -> Scales:
        """Join scales in their order."""
        names = tuple(name for scale in scales for name in scale.names)
        column = np.concatenate([scale.column for scale in scales])
        return cls(names, column, np.repeat(range(len(scales)), [len(s.names) for s in scales]))

    def rows(self, measures: Values) -> Shown:
        """Tell, for each threshold, which values reach it; a measure is a row, in their order."""
        return np.asarray(measures.take(self.places, axis=0) >= self.column)
