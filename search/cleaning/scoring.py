"""How well each state fits each line of a page, by learned weights.

The weights are those of a linear-chain conditional random field (Lafferty, McCallum, Pereira
2001), in hundredths: text_weights.json for plain text, markup_weights.json for HTML.
`python -m benchmarks.train_cleaning --gold DIR` writes both files.
"""

from __future__ import annotations

import dataclasses
import functools
import importlib.resources
import itertools
import json
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from search.cleaning.characters import Shown
from search.cleaning.lines import Line
from search.cleaning.signs import SIGNS, signs_of
from search.cleaning.states import State
from search.cleaning.surroundings import SURROUNDINGS, surroundings_of

Row = tuple[int, ...]
"""One score for each state, in the order of `State`; higher fits better."""
Scores = npt.NDArray[np.floating]
"""Scores of states and lines: a row for each state, a column for each line."""

OFFSETS = (-2, -1, 0, 1, 2)
"""The neighbors whose own signs say something about a line, 0 being the line itself."""
OUTSIDE = "outside"
ALWAYS = "always"
_TEXT_SIGNS = (*SIGNS, *SURROUNDINGS, ALWAYS, OUTSIDE)


@dataclasses.dataclass(frozen=True)
class Weights:
    """Scores of signs by offset, of neighboring states, and of the first and last state.

    `transitions[before][after]` and the others follow the order of `State`.
    """

    signs: dict[int, dict[str, Row]]
    transitions: tuple[Row, ...]
    first: Row
    last: Row

    @functools.cached_property
    def rows(self) -> dict[str, int]:
        """The places of all signs among the columns of `table`, those of texts first."""
        named = (*_TEXT_SIGNS, *(name for by_sign in self.signs.values() for name in by_sign))
        return {name: row for row, name in enumerate(dict.fromkeys(named))}

    @functools.cached_property
    def moves(self) -> npt.NDArray[np.float32]:
        """The scores of a state, by its row, before another, by its column."""
        return np.array(self.transitions, np.float32)

    @functools.cached_property
    def table(self) -> npt.NDArray[np.float32]:
        """The scores of signs by offset, state and sign."""
        table = np.zeros((len(OFFSETS), len(State), len(self.rows)), np.float32)
        for place, offset in enumerate(OFFSETS):
            for name, row in self.signs.get(offset, {}).items():
                table[place, :, self.rows[name]] = row
        return table


@functools.cache
def load_weights(kind: str) -> Weights:
    """Read the weights for "text" or "markup" beside this module."""
    path = importlib.resources.files(__package__).joinpath(f"{kind}_weights.json")
    content = json.loads(path.read_text(encoding="utf-8"))
    if content["states"] != list(State):
        raise ValueError(f"{path.name} was trained for other states; train it anew")
    return Weights(
        {int(offset): _rows(rows) for offset, rows in content["signs"].items()},
        tuple(tuple(row) for row in content["transitions"]),
        tuple(content["first"]),
        tuple(content["last"]),
    )


def _rows(rows: dict[str, list[int]]) -> dict[str, Row]:
    return {sign: tuple(row) for sign, row in rows.items()}


def score_lines(lines: Sequence[Line], weights: Weights) -> Scores:
    """Return how well each state fits each line."""
    count, beyond = len(lines), OFFSETS[-1]
    shown = np.zeros((len(weights.rows), count + 2 * beyond), np.float32)
    shown[:, beyond : beyond + count] = _shown(lines, weights.rows)
    shown[weights.rows[OUTSIDE], :beyond] = shown[weights.rows[OUTSIDE], beyond + count :] = 1
    # one product for each offset: a larger one would wake the threads of the library
    shares = [
        table @ shown[:, beyond + offset : beyond + offset + count]
        for table, offset in zip(weights.table, OFFSETS, strict=True)
    ]
    return np.asarray(functools.reduce(np.add, shares))


def _shown(lines: Sequence[Line], rows: dict[str, int]) -> Shown:
    """Tell which signs each line and its place show, in the order of `rows`."""
    shown = np.zeros((len(rows), len(lines)), np.bool_)
    shown[: len(SIGNS)] = signs_of(lines)
    shown[len(SIGNS) : len(SIGNS) + len(SURROUNDINGS)] = surroundings_of(lines)
    shown[rows[ALWAYS]] = True
    marked = [
        (row, place)
        for place, line in enumerate(lines)
        if line.marks or line.regions
        for name in (*line.marks, *line.regions)
        if (row := rows.get(name)) is not None
    ]
    if marked:
        shown[tuple(np.array(marked).T)] = True
    return shown


def observe(lines: Sequence[Line]) -> list[dict[int, list[str]]]:
    """Return, for each line, the signs that it, its place and its neighbors show, by offset."""
    own = _named(SIGNS, signs_of(lines), (line.marks for line in lines))
    places = _named(SURROUNDINGS, surroundings_of(lines), (line.regions for line in lines))
    return [
        {offset: _signs_at(own, places, i, offset) for offset in OFFSETS} for i in range(len(lines))
    ]


def _named(
    names: Sequence[str], shown: Shown, marked: Iterable[tuple[str, ...]]
) -> list[list[str]]:
    """Return the names of what each line shows, with those of what marks it."""
    pairs = zip(shown.T, marked, strict=True)
    return [[*itertools.compress(names, column), *marks] for column, marks in pairs]


def _signs_at(own: list[list[str]], places: list[list[str]], i: int, offset: int) -> list[str]:
    if offset == 0:
        return [ALWAYS, *own[i], *places[i]]
    if 0 <= i + offset < len(own):
        return own[i + offset]
    return [OUTSIDE]
