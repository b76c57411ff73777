"""Ask two engines the same: `python -m benchmarks.cluster_agreement --corpus FILE --address URL`.

FILE holds articles as JSON Lines, of which documents with every column are made
(`benchmarks.generate`). They are indexed in a folder and on a server; then both are asked the same
random requests of every kind, in every order, zone and choice. They agree on

- reading: what is looked for is the same, synonyms and corrections too,
- matches: as many documents match, and they are the same ones, all of them compared,
- counts: every facet has the same counts, reprints together and apart,
- top: the ten best are the same in the same order; two whose scores, by either engine, differ by no
  more than TIE of them may change places where relevance decides,
- scores: each of the ten has the same score, up to TIE of it.
"""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import enum
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

import search
from benchmarks.generate import write_corpus
from benchmarks.random_requests import RequestMaker
from benchmarks.varied_requests import varied
from search.answering.answers import Answerer
from search.answering.faceting import MOST_VALUES
from search.engines.base import Candidate, Counts
from search.query import Clause
from search.requests import Facet, Query, Sort

DOCUMENTS = 34_653
REQUESTS = 2_000
TOP = 10
TIE = 1e-5
"""The share of a score below which it is the same: servers compute with 24 binary digits."""

SHOWN = 20
"""Differences of each kind that are printed."""


class Aspect(enum.StrEnum):
    """What engines agree on."""

    READING = "reading"
    MATCHES = "matches"
    COUNTS = "counts"
    TOP = "top"
    SCORES = "scores"


@dataclasses.dataclass(frozen=True, slots=True)
class Told:
    """What an engine answers; `scores` are those of all matches, by id, and say which they are."""

    clause: Clause | None
    total: int
    scores: dict[str, float]
    counts: Counts
    top: tuple[Candidate, ...]


@click.command()
@click.option("--corpus", type=click.Path(exists=True, dir_okay=False), required=True)
@click.option("--address", required=True, help="Of an index on a server; it is built anew.")
@click.option("--documents", default=DOCUMENTS, show_default=True, type=click.IntRange(min=10))
@click.option("--requests", default=REQUESTS, show_default=True, type=click.IntRange(min=1))
@click.option("--keep", type=click.Path(file_okay=False), help="Folder; indexes are used again.")
def main(*, corpus: str, address: str, documents: int, requests: int, keep: str | None) -> None:
    """Print the share of requests on which both engines agree, and the first differences."""
    with _folder(keep) as folder:
        build(Path(corpus), documents, folder, address)
        with (
            search.open_index(folder / "index") as embedded,
            search.open_index(address) as cluster,
        ):
            asked = requests_about(embedded, requests)
            found = list(differences(embedded, cluster, asked))
    print_shares(found, requests)
    raise SystemExit(1 if found else 0)


def build(corpus: Path, documents: int, folder: Path, address: str) -> None:
    """Index the first documents of a corpus in both engines, unless the folder holds an index."""
    part, index = folder / "corpus.jsonl", folder / "index"
    if index.exists():
        return
    write_corpus(corpus, part, documents)
    search.build_index(part, address, search.IndexOptions(rebuild=True))
    search.build_index(part, index)


def requests_about(searcher: search.Searcher, count: int) -> list[Query]:
    """Return requests about the documents of an index."""
    every = Query("-zyzomys", is_grouped=False)  # what no document says: all match
    documents = sorted((hit.document for hit in searcher.hits(every)), key=lambda each: each.id)
    return list(varied(RequestMaker(documents).requests(count)))


def differences(
    embedded: search.Searcher, cluster: search.Searcher, requests: Sequence[Query]
) -> Iterator[tuple[Aspect, Query]]:
    """Yield in what the answers to requests differ, and print the first."""
    seen: collections.Counter[Aspect] = collections.Counter()
    views = embedded._view, cluster._view  # noqa: SLF001  what a request is read as
    for number, request in enumerate(requests, 1):
        ours, theirs = (told(view, request) for view in views)
        for aspect, text in compare(ours, theirs, request.sort):
            seen[aspect] += 1
            if seen[aspect] <= SHOWN:
                click.echo(f"{aspect} of {request}\n  {text}")
            yield aspect, request
        if number % 100 == 0:
            click.echo(f"{number:,} requests, {dict(seen)}", err=True)


