"""The errors of HTTP, all of them by their own codes.

Flask asks first for handlers of a code, those of the application too, and only then for those of
a class: a blueprint that names no codes would get the error pages of its host.
"""

from __future__ import annotations

from flask.sansio.scaffold import Scaffold
from flask.typing import ErrorHandlerCallable
from werkzeug.exceptions import HTTPException, default_exceptions

from web.hosts import UnknownHostError


def register_http_errors(scaffold: Scaffold, answer: ErrorHandlerCallable) -> None:
    """Let a blueprint or an application answer every error of HTTP in one way."""
    kinds: list[type[HTTPException]] = [HTTPException, UnknownHostError]
    for kind in (*kinds, *default_exceptions.values()):
        scaffold.register_error_handler(kind, answer)
