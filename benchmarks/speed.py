"""Measure speed and storage beside the peers: `python -m benchmarks.speed --corpus FILE`.

FILE holds articles as JSON Lines {"id", "title", "text", "date"}, of which larger corpora are made
(`python -m benchmarks.generate`). Every engine indexes the same documents and answers the same
queries, each time in a process of its own, in turn, several rounds of it; a figure is the median
over the rounds. Times are wall times, and processor times beside them.

- Queries: one field of stems, made beforehand, the ten best, no snippets; queries are built
  before the clock starts. Trouvaille counts what matches; tantivy is asked with and without.
- page: `searcher.search(text)` in full, with ten snippets, beside tantivy's parser, search, stored
  documents and snippet generator.
- results: the same with all facets and with reprints as one, beside tantivy's aggregations.
- "same fields": the engine analyzes the text itself and keeps what Trouvaille keeps. The other
  peers are given stems, and keep nothing but them, the id, the date and the site.

A million documents take hours to index for some: ask for them with `--kinds or --peers tantivy
--queries-only`, and `--keep DIR` to use the indexes again.
"""

from __future__ import annotations

import contextlib
import dataclasses
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from benchmarks.engines import ENGINES, OURS, Entry
from benchmarks.generate import write_corpus
from benchmarks.preparing import prepare
from benchmarks.query_mix import make_questions
from benchmarks.questions import Kind
from benchmarks.speed_figures import SAME_FIELDS, Measured, figures
from benchmarks.speed_runs import Bench, ask_all, build_all, build_missing, builders, first_all
from benchmarks.speed_tables import (
    part_sizes,
    print_figures,
    print_indexes,
    print_parts,
    print_queries,
)

DOCUMENTS = 10_000
GROUPS = tuple(dict.fromkeys(each.group for each in ENGINES if each.group != OURS))


@dataclasses.dataclass(frozen=True, slots=True)
class Options:
    """What is measured, and where it is kept; None for nowhere."""

    corpus: Path
    rounds: int
    kinds: tuple[Kind, ...]
    groups: tuple[str, ...]
    queries_only: bool
    keep: Path | None


def chosen(_context: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    """Return the names of a list with commas; all of them are known."""
    known = {"kinds": tuple(Kind), "peers": GROUPS}[str(parameter.name)]
    names = tuple(name.strip() for name in value.split(",") if name.strip())
    unknown = sorted(set(names) - set(known))
    if unknown:
        raise click.BadParameter(f"{', '.join(unknown)} is none of {', '.join(known)}")
    return names


@click.command()
@click.option("--corpus", type=click.Path(exists=True, dir_okay=False), required=True)
@click.option(
    "--documents",
    multiple=True,
    default=(DOCUMENTS,),
    show_default=True,
    type=click.IntRange(min=100),
    help="How many; may be given several times.",
)
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(min=1))
@click.option("--kinds", default=",".join(Kind), show_default=True, callback=chosen)
@click.option("--peers", default=",".join(GROUPS), show_default=True, callback=chosen)
@click.option("--queries-only", is_flag=True, help="Take indexes that are kept; time none.")
@click.option("--keep", type=click.Path(file_okay=False), help="Folder for corpora and indexes.")
def main(  # noqa: PLR0913  one parameter an option
    *,
    corpus: str,
    documents: Sequence[int],
    rounds: int,
    kinds: tuple[str, ...],
    peers: tuple[str, ...],
    queries_only: bool,
    keep: str | None,
) -> None:
    """Print every figure beside its floor and goal, then what it is made of."""
    options = Options(
        corpus=Path(corpus),
        rounds=rounds,
        kinds=tuple(map(Kind, kinds)),
        groups=peers,
        queries_only=queries_only,
        keep=Path(keep) if keep else None,
    )
    for count in documents:
        with _folder(options.keep, count) as folder:
            measure(folder, count, options)


def measure(folder: Path, documents: int, options: Options) -> None:
    """Measure one size of corpus and print what was found."""
    bench = Bench(folder, options.rounds)
    _prepare(bench, documents, options.corpus)
    entries = list(participants(documents, options))
    questions = make_questions(bench.source.prepared, documents, options.kinds)
    if options.queries_only:
        build_missing(bench, entries)
    built = {} if options.queries_only else build_all(bench, entries)
    pages = [question for question in questions if question.kind is Kind.PAGE]
    readers = [each for each in entries if each.name in {OURS, SAME_FIELDS}]
    parts = {each.name: part_sizes(bench.index(each)) for each in builders(entries)}
    run = Measured(
        documents=documents,
        questions=questions,
        built=built,
        bytes={name: sum(sizes.values()) for name, sizes in parts.items()},
        answers=ask_all(bench, entries, questions),
        firsts=first_all(bench, readers, pages) if pages else {},
    )
    print(f"\n{documents:,} documents, {len(questions)} queries, {options.rounds} rounds\n")
    print_all(run, parts)


def print_all(run: Measured, parts: dict[str, dict[str, int]]) -> None:
    """Print all tables of a run."""
    print_figures(figures(run))
    print()
    print_queries(run)
    print()
    print_indexes(run)
    print()
    print_parts(parts, run.documents)


def participants(documents: int, options: Options) -> Iterator[Entry]:
    """Yield the engines that take part; print why others do not."""
    wanted = (each for each in ENGINES if each.group in {OURS, *options.groups})
    for each in wanted:
        if options.queries_only and not each.kinds & set(options.kinds):
            continue
        if not each.is_installed:
            print(f"{each.name}: left out, {each.needs} is not installed")
        elif each.most_documents is not None and documents > each.most_documents:
            print(f"{each.name}: left out beyond {each.most_documents:,} documents")
        else:
            yield each


def _prepare(bench: Bench, documents: int, corpus: Path) -> None:
    """Make the corpus and its stems, if they are not kept from another run."""
    source = bench.source
    if not source.prepared.exists():
        click.echo(f"make {documents:,} documents", err=True)
        write_corpus(corpus, source.corpus, documents)
        unfinished = source.prepared.with_suffix(".new")
        prepare(source.corpus, unfinished)
        unfinished.rename(source.prepared)


@contextlib.contextmanager
def _folder(keep: Path | None, documents: int) -> Iterator[Path]:
    """Yield the folder of a size of corpus, one that goes away where nothing is kept."""
    if keep is None:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)
    else:
        kept = keep / str(documents)
        kept.mkdir(parents=True, exist_ok=True)
        yield kept


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.speed")
