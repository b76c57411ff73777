"""What is asked of a search server, what it answers, and what that means."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from search.engines.opensearch.connecting.address import Address
from search.errors import (
    EngineError,
    EngineRefusedError,
    EngineUnavailableError,
    UnsupportedServerError,
)

BUSY = frozenset({429, 502, 503, 504})
"""Statuses that pass by themselves."""

_LONGEST_REASON = 300
_NDJSON_PATHS = ("_bulk", "_msearch")


class UnreachableError(Exception):
    """Nothing came back from a node; its text is the reason."""


class UntrustedError(Exception):
    """A node's certificate is not trusted, or it speaks no TLS; its text is the reason."""


class MissingError(EngineError):
    """What is asked for is not there (404); callers of the package say what that means."""


class FaultError(EngineUnavailableError):
    """The server answers, but says that it cannot do this, or not now (408, 429, 5xx)."""


class ConflictError(EngineError):
    """Another writer was first (409), or this request was itself, before its answer was lost."""


@dataclass(frozen=True)
class Asked:
    """A request; `timeout` in seconds, None for that of the address."""

    method: str
    path: str
    body: bytes | None = None
    params: Mapping[str, str] | None = None
    timeout: float | None = None

    @property
    def content_type(self) -> str:
        """Return the media type of the body."""
        is_lines = self.path.rpartition("/")[2] in _NDJSON_PATHS
        return "application/x-ndjson" if is_lines else "application/json"


@dataclass(frozen=True)
class Answer:
    """An answer as it came; `retry_after` is the header of that name."""

    status: int
    text: str
    retry_after: str | None = None

    @property
    def is_busy(self) -> bool:
        """Tell whether the same request may well succeed later; a full disk stays full."""
        return self.status in BUSY and not self.is_blocked

    @property
    def is_blocked(self) -> bool:
        """Tell whether an index takes no changes, as when the disk is nearly full."""
        return self.status in {403, 429} and "cluster_block_exception" in self.text


def encode(body: object | bytes | None) -> bytes | None:
    """Return the bytes of a body: bytes as they are, anything else as JSON."""
    if body is None or isinstance(body, bytes):
        return body
    return json.dumps(body, separators=(",", ":")).encode()


def read_answer(address: Address, answer: Answer) -> dict[str, Any]:
    """Return the object of an answer; raises what a status from 300 on means."""
    if answer.status >= 300:
        raise _error(address, answer)
    if not answer.text:
        return {}
    content = _decoded(answer.text)
    if not isinstance(content, dict):
        raise UnsupportedServerError(str(address), "no search server answers here")
    return content


def _error(address: Address, answer: Answer) -> EngineError:
    """Return the error of ours for a status from 300 on."""
    reason = reason_of(answer)
    if answer.status == 404:
        return MissingError(str(address), reason)
    if answer.status == 409:
        return ConflictError(str(address), reason)
    if answer.status == 401:
        return _refusal_of_identity(address)
    if answer.is_blocked:
        return EngineRefusedError(
            str(address),
            f"the index takes no changes ({reason})",
            "make room on the disks of the server",
        )
    if answer.is_busy or answer.status == 408 or answer.status >= 500:
        return FaultError(str(address), reason)
    return EngineRefusedError(str(address), f"the search server refuses ({reason})")


def _refusal_of_identity(address: Address) -> EngineRefusedError:
    who = "this user and password are" if address.user else "a request without a user is"
    return EngineRefusedError(
        str(address),
        f"{who} not let in by the search server",
        "name them in the environment: TROUVAILLE_OPENSEARCH_USER, TROUVAILLE_OPENSEARCH_PASSWORD",
    )


def reason_of(answer: Answer) -> str:
    """Return the server's own reason in one line, or the status where it gives none."""
    content = _decoded(answer.text)
    error = content.get("error") if isinstance(content, dict) else None
    if isinstance(error, dict):
        causes = error.get("root_cause") or [error.get("caused_by") or error]
        cause = causes[0] if isinstance(causes, list) and isinstance(causes[0], dict) else error
        error = cause.get("reason") or cause.get("type")
    text = " ".join(str(error).split()) if error else f"status {answer.status}"
    return text[:_LONGEST_REASON]


def _decoded(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
