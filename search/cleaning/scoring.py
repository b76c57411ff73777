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
import operator
from collections.abc import Iterable, Sequence

from search.cleaning.lanes import pack, parts, unpack
from search.cleaning.lines import Line
from search.cleaning.signs import signs_of
from search.cleaning.states import State
from search.cleaning.surroundings import surroundings_of

Scores = tuple[int, ...]
"""One score for each state, in the order of `State`; higher fits better."""

OFFSETS = (-2, -1, 0, 1, 2)
"""The neighbors whose own signs say something about a line, 0 being the line itself."""
OUTSIDE = "outside"
ALWAYS = "always"


@dataclasses.dataclass(frozen=True)
class Weights:
    """Scores of signs by offset, of neighboring states, and of the first and last state.

    `transitions[before][after]` and the others follow the order of `State`.
    """

    signs: dict[int, dict[str, Scores]]
    transitions: tuple[Scores, ...]
    first: Scores
    last: Scores

    @functools.cached_property
    def packed(self) -> dict[str, int]:
        """The rows of every sign, packed, those of one offset behind those of the one before."""
        nothing = (0,) * len(State)
        rows = [self.signs.get(offset, {}) for offset in OFFSETS]
        names = dict.fromkeys(name for by_sign in rows for name in by_sign)
        return {
            name: pack([score for by_sign in rows for score in by_sign.get(name, nothing)])
            for name in names
        }

    @functools.cached_property
    def packed_here(self) -> dict[str, int]:
        """The rows of the line's own signs alone, packed."""
        return {name: pack(row) for name, row in self.signs.get(0, {}).items()}

    @functools.cached_property
    def margins(self) -> tuple[Scores, ...]:
        """How far each state must lead each other so that no path through the other can win."""
        onward = [(*row, last) for row, last in zip(self.transitions, self.last, strict=True)]
        return tuple(
            tuple(max(map(operator.sub, other, row)) for other in onward) for row in onward
        )


@functools.cache
def load_weights(kind: str) -> Weights:
    """Read the weights for "text" or "markup" beside this module."""
    path = importlib.resources.files(__package__).joinpath(f"{kind}_weights.json")
    content = json.loads(path.read_text(encoding="utf-8"))
    if content["states"] != list(State):
        raise ValueError(f"{path.name} was trained for other states; train it anew")
    return Weights(
        {int(offset): _scores(rows) for offset, rows in content["signs"].items()},
        tuple(tuple(row) for row in content["transitions"]),
        tuple(content["first"]),
        tuple(content["last"]),
    )


def _scores(rows: dict[str, list[int]]) -> dict[str, Scores]:
    return {sign: tuple(row) for sign, row in rows.items()}


def score_lines(lines: Sequence[Line], weights: Weights) -> list[Scores]:
    """Return, for each line, how well each state fits it."""
    own, places = _shown(lines)
    here = weights.packed_here
    totals = [_total(here, (ALWAYS, *signs)) for signs in places]
    outside = parts(weights.packed.get(OUTSIDE, 0), len(State), len(OFFSETS))
    shares = [parts(_total(weights.packed, signs), len(State), len(OFFSETS)) for signs in own]
    for column, offset in enumerate(OFFSETS):
        around = [share[column] for share in shares]
        beyond = [outside[column]] * abs(offset)
        shifted = [*around[offset:], *beyond] if offset >= 0 else [*beyond, *around]
        totals = list(map(operator.add, totals, shifted))
    return unpack(totals, len(State))


def _total(rows: dict[str, int], signs: Iterable[str]) -> int:
    return sum(map(rows.get, signs, itertools.repeat(0)))


def observe(lines: Sequence[Line]) -> list[dict[int, list[str]]]:
    """Return, for each line, the signs that it, its place and its neighbors show, by offset."""
    own, places = _shown(lines)
    return [
        {offset: _signs_at(own, places, i, offset) for offset in OFFSETS} for i in range(len(lines))
    ]


def _shown(lines: Sequence[Line]) -> tuple[list[list[str]], list[list[str]]]:
    """Return the signs of each line itself, and those of its place."""
    own = [list(signs_of(line)) for line in lines]
    around = surroundings_of(lines)
    return own, [[*signs, *line.regions] for signs, line in zip(around, lines, strict=True)]


def _signs_at(own: list[list[str]], places: list[list[str]], i: int, offset: int) -> list[str]:
    if offset == 0:
        return [ALWAYS, *own[i], *places[i]]
    if 0 <= i + offset < len(own):
        return own[i + offset]
    return [OUTSIDE]