def told(view: Answerer, request: Query) -> Told:
    """Return what an engine answers to a request."""
    apart = dataclasses.replace(request, is_grouped=False)
    whole = view.answer(apart, view.reader.document_count)
    return Told(
        clause=whole.asked.clause,
        total=whole.matches.total,
        scores={each.id: each.score for each in whole.matches.candidates},
        counts=view.reader.counts(whole.query, whole.filters, tuple(Facet), MOST_VALUES),
        top=view.answer(request, TOP).matches.candidates[:TOP],
    )


def compare(ours: Told, theirs: Told, sort: Sort) -> Iterator[tuple[Aspect, str]]:
    """Yield in what two answers differ, and how."""
    if ours.clause != theirs.clause:
        yield Aspect.READING, f"{theirs.clause} instead of {ours.clause}"
    more, missing = theirs.scores.keys() - ours.scores.keys(), ours.scores.keys() - theirs.scores
    if more or missing or ours.total != theirs.total:
        totals = f"{theirs.total:,} instead of {ours.total:,}"
        yield Aspect.MATCHES, f"{totals}: {sorted(more)[:5]} more, {sorted(missing)[:5]} missing"
    for field in dataclasses.fields(Counts):
        counted, wanted = (getattr(each.counts, field.name) for each in (theirs, ours))
        if counted != wanted or list(counted_order(counted)) != list(counted_order(wanted)):
            yield Aspect.COUNTS, f"{field.name}: {counted} instead of {wanted}"
            break
    if not is_same_top(ours, theirs, sort):
        yield Aspect.TOP, f"{_shown(theirs.top)}\n  instead of {_shown(ours.top)}"
    scores = [(each.score, theirs.scores.get(each.id)) for each in ours.top]
    if not all(score is not None and is_tie(wanted, score) for wanted, score in scores):
        yield Aspect.SCORES, str(scores)


def counted_order(counted: object) -> Iterator[object]:
    """Yield the values of each facet in their order, which counts as well."""
    if isinstance(counted, dict):
        for values in counted.values():
            yield from values if isinstance(values, dict) else ()


def is_same_top(ours: Told, theirs: Told, sort: Sort) -> bool:
    """Tell whether the best are the same; ties may change places where relevance decides."""
    if len(ours.top) != len(theirs.top):
        return False
    return all(
        first.id == second.id
        or (
            sort is Sort.RELEVANCE
            and is_tie(theirs.scores.get(first.id, 0.0), second.score)
            and is_tie(ours.scores.get(second.id, 0.0), first.score)
        )
        for first, second in zip(ours.top, theirs.top, strict=True)
    )


def is_tie(first: float, second: float) -> bool:
    """Tell whether two scores are the same, up to what is lost in computing."""
    return abs(first - second) <= TIE * max(abs(first), abs(second))


def print_shares(found: Sequence[tuple[Aspect, Query]], requests: int) -> None:
    """Print on how many requests engines agree."""
    differing = collections.Counter(aspect for aspect, _ in found)
    for aspect in Aspect:
        agreeing = requests - differing[aspect]
        click.echo(f"{aspect:<8} {agreeing:>6,} of {requests:,} agree ({agreeing / requests:.2%})")


def _shown(top: Sequence[Candidate]) -> str:
    return ", ".join(f"{each.id} {each.score:.6f}" for each in top)


@contextlib.contextmanager
def _folder(keep: str | None) -> Iterator[Path]:
    """Yield a folder for a corpus and its index, one that goes away where nothing is kept."""
    if keep is None:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)
    else:
        Path(keep).mkdir(parents=True, exist_ok=True)
        yield Path(keep)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.cluster_agreement")
