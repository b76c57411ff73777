"""What a server says of each of many documents that it was sent at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from search.engines.opensearch.connecting.asking import BUSY
from search.engines.opensearch.connecting.connection import Connection
from search.errors import EngineRefusedError

ANSWER_FILTER = "errors,items.*.status,items.*.error"
"""What is asked of each document: it is found by its place in the answer."""

_LONGEST_REASON = 300
"""Characters of a reason that are told."""

_FAULTS_TRIED = 3
"""Times that a document is sent again of which a server says that the fault is its own (500)."""


class Line(NamedTuple):
    """What is to be done with the document of an id, as a server reads it."""

    id: str
    text: bytes


class Rejected(NamedTuple):
    """A document that a server does not store, by what it knows it by, and why, in one line."""

    id: str
    reason: str


class Outcome(NamedTuple):
    """What became of some lines: those to send again, and those that were rejected.

    `reason` says why some must be sent again; `is_blocked` that it is a full disk.
    """

    again: Sequence[Line]
    rejected: Sequence[Rejected] = ()
    reason: str = ""
    is_blocked: bool = False


def outcome(
    connection: Connection, lines: Sequence[Line], answer: Mapping[str, Any], tried: int
) -> Outcome:
    """Read the answer to some lines, which were sent before for `tried` times.

    Raises EngineRefusedError where the whole index does not take them.
    """
    if not answer.get("errors"):
        return Outcome(())
    again, rejected = [], []
    busy: Mapping[str, Any] = {}
    for line, item in zip(lines, answer["items"], strict=True):
        [told] = item.values()
        error = told.get("error")
        if not error:
            continue
        if _passes(told["status"], tried):
            again.append(line)
            busy = error
        else:
            _refuse_what_is_no_document(connection, told["status"], error)
            rejected.append(Rejected(line.id, reason_of(error)))
    is_blocked = busy.get("type") == "cluster_block_exception"
    return Outcome(again, rejected, reason_of(busy) if busy else "", is_blocked)


def reason_of(error: Mapping[str, Any]) -> str:
    """Return why something failed, in one line."""
    cause = error.get("caused_by") or {}
    reasons = [each.get("reason") or each.get("type") for each in (error, cause) if each]
    told = ": ".join(dict.fromkeys(str(reason) for reason in reasons if reason))
    return " ".join(told.split())[:_LONGEST_REASON] or "no reason given"


def _passes(status: int, tried: int) -> bool:
    """Tell whether the same may succeed later."""
    return status in BUSY or (status >= 500 and tried < _FAULTS_TRIED)


def _refuse_what_is_no_document(
    connection: Connection, status: int, error: Mapping[str, Any]
) -> None:
    """Raise EngineRefusedError where it is not the document that is at fault."""
    if status in {401, 403, 404}:
        raise EngineRefusedError(
            str(connection.address), f"the index takes no changes ({reason_of(error)})"
        )
