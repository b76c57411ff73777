"""The address of an index on a search server: opensearch://user:password@host:9200/articles."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote

from search.engines.opensearch.connecting.names import is_name
from search.errors import AddressError

DEFAULT_PORT = 9200
DEFAULT_TIMEOUT_SECONDS = 30.0
LONGEST_TIMEOUT_SECONDS = 3600.0
MOST_SHARDS = 1024
"""What a server allows an index; Lucene holds 2 thousand million articles in each."""

MOST_REPLICAS = 20

USER_VARIABLE = "TROUVAILLE_OPENSEARCH_USER"
PASSWORD_VARIABLE = "TROUVAILLE_OPENSEARCH_PASSWORD"  # noqa: S105  the name of a variable
CA_VARIABLE = "TROUVAILLE_OPENSEARCH_CA"

_SCHEMES = {"opensearch": False, "opensearchs": True}
_HOST = re.compile(r"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::([0-9]{1,5}))?")
_YES_OR_NO = {"yes": True, "no": False}


@dataclass(frozen=True)
class Address:
    """Where an index stands on a search server, and how to be let in.

    `hosts` are `host:port`, nodes of one cluster; `ca` is a file of certificates to trust in
    place of the system's; a `password` without `user` waits for one; `timeout` is how long an
    answer may take, in seconds. An index that is built there anew is parted in so many `shards`,
    with so many copies of each (`replicas`).
    """

    hosts: tuple[str, ...]
    name: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    is_tls: bool = False
    ca: str | None = None
    checks_certificates: bool = True
    timeout: float = DEFAULT_TIMEOUT_SECONDS
    shards: int | None = None
    replicas: int | None = None

    def __str__(self) -> str:
        """Return the address as it may be shown and typed again: without user and password."""
        return _written(self, "")


def parse_address(text: str, environment: Mapping[str, str] = os.environ) -> Address:
    """Read opensearch://[user[:password]@]host[:port][,host…]/name[?ca=FILE&verify=no&timeout=30].

    The options shards and replicas are numbers. What it leaves open is taken from the environment.
    Raises AddressError, which shows nothing of the text: any of it may be a secret in the wrong
    place.
    """
    if not text.isprintable():
        raise AddressError("a character in it is none that can be printed")
    scheme, is_url, rest = text.partition("://")
    if not is_url or scheme.lower() not in _SCHEMES:
        raise AddressError("it begins with opensearch:// or, for TLS, opensearchs://")
    place, _, query = rest.partition("?")
    server, _, name = place.partition("/")
    if not is_name(name):
        raise AddressError("it ends with a name of small letters, digits, - _ and .")
    identity, _, hosts = server.rpartition("@")
    user, password = _credentials(identity, environment)
    ca, checks_certificates, timeout, shards, replicas = _read_options(query)
    is_tls = _SCHEMES[scheme.lower()]
    if ca and not is_tls:
        raise AddressError("certificates are for TLS, which opensearchs:// asks for")
    return Address(
        hosts=tuple(_read_host(host) for host in hosts.split(",")),
        name=name,
        user=user,
        password=password,
        is_tls=is_tls,
        ca=ca or environment.get(CA_VARIABLE) or None if is_tls else None,
        checks_certificates=checks_certificates,
        timeout=timeout,
        shards=shards,
        replicas=replicas,
    )


def written(address: Address) -> str:
    """Return an address with its secrets, to be read by `parse_address` and never shown."""
    if address.user is None:
        return str(address)
    secret = f":{_quoted(address.password)}" if address.password else ""
    return _written(address, f"{_quoted(address.user)}{secret}@")


def _written(address: Address, identity: str) -> str:
    scheme = "opensearchs" if address.is_tls else "opensearch"
    options = "&".join(_options(address))
    hosts = ",".join(address.hosts)
    return f"{scheme}://{identity}{hosts}/{address.name}{'?' * bool(options)}{options}"


def _options(address: Address) -> list[str]:
    """Return the options that are not as usual."""
    options = [f"ca={_quoted(address.ca, safe='/')}"] if address.ca else []
    if not address.checks_certificates:
        options.append("verify=no")
    if address.timeout != DEFAULT_TIMEOUT_SECONDS:
        options.append("timeout=" + repr(address.timeout).removesuffix(".0"))
    parts = {"shards": address.shards, "replicas": address.replicas}
    return options + [f"{name}={each}" for name, each in parts.items() if each is not None]


def _quoted(text: str, safe: str = "") -> str:
    return quote(text, safe=safe, errors="surrogateescape")


def _credentials(identity: str, environment: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Return user and password; either may be left to the environment."""
    typed, _, secret = identity.partition(":")
    user = unquote(typed) or environment.get(USER_VARIABLE) or None
    password = unquote(secret) or environment.get(PASSWORD_VARIABLE) or None
    if user is None:
        if secret:
            raise AddressError("it has a password, but no user")
        return None, password
    if ":" in user:
        raise AddressError("the name of a user holds no colon")
    return user, password


def _read_host(text: str) -> str:
    """Return `host:port`; the port is 9200 where none is named."""
    match = _HOST.fullmatch(text)
    if not match:
        raise AddressError(
            "its hosts are written host:port (IPv6 in [ ]), with commas between several; "
            "write / ? # @ and : of a password as %2F %3F %23 %40 and %3A"
        )
    host, port = match.groups(default=str(DEFAULT_PORT))
    if not 0 < int(port) < 2**16:
        raise AddressError("the port of a host lies between 1 and 65535")
    return f"{host}:{int(port)}"


class _Options(NamedTuple):
    """What stands behind the question mark of an address."""

    ca: str | None
    checks_certificates: bool
    timeout: float
    shards: int | None
    replicas: int | None


def _read_options(query: str) -> _Options:
    options = dict(parse_qsl(query, keep_blank_values=True))
    ca = options.pop("ca", None)
    verify = options.pop("verify", "yes")
    timeout = _read_seconds(options.pop("timeout", str(DEFAULT_TIMEOUT_SECONDS)))
    shards = _read_number(options.pop("shards", ""), "shards", 1, MOST_SHARDS)
    replicas = _read_number(options.pop("replicas", ""), "replicas", 0, MOST_REPLICAS)
    if options:
        raise AddressError("its options are ca, verify, timeout, shards and replicas")
    if verify not in _YES_OR_NO:
        raise AddressError("its option verify is yes or no")
    return _Options(ca, _YES_OR_NO[verify], timeout, shards, replicas)


def _read_number(text: str, name: str, least: int, most: int) -> int | None:
    """Return a number of parts; None where none is named."""
    if not text:
        return None
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(most)) else -1
    if not least <= number <= most:
        raise AddressError(f"its option {name} is a number from {least} to {most}")
    return number


def _read_seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds <= LONGEST_TIMEOUT_SECONDS:
        raise AddressError("its timeout is a number of seconds, 3600 at most")
    return seconds
