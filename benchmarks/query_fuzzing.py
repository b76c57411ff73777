"""Read random queries and hostile ones: `python -m benchmarks.query_fuzzing --queries 100000`.

Random texts are put together from operators, fields, quotation marks, parentheses, words and
control characters; none may fail, and no tree may be deeper than an engine can walk through. A
query's time is the least of its rounds, in processor time.
"""

from __future__ import annotations

import datetime
import random
import time
from collections.abc import Iterator

import click

from benchmarks.tables import print_table
from search.analysis import FrenchAnalyzer
from search.query import All, Any, Clause, Inside, Not, ParsedQuery, parse

SEED = 7
LONGEST = 80
"""Pieces of a random query."""
ROUNDS = 3
"""How often a query is read of which the time is taken; only one that is slow is read again."""
SLOW_SECONDS = 0.005
TODAY = datetime.date(2025, 11, 15)

PIECES = (
    *("ET", "OU", "SAUF", "AND", "OR", "NOT", "PRES/5", "NEAR/0", "PRES/9999", "&&", "||"),
    *("+", "-", "!", "(", ")", '"', "«", "»", "“", "”", "„", "‹", "›", "=", "*", "?", "~", "~2"),
    *("titre:", "légende:", "site:", "langue:", "date:", "avant:", "depuis:", "exact:", "foo:"),
    *("..", "2025", "30j", "26/10/2025", "9999-12-31", "mot", "Hanoï", "GUERRE", "l’", "a", "é"),
    *(" ", " ", " ", " ", " ", "\n", "\0", "\x1b", "\u202f", "\u0301", "北", "½", "/", ":", ","),
)

HOSTILE = {
    "10,000 parentheses": "(" * 10_000,
    "10,000 parentheses in pairs": "(" * 5_000 + ")" * 5_000,
    "choices within each other": "(a OU " * 1_400 + "b" + ")" * 1_400,
    "exclusions within each other": "-(" * 3_000 + "mot" + ")" * 3_000,
    "fields within each other": "titre:(" * 1_000 + "mot" + ")" * 1_000,
    "10,000 words": " ".join(f"mot{number}" for number in range(10_000)),
    "10,000 words and ET": " ET ".join(f"mot{number}" for number in range(10_000)),
    "10,000 words and OU": " OU ".join(f"mot{number}" for number in range(10_000)),
    "words near each other": "(a OU b) PRES/3 " * 620,
    "quotations": '"a b"~5 ' * 1_250,
    "quotation marks": '"' * 10_000,
    "operators": "NOT " * 2_500,
    "signs": "! " * 5_000,
    "patterns": "cyber* " * 1_400,
    "one pattern": "a*" * 5_000,
    "fields": "site:x " * 1_400,
    "dates": "date:2024 " * 1_000,
    "numbers": "1 000 " * 1_600,
}


@click.command()
@click.option("--queries", default=2_000, show_default=True, type=click.IntRange(min=1))
def main(*, queries: int) -> None:
    """Print how many queries were read, the deepest tree, and what took longest."""
    analyzer = FrenchAnalyzer()
    parse("mot ½ 北 26/10/2025", analyzer)  # loads what is loaded once
    deepest, slowest, slowest_text = 0, 0.0, ""
    for text in random_queries(queries):
        seconds, query = timed(text, analyzer)
        deepest = max(deepest, depth(query.clause))
        if seconds > slowest:
            slowest, slowest_text = seconds, text
    print(f"{queries} random queries read, the deepest tree {deepest}")
    print(f"slowest {slowest * 1000:.1f} ms: {slowest_text!r}")
    print_table(("hostile query", "ms", "depth"), [_row(name, analyzer) for name in HOSTILE])


def random_queries(count: int) -> Iterator[str]:
    """Yield random texts, the same each time."""
    choice = random.Random(SEED)
    for _ in range(count):
        yield "".join(choice.choices(PIECES, k=choice.randint(1, LONGEST)))


def timed(text: str, analyzer: FrenchAnalyzer) -> tuple[float, ParsedQuery]:
    """Return a query and how many seconds of processor time it took to read it."""
    seconds, query = _once(text, analyzer)
    for _ in range(ROUNDS - 1):
        if seconds > SLOW_SECONDS:
            seconds = min(seconds, _once(text, analyzer)[0])
    return seconds, query


def depth(clause: Clause | None) -> int:
    """Return how many clauses stand within each other."""
    match clause:
        case Any(each) | All(each):
            return 1 + max(map(depth, each), default=0)
        case Not(inner) | Inside(_, inner):
            return 1 + depth(inner)
    return 1


def _once(text: str, analyzer: FrenchAnalyzer) -> tuple[float, ParsedQuery]:
    started = time.process_time()
    query = parse(text, analyzer, today=TODAY)
    return time.process_time() - started, query


def _row(name: str, analyzer: FrenchAnalyzer) -> tuple[str, str, str]:
    seconds, query = timed(HOSTILE[name], analyzer)
    return name, f"{seconds * 1000:.1f}", str(depth(query.clause))


if __name__ == "__main__":
    main()
