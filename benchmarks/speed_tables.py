"""Print a run: its figures beside their targets, the queries, the indexes and their parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from benchmarks.engines import OURS
from benchmarks.questions import Kind
from benchmarks.speed_figures import Figure, Measured, compare, percentiles
from benchmarks.tables import NOTHING, print_table


def print_figures(figures: Iterable[Figure]) -> None:
    """Print each figure, what is held against its target, and whether that is reached."""
    head = ("figure", "trouvaille", "peer", "", "×", "× CPU", "floor", "goal", "reached")
    print_table(head, [_figure_row(figure) for figure in figures])


def print_queries(run: Measured) -> None:
    """Print the times of every engine at every kind of query; × is Trouvaille's over its own."""
    head = ("query", "engine", "asked", "found", "p50 ms", "×", "p95 ms", "×")
    rows = [row for kind in Kind for name in run.answers for row in _query_rows(run, kind, name)]
    print_table((*head, "CPU p50 ms", "×", "CPU p95 ms", "×"), rows)


def print_indexes(run: Measured) -> None:
    """Print what each index took and is; × is Trouvaille's over its own."""
    head = ("index", "CPU µs a document", "×", "wall µs", "×", "peak MB", "bytes a document", "×")
    print_table(head, [_index_row(run, name) for name in run.bytes])


def print_parts(parts: Mapping[str, Mapping[str, int]], documents: int) -> None:
    """Print how large the files of each kind are."""
    rows = [
        (name, suffix, f"{size / documents:,.0f}")
        for name, sizes in parts.items()
        for suffix, size in sorted(sizes.items(), key=lambda part: -part[1])
    ]
    print_table(("index", "files", "bytes a document"), rows)


def part_sizes(folder: Path) -> dict[str, int]:
    """Return the bytes of the files in a folder and below, by how their names end."""
    sizes: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file():
            sizes[path.suffix or path.name] += path.stat().st_size
    return dict(sizes)


def _figure_row(figure: Figure) -> tuple[str, ...]:
    target = figure.target
    return (
        figure.name,
        _number(figure.ours),
        _number(figure.theirs),
        figure.unit,
        _number(None if figure.is_absolute else figure.value),
        _number(figure.cpu_value),
        _number(target.floor if target else None),
        _number(target.goal if target else None),
        target.verdict(figure.value) if target else NOTHING,
    )


def _query_rows(run: Measured, kind: Kind, name: str) -> Iterator[tuple[str, ...]]:
    answers = [a for n, a in run.answers[name].items() if run.questions[n].kind is kind]
    if not answers:
        return
    cells: list[str] = []
    for cpu in (False, True):
        both = compare(run, name, kind, cpu=cpu)
        ratios = both.ratios if both and name != OURS else (None, None)
        for seconds, ratio in zip(percentiles(answers, cpu=cpu), ratios, strict=True):
            cells += [f"{seconds * 1000:.3f}", _number(ratio)]
    found = sum(answer.found for answer in answers) / len(answers)
    yield (str(kind), name, str(len(answers)), f"{found:,.1f}", *cells)


def _index_row(run: Measured, name: str) -> tuple[str, ...]:
    took, ours, size = run.built.get(name), run.built.get(OURS), run.bytes[name]
    micros = 1e6 / run.documents
    size_cells = (_number(size / run.documents), _ratio(name, run.bytes.get(OURS), size))
    if took is None or ours is None:
        return (name, *[NOTHING] * 5, *size_cells)
    return (
        name,
        _number(took.cpu * micros),
        _ratio(name, ours.cpu, took.cpu),
        _number(took.wall * micros),
        _ratio(name, ours.wall, took.wall),
        _number(took.peak / 1e6),
        *size_cells,
    )


def _ratio(name: str, ours: float | None, theirs: float) -> str:
    return NOTHING if ours is None or name == OURS else _number(ours / theirs)


def _number(value: float | None) -> str:
    """Write a number with three digits that count, or more before the point."""
    if value is None:
        return NOTHING
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.{2 if abs(value) >= 0.1 else 3}f}"
