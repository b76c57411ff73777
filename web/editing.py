"""What changes an index from its pages: a token for their forms, and runs."""

from __future__ import annotations

import dataclasses
import secrets

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


def begin_editing(index: str) -> Editing:
    """Allow the index in a folder to be changed."""
    return Editing(secrets.token_urlsafe(TOKEN_BYTES), Runs(index))
