"""Train the weights of a linear-chain conditional random field over labeled pages.

Pages of one training are computed side by side: N pages, S states, F signs that are weighed.
"""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from search.cleaning.scoring import OFFSETS, Weights
from search.cleaning.states import State

Array = npt.NDArray[np.float64]
Sign = tuple[int, str]
"""A sign of a line with the offset of the neighbor that shows it."""

STATES = tuple(State)
RAREST = 3
"""Lines that must show a sign for it to be weighed."""
ROUNDS = 120
STEP = 0.08
"""Step of Adam (Kingma and Ba 2015) at first; it shrinks to a tenth."""
PATH_PENALTY = 0.1
"""L2 penalty on transitions, which are few and well attested."""
HUNDREDTHS = 100
FORBIDDEN = -100_000
"""Score of a transition that pages never make, in hundredths."""

_AFTER_HEAD = frozenset({State.HEAD, State.BYLINE, State.SOURCE})
_TAIL = frozenset({State.TAIL_CHROME, State.TAIL_RELATED})


@dataclasses.dataclass(frozen=True, slots=True)
class TrainingPage:
    """A page's signs, line by line, the states that are right, and how much it counts."""

    signs: Sequence[dict[int, list[str]]]
    states: Sequence[State]
    weight: float = 1.0


@dataclasses.dataclass(slots=True)
class _Parameters:
    """Weights while they are learned: signs (F, S), transitions (S, S), first and last (S)."""

    signs: Array
    transitions: Array
    first: Array
    last: Array

    def arrays(self) -> tuple[Array, ...]:
        return self.signs, self.transitions, self.first, self.last


@dataclasses.dataclass(frozen=True, slots=True)
class _Batch:
    """Training pages as arrays, longest page first.

    `shown` (lines, F) tells which line shows which sign, `right` (lines, S) its right state;
    `rows` (N, longest) is the row of each page's line; `lengths` and `weights` are by page.
    """

    shown: npt.NDArray[np.float32]
    right: Array
    rows: npt.NDArray[np.intp]
    lengths: npt.NDArray[np.intp]
    weights: Array


def train(pages: Sequence[TrainingPage], *, penalty: float, rounds: int = ROUNDS) -> Weights:
    """Return the weights that make the right states most likely, under an L2 penalty on signs."""
    pages = sorted((page for page in pages if page.signs), key=lambda page: -len(page.signs))
    signs = _weighed_signs(pages)
    batch = _batch(pages, signs)
    size = len(STATES)
    parameters = _Parameters(
        np.zeros((len(signs), size)), np.zeros((size, size)), np.zeros(size), np.zeros(size)
    )
    penalties = (penalty, PATH_PENALTY, PATH_PENALTY, PATH_PENALTY)
    moments = [(np.zeros_like(array), np.zeros_like(array)) for array in parameters.arrays()]
    for number in range(1, rounds + 1):
        slopes = _slopes(batch, parameters)
        step = STEP * (1 - 0.9 * number / rounds)
        for array, slope, own_penalty, moment in zip(
            parameters.arrays(), slopes, penalties, moments, strict=True
        ):
            _descend(array, slope + own_penalty * array, moment, number, step)
    return _rounded(signs, parameters)


def _weighed_signs(pages: Sequence[TrainingPage]) -> list[Sign]:
    counts = collections.Counter(sign for page in pages for sign in _flat(page))
    return sorted(sign for sign, count in counts.items() if count >= RAREST)


def _flat(page: TrainingPage) -> list[Sign]:
    return [(o, name) for line in page.signs for o, names in line.items() for name in names]


def _batch(pages: Sequence[TrainingPage], signs: Sequence[Sign]) -> _Batch:
    columns = {sign: column for column, sign in enumerate(signs)}
    lengths = np.array([len(page.signs) for page in pages])
    rows = np.full((len(pages), lengths[0]), -1)
    shown = np.zeros((lengths.sum(), len(signs)), dtype=np.float32)
    row = 0
    for number, page in enumerate(pages):
        rows[number, : lengths[number]] = np.arange(row, row + lengths[number])
        for line in page.signs:
            named = ((o, name) for o, names in line.items() for name in names)
            shown[row, [columns[sign] for sign in named if sign in columns]] = 1
            row += 1
    states = [STATES.index(state) for page in pages for state in page.states]
    weights = np.array([page.weight for page in pages])
    return _Batch(shown, np.eye(len(STATES))[states], rows, lengths, weights)


