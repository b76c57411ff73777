"""The figures that are held against a floor and a goal, and what of a run they are made of."""

from __future__ import annotations

import dataclasses
import statistics
from collections.abc import Iterator, Mapping, Sequence

from benchmarks.engines import BASE, OURS
from benchmarks.questions import Kind, Question
from benchmarks.speed_runs import Answer, Answers, Built, First

TWO_PROCESSES = "trouvaille, two processes"
COUNTING = "tantivy, counting"
SAME_FIELDS = "tantivy, same fields"
STOCK = "whoosh"
STOCK_FIELDS = "whoosh, same fields"

MILLION = 1_000_000


@dataclasses.dataclass(frozen=True, slots=True)
class Target:
    """What a figure must reach and what it should; at least, or else at most."""

    floor: float
    goal: float
    at_least: bool = False

    def verdict(self, value: float) -> str:
        """Return "goal", "floor" or "missed"."""
        sign = -1 if self.at_least else 1
        if sign * value <= sign * self.goal:
            return "goal"
        return "floor" if sign * value <= sign * self.floor else "missed"


QUERY_TARGETS = {
    Kind.OR: Target(1.0, 0.5),
    Kind.AND: Target(1.5, 0.8),
    Kind.PHRASE: Target(2.5, 1.0),
    Kind.PREFIX: Target(1.5, 0.8),
    Kind.PREFIX_WORD: Target(1.5, 0.8),
}
"""Times beside tantivy's, at 100,000 documents."""

MILLION_TARGET = Target(2.0, 1.0)
"""The median of OR beside tantivy's, at 1,000,000 documents."""

PAGE = Target(1.5, 0.8)
"""Times beside tantivy's, whatever the number of documents."""

RESULTS = Target(3.0, 1.5)
"""The same of a page with all facets and groups."""

RESULTS_MS = {"p50": Target(8, 4), "p95": Target(30, 15)}
"""Milliseconds that such a page may take; half of it would be better."""

INDEXING = Target(1.5, 1.0)
"""Processor time of one process, beside tantivy's for the same fields."""

TWO_BESIDE_ONE = Target(0.65, 0.52)
"""Wall time of two processes, as a share of that of one."""

SIZE = Target(2.0, 1.2)
"""Bytes of the index, beside tantivy's for the same fields."""

PEAK_MB = Target(800, 512)
FIRST_MS = Target(300, 150)

STOCK_QUERIES = Target(50, 200, at_least=True)
"""How many times as fast as stock Whoosh's a median query is."""

STOCK_INDEXING = Target(5, 10, at_least=True)
"""How many times as fast as stock Whoosh's indexing is, in processor time."""


@dataclasses.dataclass(frozen=True, slots=True)
class Measured:
    """A run: by engine, what building took (if it was timed), bytes, answers, first answers."""

    documents: int
    questions: Sequence[Question]
    built: Mapping[str, Built]
    bytes: Mapping[str, int]
    answers: Mapping[str, Answers]
    firsts: Mapping[str, First]


@dataclasses.dataclass(frozen=True, slots=True)
class Figure:
    """A value of Trouvaille's, a peer's or None, and what is held against the target.

    `cpu_value` is the same made of processor time, where `value` is made of wall time.
    """

    name: str
    unit: str
    ours: float
    theirs: float | None
    value: float
    cpu_value: float | None
    target: Target | None

    @property
    def is_absolute(self) -> bool:
        """Tell whether it is our own value that is held against the target, and no ratio."""
        return self.value == self.ours


@dataclasses.dataclass(frozen=True, slots=True)
class Compared:
    """The median and the 95th percentile of two engines' times, in seconds."""

    ours: tuple[float, float]
    theirs: tuple[float, float]

    @property
    def ratios(self) -> tuple[float, float]:
        """Our times over theirs: below 1 we are faster."""
        return self.ours[0] / self.theirs[0], self.ours[1] / self.theirs[1]


def figures(run: Measured) -> Iterator[Figure]:
    """Yield every figure that the run has what it takes for."""
    for kind in Kind:
        for peer in (BASE, COUNTING, SAME_FIELDS):
            yield from _queries(run, kind, peer)
    yield from _indexing(run)
    yield from _size(run)
    yield from _first(run)
    yield from _beside_stock(run)


