"""The run that is under way on an index: which generation it writes, and in how many parts.

It is a record that outlives whoever writes it, so that what broke off can go on.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any, NamedTuple

from search.engines.opensearch.connecting.connection import ConflictError
from search.engines.opensearch.stored.mapping import articles_index, state_index
from search.engines.opensearch.stored.records import Record, Records

_RUN = "run"


class Plan(NamedTuple):
    """What a run is to be; all machines that work on one must be told the same.

    `terms` are the options and versions by which documents are read, by name.
    """

    parts: int
    rebuild: bool
    terms: Mapping[str, str]

    def differences(self, other: Plan) -> list[str]:
        """Return in what another plan differs from this one."""
        own, others = self._told(), other._told()
        names = [name for name in others if others[name] != own.get(name)]
        return [f"{name} {others[name]} instead of {own.get(name, 'none')}" for name in names]

    def _told(self) -> dict[str, str]:
        rebuild = "yes" if self.rebuild else "no"
        return {"parts": str(self.parts), "rebuild": rebuild, **self.terms}


class StandingRun(NamedTuple):
    """A run that has begun; `publisher` is the part that lets everybody see it, 0 for none yet."""

    token: str
    generation: str
    plan: Plan
    publisher: int
    record: Record

    @property
    def is_of_many(self) -> bool:
        """Tell whether several machines work on it."""
        return self.plan.parts > 1


class Runs:
    """The run of an index, if one is under way."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def find(self) -> StandingRun | None:
        """Return the run that is under way, or was when it broke off."""
        found = self._records.find(_RUN)
        return _read(found) if found else None

    def begin(self, plan: Plan, generation: str) -> StandingRun:
        """Begin a run over a generation; raises ConflictError where one is under way."""
        content = _content(secrets.token_hex(8), generation, plan, 0)
        try:
            return _read(self._records.replace(_RUN, content, None))
        except ConflictError:
            found = self.find()
            if found and found.token == content["token"]:  # it was begun, and the answer lost
                return found
            raise

    def claim(self, run: StandingRun, part: int) -> StandingRun | None:
        """Let a part be the one that publishes; None where the run has changed meanwhile."""
        content = _content(run.token, run.generation, run.plan, part)
        try:
            return _read(self._records.replace(_RUN, content, run.record))
        except ConflictError:
            return None

    def end(self, run: StandingRun) -> bool:
        """Forget a run, unless another took its place; return whether it was there."""
        found = self.find()
        return bool(found and found.token == run.token) and self._records.remove(
            _RUN, found.record if found else None
        )


def mapping_version() -> str:
    """Return what changes whenever documents are stored another way."""
    written = json.dumps([articles_index(), state_index()], sort_keys=True)
    return hashlib.blake2b(written.encode(), digest_size=8).hexdigest()


def _content(token: str, generation: str, plan: Plan, publisher: int) -> dict[str, Any]:
    written = {**plan._asdict(), "terms": dict(plan.terms)}
    return {"token": token, "generation": generation, "publisher": publisher, **written}


def _read(record: Record) -> StandingRun:
    content = record.content
    plan = Plan(content["parts"], content["rebuild"], content["terms"])
    return StandingRun(content["token"], content["generation"], plan, content["publisher"], record)
