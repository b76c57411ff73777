"""How much of a request is read, and how many at once.

A query is bounded by what the search reads of it (10,000 characters, 128 words, 50 values of a
facet, 10,000 results), and so is the time that it takes; a thread cannot be interrupted in Python,
so there is no clock beside it.
"""

from __future__ import annotations

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge, RequestURITooLarge

LONGEST_ADDRESS = 64_000
"""Bytes of an address: a query of 10,000 characters, each of them percent-encoded as six."""

LARGEST_BODY = 64_000
"""Bytes of a body: far more than any form of ours sends."""

SERVER_LIMITS = {
    "max_request_header_size": 1 << 17,  # bytes of all headers and the address
    "max_request_body_size": 1 << 20,  # bytes that are read to be able to answer 413
    "connection_limit": 200,  # connections: more than browsers of a small team hold open
    "channel_timeout": 60,  # seconds a connection may be idle
    "threads": 4,  # requests at once; the loops in C and numpy let others run
}
"""What the server itself refuses, as adjustments of waitress."""


def check_size() -> None:
    """Refuse a request that is larger than any of ours can be."""
    if len(request.query_string) + len(request.path) > LONGEST_ADDRESS:
        raise RequestURITooLarge
    if (request.content_length or 0) > LARGEST_BODY:
        raise RequestEntityTooLarge
