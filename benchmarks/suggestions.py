"""Time suggestions while typing: `python -m benchmarks.suggestions --corpus FILE --documents N`.

FILE holds articles as JSON Lines {"id", "title", "text", "date"}, of which larger corpora are made
as `benchmarks.speed` makes them; `--keep DIR` may be the same folder. What is typed are titles and
sentences of FILE, cut anywhere up to a line's length, each once. A round asks for all of them with
an index that was just opened, so that nothing is known of what is asked; a time is the median of
its rounds, in processor time, and the first round, which brings the files into memory, is left out.

Beside it, in turn, SQLite's FTS5 does a part of the same: the titles of eight documents in which
what was typed stands as a phrase, its last word as a beginning, and eight words of its vocabulary
with that beginning. Neither are they the most frequent ones, nor are words written as in texts.

`--address` names an index on a cluster, which holds the articles of FILE already: it is asked for
the same alone, and its times are those of a clock, since other processes do most of the work.
"""

from __future__ import annotations

import itertools
import json
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import click

import search
from benchmarks.generate import write_corpus
from benchmarks.reranking_speed import percentiles
from benchmarks.tables import print_table
from search.analysis.plain import plain
from search.analysis.sentences import split_sentences
from search.searching import SUGGESTIONS

SEED = 11

DOCUMENTS = 10_000
REQUESTS = 1000

LONGEST = 60
"""Characters of the longest text that is typed: a line of a search box."""

Ask = Callable[[str], object]

_TABLES = """
create virtual table articles using fts5 (
    title, text, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
);
create virtual table words using fts5vocab (articles, row);
"""
_TITLES = f"select title from articles where articles match ? limit {SUGGESTIONS}"
_WORDS = f"select term from words where term >= ? and term < ? limit {SUGGESTIONS}"


@click.command()
@click.option("--corpus", type=click.Path(exists=True, dir_okay=False), required=True)
@click.option(
    "--documents",
    multiple=True,
    default=(DOCUMENTS,),
    show_default=True,
    type=click.IntRange(min=1),
    help="How many; may be given several times.",
)
@click.option("--requests", default=REQUESTS, show_default=True, type=click.IntRange(min=1))
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(min=1))
@click.option("--keep", type=click.Path(file_okay=False), help="Folder for corpora and indexes.")
@click.option("--address", help="An index on a cluster to ask in the place of those.")
def main(  # noqa: PLR0913 - the options of a command
    *,
    corpus: str,
    documents: Sequence[int],
    requests: int,
    rounds: int,
    keep: str | None,
    address: str | None,
) -> None:
    """Print the median, the 95th percentile and the most of suggestions, beside FTS5."""
    typed = list(prefixes(Path(corpus), requests))
    if address is not None:
        print(f"\n{address}, {len(typed)} requests, {rounds} rounds\n")
        row = (
            f"{1000 * value:.1f}" for value in percentiles(measure_cluster(address, typed, rounds))
        )
        print_table(("ms a request", "p50", "p95", "most"), [("Trouvaille", *row)])
        return
    with tempfile.TemporaryDirectory() as temporary:
        for count in documents:
            folder = Path(keep or temporary) / str(count)
            build(Path(corpus), folder, count)
            times = measure(folder, typed, rounds)
            print(f"\n{count:,} documents, {len(typed)} requests, {rounds} rounds\n")
            print_times(times)


def prefixes(corpus: Path, count: int) -> Iterator[str]:
    """Yield what readers might have typed so far, each once and the same each time."""
    choice = random.Random(SEED)
    with corpus.open(encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines if line.strip()]
    found: dict[str, None] = {}
    for _ in range(4 * count):
        article = choice.choice(articles)
        is_title = choice.random() < 0.5
        texts = [article["title"]] if is_title else [*split_sentences(article["text"])]
        text = " ".join(choice.choice(texts or [""]).split())[:LONGEST]
        typed = text[: choice.randint(1, max(1, len(text)))]
        if typed.strip():
            found[typed] = None
    return itertools.islice(found, count)


def build(corpus: Path, folder: Path, documents: int) -> None:
    """Make the corpus and both indexes, where they are not kept from another run."""
    folder.mkdir(parents=True, exist_ok=True)
    source, index, peer = folder / "corpus.jsonl", folder / "trouvaille", folder / "fts5-words.db"
    if not source.exists():
        write_corpus(corpus, source, documents)
    if not index.exists():
        search.build_index(source, index, search.IndexOptions(cleaning=search.Cleaning.OFF))
    if not peer.exists():
        with closing(sqlite3.connect(peer)) as connection, source.open(encoding="utf-8") as lines:
            connection.executescript(_TABLES)
            articles = (json.loads(line) for line in lines)
            rows = ((each["title"], each["text"]) for each in articles)
            connection.executemany("insert into articles (title, text) values (?, ?)", rows)
            connection.commit()


def measure(folder: Path, typed: Sequence[str], rounds: int) -> dict[str, list[float]]:
    """Return the seconds that each request takes; the first round warms up."""
    took: dict[str, list[list[float]]] = {"Trouvaille": [], "FTS5": []}
    for _ in range(rounds + 1):
        with search.open_index(folder / "trouvaille") as searcher:
            searcher.suggest("")
            took["Trouvaille"].append(_times(searcher.suggest, typed))
        with closing(sqlite3.connect(folder / "fts5-words.db")) as connection:
            took["FTS5"].append(_times(_peer(connection), typed))
    return {
        name: [statistics.median(times) for times in zip(*each[1:], strict=True)]
        for name, each in took.items()
    }


def measure_cluster(address: str, typed: Sequence[str], rounds: int) -> list[float]:
    """Return the seconds that each request takes by the clock; the first round warms up."""
    took: list[list[float]] = []
    for _ in range(rounds + 1):
        with search.open_index(address) as searcher:
            searcher.suggest("")
            took.append(_times(searcher.suggest, typed, time.perf_counter))
    return [statistics.median(times) for times in zip(*took[1:], strict=True)]


def print_times(times: dict[str, list[float]]) -> None:
    """Print the percentiles of both, and their ratio."""
    figures = {name: percentiles(each) for name, each in times.items()}
    rows = [(name, *(f"{1000 * value:.2f}" for value in each)) for name, each in figures.items()]
    ours, theirs = figures.values()
    rows.append(("ratio", *(f"{a / b:.2f}" for a, b in zip(ours, theirs, strict=True))))
    print_table(("CPU ms a request", "p50", "p95", "most"), rows)


def _peer(connection: sqlite3.Connection) -> Ask:
    def ask(typed: str) -> object:
        words = plain(typed).split()
        if not words:
            return ()
        phrase = " + ".join(f'"{word}"' for word in words) + " *"
        titles = connection.execute(_TITLES, (phrase,)).fetchall()
        return titles, connection.execute(_WORDS, (words[-1], words[-1] + "\U0010ffff")).fetchall()

    return ask


def _times(
    ask: Ask, typed: Sequence[str], clock: Callable[[], float] = time.process_time
) -> list[float]:
    times = []
    for each in typed:
        started = clock()
        ask(each)
        times.append(clock() - started)
    return times


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.suggestions")
