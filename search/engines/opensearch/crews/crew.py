"""Machines that index the parts of one corpus at the same time, and meet over the server.

Each prepares its own documents and shares their traces; when all have, each knows what all
documents say of its own, and stores these. The last to finish lets everybody see all of it.
A machine that died is started again with the same command, and goes on where it broke off.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from search.engines.opensearch.connecting.connection import ConflictError, Connection
from search.engines.opensearch.connecting.names import Names
from search.engines.opensearch.crews.attendance import (
    Attendance,
    Stage,
    Tell,
    ended,
    forget,
    lock_of,
    members_of,
    present,
)
from search.engines.opensearch.crews.locking import WRITER, holder_of
from search.engines.opensearch.crews.runs import Plan, Runs, StandingRun, mapping_version
from search.engines.opensearch.crews.trace_blocks import TraceBlocks
from search.engines.opensearch.stored.generations import Generation
from search.engines.opensearch.stored.records import Records
from search.engines.opensearch.stored.states import traces_in
from search.engines.writer import News
from search.errors import IndexLockedError, OtherRunError
from search.parts import Part


class Assignment(NamedTuple):
    """The part of a machine, and what all machines of a run must be told the same.

    A machine that gives no sign for `patience_seconds` is not waited for any longer.
    """

    part: Part
    terms: Mapping[str, str]
    patience_seconds: float


class Crew:
    """One machine among those that work on a run, once it has joined them."""

    def __init__(
        self,
        connection: Connection,
        assignment: Assignment,
        holder: str,
        store: Callable[[], int],
        *,
        rebuild: bool,
    ) -> None:
        """`holder` has the lock of the part; `store` stores whatever waits.

        It returns how many documents the part has then.
        """
        self.part = assignment.part
        self.awaited: tuple[int, ...] = ()
        self._connection = connection
        terms = {**assignment.terms, "mapping": mapping_version()}
        self._plan = Plan(self.part.count, rebuild, terms)
        self._holder = holder
        self._store = store
        self._patience = assignment.patience_seconds
        self._records = Records(connection)
        self._runs = Runs(self._records)

    def join(self, begin: Callable[[], str]) -> str:
        """Join the run that is under way, or begin one over the generation that `begin` returns.

        Return the generation. Raises OtherRunError where another
        run is under way, and IndexLockedError where a machine works on the index alone.
        """
        self._run = self._joined(begin)
        self._attendance = Attendance(
            self._connection, self._run.token, self.part, self._holder, self._patience
        )
        self._refuse_to_meet_one_alone()
        self._generation = Generation(self._connection, self._run.generation)
        self._blocks = TraceBlocks(
            self._connection, Names(self._connection.address.name).traces_of(self._run.generation)
        )
        return self._run.generation

    def exchange(self, news: Iterable[News], tell: Tell | None) -> Iterator[tuple[str, str]] | None:
        """Tell the others what is new here, and yield the traces of all documents but these.

        None where nothing is new anywhere. Raises MissingPartError where a part is waited for in
        vain.
        """
        own: set[str] = set()
        self._blocks.make_room()
        group = f"{self.part.number}-{secrets.token_hex(4)}"
        blocks = self._blocks.write(group, _noting(news, own))
        has_news = bool(own) or self._attendance.own.has_news
        stage = max(self._attendance.own.stage, Stage.PREPARED)
        self._attendance.note(stage=stage, group=group, blocks=blocks, has_news=has_news)
        self._attendance.wait_for(Stage.PREPARED, tell)
        members = self._attendance.members()
        if not any(member.has_news for member in members.values()):
            return None
        others = [(each.group, each.blocks) for n, each in members.items() if n != self.part.number]
        return self._traces(others, own)

    def hand_in(self, report: Callable[[], bytes]) -> Sequence[bytes] | None:
        """Store whatever waits, and tell so.

        Return the reports of all parts where this is the last one. Raises OtherRunError where the
        run has ended meanwhile.
        """
        self._check()
        stored = self._store()
        self._check()
        told = base64.b64encode(report()).decode()
        self._attendance.note(stage=Stage.STORED, report=told, stored=stored)
        self.awaited = tuple(self._attendance.missing(Stage.STORED))
        if self.awaited or not self._is_publisher():
            return None
        members = self._attendance.members()
        return [base64.b64decode(members[number].report) for number in sorted(members)]

    @property
    def stored(self) -> int:
        """How many documents all parts have in the index."""
        return sum(member.stored for member in self._attendance.members().values())

    def _check(self) -> None:
        """Make sure that the run is still the one; raises OtherRunError."""
        run = self._runs.find()
        if run is None or run.token != self._run.token:
            raise ended(str(self._connection.address))

    def disband(self) -> None:
        """Forget the run, and remove what only it needed."""
        self._runs.end(self._run)
        forget(self._records, self.part.count)
        self._blocks.remove()

    def _joined(self, begin: Callable[[], str]) -> StandingRun:
        while True:
            run = self._runs.find()
            if run is None:
                try:
                    return self._runs.begin(self._plan, begin())
                except ConflictError:  # another machine was first
                    continue
            if run.plan == self._plan:
                return run
            self._take_away(run)

    def _take_away(self, run: StandingRun) -> None:
        """Forget another run, if it may be; raises OtherRunError where it may not."""
        is_running = bool(working_on(self._connection, self._records, run))
        if run.is_of_many and (is_running or not self._plan.rebuild):
            raise unfinished(self._connection, run, self._plan)
        self._refuse_to_meet_one_alone()
        self._runs.end(run)

    def _refuse_to_meet_one_alone(self) -> None:
        alone = holder_of(self._connection, WRITER)
        if alone:
            raise IndexLockedError(str(self._connection.address), alone.owner)

    def _traces(
        self, groups: Sequence[tuple[str, int]], own: set[str]
    ) -> Iterator[tuple[str, str]]:
        """Yield the traces of documents but our own new ones.

        News go before what is remembered, and are read first, for it may hold them soon.
        """
        seen = own
        for group, count in groups:
            for id, trace in self._blocks.read(group, count):
                seen.add(id)
                if trace is not None:
                    yield id, trace
        self._generation.refresh_state()
        for id, trace in traces_in(self._connection, self._generation.state):
            if id not in seen:
                yield id, trace

    def _is_publisher(self) -> bool:
        """Tell whether it falls to this part to let everybody see what is stored."""
        while run := self._runs.find():
            if run.token != self._run.token:
                return False
            if run.publisher == self.part.number:
                return True
            if run.publisher and self._attendance.present([run.publisher]):
                return False
            if self._runs.claim(run, self.part.number):
                return True
        return False


def working_on(connection: Connection, records: Records, run: StandingRun) -> list[str]:
    """Return who works on the parts of a run, by the names they give themselves."""
    members = members_of(records, run.token, run.plan.parts)
    holders = [holder_of(connection, lock_of(n)) for n in present(connection, members, [*members])]
    return [holder.owner for holder in holders if holder]


def unfinished(connection: Connection, run: StandingRun, plan: Plan) -> OtherRunError:
    """Return the error of a run that cannot go on because another one is not finished."""
    differences = ", ".join(run.plan.differences(plan))
    return OtherRunError(
        str(connection.address),
        f"a run over {run.plan.parts} parts is not finished, and this is another ({differences})",
        "go on with that one, or once it rests begin anew with --rebuild",
    )


def _noting(news: Iterable[News], ids: set[str]) -> Iterator[News]:
    for each in news:
        ids.add(each[0])
        yield each
