"""The names under which we answer.

A page of a stranger can have its own name resolved to this machine's address (DNS rebinding) and
then read all answers as its own; only the Host header tells such requests from ours.
"""

from __future__ import annotations

import ipaddress
import re

from flask import request
from werkzeug.exceptions import HTTPException

from web.mounting import current_mount
from web.settings import LOOPBACK, Settings

_HOST = re.compile(r"(?:\[(?P<v6>[0-9a-f:.]+)\]|(?P<name>[^\s:/@\[\]]+))(?::[0-9]{1,5})?")


class UnknownHostError(HTTPException):
    """A request was sent to a name that is not ours."""

    code = 421
    description = "This name is not answered; --allow-host NAME allows it."

    @property
    def name(self) -> str:
        """The phrase of the status."""
        return "Misdirected Request"


def check_host() -> None:
    """Refuse a request that was sent to a name under which we do not answer."""
    if not is_answered(request.headers.get("Host", ""), current_mount().settings):
        raise UnknownHostError


def is_answered(header: str, settings: Settings) -> bool:
    """Tell whether we answer to what a Host header says: a name or address, and perhaps a port."""
    if settings.hosts is None:
        return True
    name = name_in(header)
    return name in settings.hosts or (settings.allows_addresses and is_address(name))


def name_in(header: str) -> str:
    """Return the name or address in a Host header, in lower case; nothing where it has none."""
    found = _HOST.fullmatch(header.lower())
    return (found["v6"] or found["name"]).removesuffix(".") if found else ""


def is_loopback(name: str) -> bool:
    """Tell whether a name or an address stands for this machine alone."""
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return name.lower() in LOOPBACK
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback


def is_address(name: str) -> bool:
    """Tell whether a name is an IP address, which nobody can have resolved to another."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