def compare(run: Measured, peer: str, kind: Kind, *, cpu: bool) -> Compared | None:
    """Compare the times of the queries of a kind that both engines were asked, if there are any."""
    ours, theirs = run.answers.get(OURS, {}), run.answers.get(peer, {})
    both = [n for n in ours if n in theirs and run.questions[n].kind is kind]
    if not both:
        return None
    return Compared(
        percentiles([ours[n] for n in both], cpu=cpu),
        percentiles([theirs[n] for n in both], cpu=cpu),
    )


def percentiles(answers: Sequence[Answer], *, cpu: bool) -> tuple[float, float]:
    """Return the median and the 95th percentile."""
    times = [answer.cpu if cpu else answer.wall for answer in answers]
    if len(times) == 1:
        return times[0], times[0]
    return statistics.median(times), statistics.quantiles(times, n=20, method="inclusive")[-1]


def _queries(run: Measured, kind: Kind, peer: str) -> Iterator[Figure]:
    wall, cpu = (compare(run, peer, kind, cpu=each) for each in (False, True))
    if wall is None or cpu is None:
        return
    for place, percentile in enumerate(("p50", "p95")):
        yield Figure(
            f"{kind}, {percentile}, beside {peer}",
            "ms",
            wall.ours[place] * 1000,
            wall.theirs[place] * 1000,
            wall.ratios[place],
            cpu.ratios[place],
            _query_target(run, kind, percentile),
        )
        if kind is Kind.RESULTS:
            ours = wall.ours[place] * 1000
            yield Figure(
                f"{kind}, {percentile}", "ms", ours, None, ours, None, RESULTS_MS[percentile]
            )


def _query_target(run: Measured, kind: Kind, percentile: str) -> Target | None:
    if kind is Kind.PAGE:
        return PAGE
    if kind is Kind.RESULTS:
        return RESULTS
    if run.documents < MILLION:
        return QUERY_TARGETS.get(kind)
    return MILLION_TARGET if (kind, percentile) == (Kind.OR, "p50") else None


def _indexing(run: Measured) -> Iterator[Figure]:
    one, two, peer = (run.built.get(name) for name in (OURS, TWO_PROCESSES, SAME_FIELDS))
    micros = 1e6 / run.documents
    if one and peer:
        yield Figure(
            f"indexing, processor time a document, beside {SAME_FIELDS}",
            "µs",
            one.cpu * micros,
            peer.cpu * micros,
            one.cpu / peer.cpu,
            None,
            INDEXING,
        )
    if one and two:
        yield Figure(
            "indexing, two processes, wall time, beside one",
            "s",
            two.wall,
            one.wall,
            two.wall / one.wall,
            two.cpu / one.cpu,
            TWO_BESIDE_ONE,
        )
    for name, built in (("one process", one), ("two processes", two)):
        if built:
            peak = built.peak / 1e6
            yield Figure(f"indexing, peak memory, {name}", "MB", peak, None, peak, None, PEAK_MB)


def _size(run: Measured) -> Iterator[Figure]:
    ours, theirs = run.bytes.get(OURS), run.bytes.get(SAME_FIELDS)
    if ours and theirs:
        yield Figure(
            f"index size a document, beside {SAME_FIELDS}",
            "bytes",
            ours / run.documents,
            theirs / run.documents,
            ours / theirs,
            None,
            SIZE,
        )


def _first(run: Measured) -> Iterator[Figure]:
    for name, figure in (("wall", "first page"), ("wall_with_import", "imports and first page")):
        times = [
            getattr(run.firsts[engine], name) * 1000
            for engine in (OURS, SAME_FIELDS)
            if engine in run.firsts
        ]
        if OURS in run.firsts:
            ours, *others = times
            theirs = others[0] if others else None
            yield Figure(f"{figure} of a process", "ms", ours, theirs, ours, None, FIRST_MS)


def _beside_stock(run: Measured) -> Iterator[Figure]:
    for kind in Kind:
        wall, cpu = (compare(run, STOCK, kind, cpu=each) for each in (False, True))
        if wall and cpu:
            yield Figure(
                f"{kind}, p50, times as fast as {STOCK}",
                "ms",
                wall.ours[0] * 1000,
                wall.theirs[0] * 1000,
                1 / wall.ratios[0],
                1 / cpu.ratios[0],
                STOCK_QUERIES,
            )
    one, stock = run.built.get(OURS), run.built.get(STOCK_FIELDS)
    if one and stock:
        micros = 1e6 / run.documents
        yield Figure(
            f"indexing, processor time, times as fast as {STOCK_FIELDS}",
            "µs",
            one.cpu * micros,
            stock.cpu * micros,
            stock.cpu / one.cpu,
            None,
            STOCK_INDEXING,
        )
