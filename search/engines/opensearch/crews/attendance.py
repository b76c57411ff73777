"""Which of the machines that work on one run are there, and how far each of them is."""

from __future__ import annotations

import enum
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from search.engines.opensearch.connecting.connection import Connection
from search.engines.opensearch.crews.locking import holder_of
from search.engines.opensearch.stored.records import Records
from search.errors import MissingPartError, OtherRunError
from search.parts import Part
from search.reports import Progress

Tell = Callable[[Progress], None]
"""Is told how far a run is."""

FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 5.0
"""Between two looks at the others; a pause is a tenth of what was waited until then."""


class Stage(enum.IntEnum):
    """How far a part is: its documents wait with their traces known to all, or are stored."""

    PREPARING = 0
    PREPARED = 1
    STORED = 2


class Member(NamedTuple):
    """What a part tells the others of itself.

    `run` is the run that it belongs to, `holder` whoever works on it. Its traces are `blocks` under
    the name of a `group`; `has_news` tells whether any document is new, changed or gone. `stored`
    is how many documents it has in the index, `report` what it did.
    """

    run: str
    holder: str
    stage: int = Stage.PREPARING
    group: str = ""
    blocks: int = 0
    has_news: bool = False
    stored: int = 0
    report: str = ""


def lock_of(number: int) -> str:
    """Return the name of the lock of whoever works on a part."""
    return f"lock:{number}"


class Attendance:
    """The parts of a run, seen by one of them.

    One that gives no sign for `patience` seconds is not waited for any longer.
    """

    def __init__(
        self, connection: Connection, run: str, part: Part, holder: str, patience: float
    ) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._run = run
        self._part = part
        self._patience = patience
        standing = self.members().get(part.number)
        self._own = standing._replace(holder=holder) if standing else Member(run, holder)
        self.note()

    def note(self, **told: object) -> None:
        """Tell the others something more of this part."""
        self._own = self._own._replace(**told)  # type: ignore[arg-type]  # those of a member
        self._records.put(_record_of(self._part.number), self._own._asdict())

    @property
    def own(self) -> Member:
        """What this part told."""
        return self._own

    def members(self) -> dict[int, Member]:
        """Return what each part has told, by number; those that never began are missing."""
        return members_of(self._records, self._run, self._part.count)

    def missing(self, stage: Stage) -> list[int]:
        """Return the parts that are not as far as that."""
        return _missing(self.members(), stage, self._part.count)

    def wait_for(self, stage: Stage, tell: Tell | None) -> None:
        """Wait until all parts are as far as that.

        Raises MissingPartError when one gave no sign for too long.
        """
        began = time.monotonic()
        seen = dict.fromkeys(range(1, self._part.count + 1), began)
        told = ""
        while missing := self._missing(stage):
            now = time.monotonic()
            there = self.present(missing)
            seen |= dict.fromkeys(there, now)
            self._refuse_to_wait([n for n in missing if now - seen[n] > self._patience])
            step = _step(missing, there, self._part.count)
            if tell and step != told:
                told = step
                tell(Progress(step, self._part.count - len(missing), self._part.count))
            pause = max(FIRST_PAUSE_SECONDS, (now - began) / 10)
            time.sleep(min(pause, LONGEST_PAUSE_SECONDS))

    def _missing(self, stage: Stage) -> list[int]:
        """Return the parts that are not as far; raises OtherRunError when the run has ended."""
        members = self.members()
        if self._part.number not in members:
            raise ended(str(self._connection.address))
        return _missing(members, stage, self._part.count)

    def present(self, numbers: Sequence[int]) -> list[int]:
        """Return those of some parts on which somebody is working."""
        return present(self._connection, self.members(), numbers)

    def _refuse_to_wait(self, silent: Sequence[int]) -> None:
        if silent:
            address = str(self._connection.address)
            raise MissingPartError(address, silent, self._part.count, self._patience)


def ended(address: str) -> OtherRunError:
    """Return the error of a part whose run is no more."""
    return OtherRunError(
        address,
        "the run that this part belonged to has ended meanwhile",
        "start it again if articles have changed",
    )


def members_of(records: Records, run: str, count: int) -> dict[int, Member]:
    """Return what each of so many parts of a run has told, by number."""
    found = {number: records.find(_record_of(number)) for number in range(1, count + 1)}
    read = {number: Member(**record.content) for number, record in found.items() if record}
    return {number: member for number, member in read.items() if member.run == run}


def present(
    connection: Connection, members: Mapping[int, Member], numbers: Sequence[int]
) -> list[int]:
    """Return those of some parts on which somebody is working."""
    holders = {n: holder_of(connection, lock_of(n)) for n in numbers if n in members}
    return [n for n, holder in holders.items() if holder and holder.token == members[n].holder]


def forget(records: Records, count: int) -> None:
    """Remove what so many parts have told."""
    for number in range(1, count + 1):
        records.remove(_record_of(number))


def _missing(members: Mapping[int, Member], stage: Stage, count: int) -> list[int]:
    numbers = range(1, count + 1)
    return [n for n in numbers if n not in members or members[n].stage < stage]


def _step(missing: Sequence[int], there: Sequence[int], count: int) -> str:
    """Return what is waited for, as « Waiting for part 2, 3 (not running) of 8 »."""
    told = [f"{n}" if n in there else f"{n} (not running)" for n in missing]
    return f"Waiting for part {', '.join(told)} of {count}"


def _record_of(number: int) -> str:
    return f"part:{number}"
