"""Documents on their way to a server: sent at once, or kept on disk until the commit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, NamedTuple

from search.engines.opensearch.connecting.address import Address
from search.engines.opensearch.sending.bulk import Action, send
from search.engines.opensearch.sending.bulk_answers import Rejected
from search.engines.opensearch.sending.pacing import Pace
from search.engines.opensearch.stored.documents import document_id, lines_of
from search.engines.opensearch.stored.states import states_of
from search.engines.opensearch.terms.dictionary_builder import DictionaryBuilder
from search.engines.opensearch.terms.storing_terms import in_two, new_run
from search.engines.writer import AnalyzedBatch
from search.models import Rejection


class Target(NamedTuple):
    """Two indices of a server, and how fast they are sent documents.

    `refused` are articles that were sent ahead and that the server did not take, with the reasons.
    """

    address: Address
    articles: str
    state: str
    pace: Pace
    refused: Mapping[str, str] = MappingProxyType({})


class Files(NamedTuple):
    """Two files, of articles and of what a run must know of them, as they will be sent."""

    articles: Path
    states: Path


class Work(NamedTuple):
    """Documents, and where they go."""

    place: Target | Files
    batches: Callable[[], Iterable[AnalyzedBatch]]


class Stored(NamedTuple):
    """What became of the documents of a portion: which ones no server takes.

    `dictionary` holds their terms where these are not stored yet.
    """

    rejected: Sequence[Rejection]
    dictionary: DictionaryBuilder


def store(work: Work) -> Stored:
    """Send documents, or let them wait on disk."""
    if isinstance(work.place, Target):
        return _send(work.place, work.batches())
    return _spool(work.place, work.batches())


def write_articles(batch: AnalyzedBatch, path: Path) -> None:
    """Let articles wait in a file, to be sent ahead."""
    write_actions(path, lines_of(batch))


def write_actions(path: Path, actions: Iterable[tuple[str, bytes]]) -> None:
    """Let actions wait in a file."""
    with path.open("wb") as file:
        _write(file, actions)


def read_actions(path: Path) -> Iterator[Action]:
    """Yield what waits in a file."""
    with path.open("rb") as file:
        for id in file:
            yield id.rstrip(b"\n").decode(), file.readline().rstrip(b"\n")


def rejections(rejected: Iterable[Rejected], ids: Iterable[str]) -> list[Rejection]:
    """Return documents that a server rejected by their own ids, which are among `ids`."""
    reasons = {each.id: each.reason for each in rejected}
    if not reasons:
        return []
    named = ((id, reasons.get(document_id(id))) for id in ids)
    return [Rejection(id, reason) for id, reason in named if reason is not None]


def _send(target: Target, batches: Iterable[AnalyzedBatch]) -> Stored:
    """Send documents, then their terms, and when all arrived what is remembered of them.

    Those that were sent ahead, as they are, are there already, or were refused.
    """
    dictionary = DictionaryBuilder()
    states: list[Action] = []
    refused: list[Rejected] = []
    ids: list[str] = []

    def articles() -> Iterator[Action]:
        for batch in batches:
            remembered = [*states_of(batch.entries)]
            if batch.are_sent:
                refused.extend(_refused(remembered, target.refused))
            else:
                yield from lines_of(batch)
            states.extend(remembered)
            ids.extend(entry.id for entry in batch.entries)
            dictionary.add(batch)

    rejected = [*send(target.address, target.articles, articles(), target.pace), *refused]
    missing = {each.id for each in rejected}
    known = (state for state in states if state[0] not in missing)
    for actions in in_two(dictionary.blocks(new_run())):
        send(target.address, target.state, actions, target.pace)
    unknown = send(target.address, target.state, known, target.pace)
    not_stored = [*rejected, *unknown]
    gone = ((each.id, None) for each in not_stored)  # some were sent ahead, as they were then
    send(target.address, target.articles, gone, target.pace)
    return Stored(rejections(not_stored, ids), DictionaryBuilder())


def _refused(states: Iterable[Action], refused: Mapping[str, str]) -> Iterator[Rejected]:
    return (Rejected(id, refused[id]) for id, _ in states if id in refused)


def _spool(files: Files, batches: Iterable[AnalyzedBatch]) -> Stored:
    """Write documents, and what is remembered of them, to files."""
    dictionary = DictionaryBuilder()
    with files.articles.open("wb") as articles, files.states.open("wb") as states:
        for batch in batches:
            _write(articles, lines_of(batch))
            _write(states, states_of(batch.entries))
            dictionary.add(batch)
    return Stored((), dictionary)


def _write(file: BinaryIO, actions: Iterable[tuple[str, bytes]]) -> None:
    file.writelines(b"%b\n%b\n" % (id.encode(), body) for id, body in actions)
