"""Hold results against a scan of all documents: `python -m benchmarks.agreement --corpus FILE`.

FILE holds articles as JSON Lines. They are cleaned and indexed; then random requests of every kind
(words, phrases, operators, proximity, patterns, fields, dates, choices, zones) are answered by the
index and by looking at every document for what the request was read as. The same documents must
be found, and counted by every facet.
"""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

import search
from benchmarks.random_requests import RequestMaker
from search.answering.answers import Answer, Answerer
from search.answering.faceting import MOST_VALUES
from search.requests import Facet, Query
from tests.engines import naive_counts
from tests.engines.indexed import indexed_documents
from tests.engines.naive_documents import NaiveDocument

DOCUMENTS = 2_000
REQUESTS = 2_000


@dataclasses.dataclass(frozen=True, slots=True)
class Disagreement:
    """A request that is answered in two ways: what was compared, and both answers."""

    request: Query
    what: str
    found: object
    wanted: object


@click.command()
@click.option("--corpus", type=click.Path(exists=True, dir_okay=False), required=True)
@click.option("--documents", default=DOCUMENTS, show_default=True, type=click.IntRange(min=10))
@click.option("--requests", default=REQUESTS, show_default=True, type=click.IntRange(min=1))
def main(corpus: str, documents: int, requests: int) -> None:
    """Print how many requests agree, and those that do not."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        searcher = stack.enter_context(build(Path(corpus), documents, folder))
        scanned = scan(searcher)
        maker = RequestMaker([each.document for each in scanned])
        asked = list(maker.requests(requests))
        found = list(disagreements(searcher, scanned, asked))
    for each in found:
        click.echo(f"{each.request}\n  {each.what}: {each.found} instead of {each.wanted}")
    differing = len({id(each.request) for each in found})
    agreeing = requests - differing
    click.echo(f"{len(scanned):,} documents, {requests:,} requests: {agreeing:,} agree")
    raise SystemExit(1 if found else 0)


def build(corpus: Path, documents: int, folder: Path) -> search.Searcher:
    """Index the first documents of a corpus."""
    with corpus.open(encoding="utf-8") as lines:
        part = folder / "corpus.jsonl"
        part.write_text("".join(itertools.islice(lines, documents)), encoding="utf-8")
    search.build_index(part, folder / "index")
    return search.open_index(folder / "index")


def scan(searcher: search.Searcher) -> list[NaiveDocument]:
    """Return all documents of an index as what a scan looks at."""
    every = Query("-zyzomys", is_grouped=False)  # what no document says: all match
    documents = {hit.document.id: hit.document for hit in searcher.hits(every)}
    return indexed_documents(documents[id] for id in sorted(documents))


def disagreements(
    searcher: search.Searcher, scanned: Sequence[NaiveDocument], requests: Sequence[Query]
) -> Iterator[Disagreement]:
    """Yield what the index and the scan answer differently."""
    view = searcher._view  # noqa: SLF001  what a request is read as
    for request in requests:
        answer = view.answer(dataclasses.replace(request, is_grouped=False), len(scanned))
        yield from _matches(request, answer, scanned)
        yield from _counts(request, answer, view, scanned)


def _matches(
    request: Query, answer: Answer, scanned: Sequence[NaiveDocument]
) -> Iterator[Disagreement]:
    asked = answer.asked
    found = sorted(candidate.id for candidate in answer.matches.candidates)
    wanted = [
        each.id
        for each in scanned
        if asked.clause is not None and each.matches(asked.clause, asked.zone)
    ]
    if found != wanted:
        missing, more = set(wanted) - set(found), set(found) - set(wanted)
        yield Disagreement(request, "documents", f"{sorted(more)[:5]} more", sorted(missing)[:5])
    if answer.matches.total != len(wanted):
        yield Disagreement(request, "total", answer.matches.total, len(wanted))


def _counts(
    request: Query, answer: Answer, view: Answerer, scanned: Sequence[NaiveDocument]
) -> Iterator[Disagreement]:
    facets = tuple(Facet)
    found = view.reader.counts(answer.query, answer.filters, facets, MOST_VALUES)
    wanted = naive_counts.counts(scanned, answer.query, answer.filters, facets, MOST_VALUES)
    for field in dataclasses.fields(found):
        ours, theirs = (json.dumps(getattr(each, field.name)) for each in (found, wanted))
        if ours != theirs:
            yield Disagreement(request, field.name, ours, theirs)


if __name__ == "__main__":
    main()
