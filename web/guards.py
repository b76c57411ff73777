"""Who may change the index: a browser on this machine, by the forms of our own pages."""

from __future__ import annotations

import hmac

from flask import abort, request

from web.editing import Editing
from web.hosts import is_loopback, name_in
from web.mounting import current_mount

_FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")
"""Headers by which a proxy says that it asks for somebody else."""


def check_local() -> None:
    """Refuse a request that comes from another machine."""
    if not is_local():
        abort(403)


def check_own() -> None:
    """Refuse a request to change something that was not sent by a form of ours.

    A page of a stranger can make a browser on this machine send a form here, but neither read the
    token nor hide where it comes from.
    """
    given = request.form.get("token", "")
    if request.method == "POST" and not (is_same_origin() and has_token(given)):
        abort(403)


def current_editing() -> Editing | None:
    """Return what changes the index; None where it may not be changed, or not by this request."""
    editing = current_mount().editing
    return editing if editing and is_local() else None


def is_local() -> bool:
    """Tell whether a request comes from this machine, to this machine, by way of no other."""
    return (
        is_loopback(request.remote_addr or "")
        and is_loopback(name_in(request.headers.get("Host", "")))
        and not any(name in request.headers for name in _FORWARDED)
    )


def is_same_origin() -> bool:
    """Tell whether a page of ours sent a request, by all that the browser says of that."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    own = request.host_url.rstrip("/")
    if site is None and origin is None:
        return False
    return site in {None, "same-origin"} and origin in {None, own}


def has_token(given: str) -> bool:
    """Tell whether a form holds the token of this process."""
    editing = current_mount().editing
    return editing is not None and hmac.compare_digest(given.encode(), editing.token.encode())
