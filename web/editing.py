"""What changes an index from its pages: a token for their forms, and runs."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Mapping

from web.runs import Runs

TOKEN_BYTES = 32
"""Random bytes of a token: as many as nobody guesses."""


@dataclasses.dataclass(frozen=True, slots=True)
class Editing:
    """What the forms of one blueprint hold, and the runs that they begin.

    `token` shows that a form is one of ours: no other site can read it.
    """

    token: str
    runs: Runs


def begin_editing(index: str, environment: Mapping[str, str]) -> Editing:
    """Allow an index to be changed; `environment` is what its runs need in theirs."""
    return Editing(secrets.token_urlsafe(TOKEN_BYTES), Runs(index, environment))
