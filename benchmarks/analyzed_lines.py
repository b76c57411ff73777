"""Documents analyzed beforehand, as the lines that a server is sent of them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

from search.cleaning.site_rules import Rules
from search.cleaning.traces import Traces
from search.engines.opensearch.changes.portions import Files, Work, read_actions, store
from search.engines.writer import AnalyzedBatch, Portion, Share
from search.index_options import IndexOptions
from search.indexing_run import Run
from search.models import Rejection
from search.parallel import Workers
from search.reading import read_all


def write_lines(corpus: Path, folder: Path) -> Path:
    """Clean and analyze a corpus as for an index; return the file of its articles in a folder."""
    folder.mkdir()
    read = functools.partial(read_all, [corpus])
    options = IndexOptions(rules=Rules())
    writer = _LinesWriter(folder)
    with Traces() as traces, Workers(1) as workers:
        run = Run(writer, traces, workers, options)
        run.prepare(run.changed(read()))
        run.store(read)
    return folder / "articles"


def read_lines(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield what `write_lines` wrote: what a server knows a document by, and its JSON."""
    for id, body in read_actions(path):
        assert body is not None
        yield id, body


class _LinesWriter:
    """Write the lines of documents to a file; a RunWriter of nothing before."""

    salvaged = None
    crew = None
    ahead = None
    goes_on = False

    def __init__(self, folder: Path) -> None:
        self.unfinished = folder
        self.refused: list[Rejection] = []

    def digests(self) -> Mapping[str, str]:
        return {}

    def traces(self) -> Mapping[str, str]:
        return {}

    def tokens_at_once(self, processes: int) -> int:  # noqa: ARG002  all go to one file
        return 1 << 62

    def add_all(
        self,
        portions: Iterable[Portion],
        share: Share,  # noqa: ARG002
        texts: Iterable[bytes] = (),  # noqa: ARG002
    ) -> Iterator[Sequence[str]]:
        for portion in portions:
            files = Files(self.unfinished / "articles", self.unfinished / "states")
            store(Work(files, portion.batches))
            yield portion.ids

    def add(self, batch: AnalyzedBatch) -> None: ...

    def delete(self, id: str) -> None: ...

    def keep(self, name: str, content: bytes) -> None: ...

    def commit(self) -> None: ...

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None: ...