def _slopes(batch: _Batch, parameters: _Parameters) -> tuple[Array, Array, Array, Array]:
    """Return the slopes of the negative log-likelihood: expected counts less the right ones."""
    scores = (batch.shown @ parameters.signs.astype(np.float32)).astype(np.float64)
    fits = np.exp(scores - scores.max(axis=1, keepdims=True))
    likely, moves = _expectations(batch, fits, parameters)
    line_weights = np.repeat(batch.weights, batch.lengths)[:, None]
    excess = (likely - batch.right) * line_weights
    starts = batch.rows[:, 0]
    ends = starts + batch.lengths - 1
    inner = np.setdiff1d(np.arange(len(batch.right)), starts)
    right_moves = (batch.right[inner - 1] * line_weights[inner]).T @ batch.right[inner]
    sign_slopes = (batch.shown.T @ excess.astype(np.float32)).astype(np.float64)
    return sign_slopes, moves - right_moves, excess[starts].sum(axis=0), excess[ends].sum(axis=0)


def _expectations(batch: _Batch, fits: Array, parameters: _Parameters) -> tuple[Array, Array]:
    """Return each line's state probabilities (lines, S) and the expected transitions (S, S)."""
    step = np.exp(np.clip(parameters.transitions, -30, 30)) * _possible()
    forward, scales = _forward(batch, fits, step, np.exp(parameters.first))
    backward = np.empty_like(forward)
    moves = np.zeros_like(step)
    finals = batch.rows[np.arange(len(batch.rows)), batch.lengths - 1]
    backward[finals] = np.exp(parameters.last)
    for place in range(batch.rows.shape[1] - 1, 0, -1):
        here = batch.rows[batch.lengths > place, place]
        there = fits[here] * backward[here] / scales[here, None]
        before = there @ step.T
        total = (forward[here - 1] * before).sum(axis=1)
        shares = batch.weights[: len(here)] / total
        moves += step * ((forward[here - 1] * shares[:, None]).T @ there)
        backward[here - 1] = before
    likely = forward * backward
    return likely / likely.sum(axis=1, keepdims=True), moves


def _forward(batch: _Batch, fits: Array, step: Array, first: Array) -> tuple[Array, Array]:
    forward, scales = np.empty_like(fits), np.empty(len(fits))
    for place in range(batch.rows.shape[1]):
        here = batch.rows[batch.lengths > place, place]
        arriving = forward[here - 1] @ step if place else first[None, :]
        reached = arriving * fits[here]
        scales[here] = reached.sum(axis=1) + np.finfo(float).tiny
        forward[here] = reached / scales[here, None]
    return forward, scales


def _possible() -> Array:
    return np.array([[float(_may_follow(a, b)) for b in STATES] for a in STATES])


def _may_follow(before: State, after: State) -> bool:
    """Tell whether a page may go on so: a head only at its head, a tail up to its end."""
    if after is State.HEAD:
        return before in _AFTER_HEAD
    if before in _TAIL:
        return after in _TAIL | {State.BYLINE, State.SOURCE}
    return not (before is State.HEAD and after in _TAIL)


def _descend(
    array: Array, slope: Array, moment: tuple[Array, Array], number: int, step: float
) -> None:
    mean, square = moment
    mean += 0.1 * (slope - mean)
    square += 0.001 * (slope * slope - square)
    unbiased = np.sqrt(square / (1 - 0.999**number)) + 1e-8
    array -= step * mean / (1 - 0.9**number) / unbiased


def _rounded(signs: Sequence[Sign], parameters: _Parameters) -> Weights:
    by_offset: dict[int, dict[str, tuple[int, ...]]] = {offset: {} for offset in OFFSETS}
    for (offset, name), row in zip(signs, _hundredths(parameters.signs), strict=True):
        if any(row):
            by_offset[offset][name] = row
    possible = _possible().astype(bool)
    transitions = np.where(possible, parameters.transitions, FORBIDDEN / HUNDREDTHS)
    (first,), (last,) = _hundredths(parameters.first[None]), _hundredths(parameters.last[None])
    return Weights(by_offset, tuple(_hundredths(transitions)), first, last)


def _hundredths(array: Array) -> list[tuple[int, ...]]:
    return [tuple(row) for row in np.rint(array * HUNDREDTHS).astype(int).tolist()]
