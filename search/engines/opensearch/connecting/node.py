"""One node of a search server, talked to by opensearch-py's connection; imported lazily."""

from __future__ import annotations

import base64
import contextlib
import ssl
from collections.abc import Iterator
from typing import Any

import urllib3
from opensearchpy.connection.http_urllib3 import Urllib3HttpConnection
from opensearchpy.exceptions import ConnectionError as NoConnection
from opensearchpy.exceptions import ConnectionTimeout, SSLError

from search.engines.opensearch.connecting.address import Address
from search.engines.opensearch.connecting.asking import (
    Answer,
    Asked,
    UnreachableError,
    UntrustedError,
)
from search.errors import AddressError

OPEN_CONNECTIONS = 32
"""Connections kept to one node; more threads than that open and close their own."""

CONNECT_SECONDS = 5.0
"""A node of a network nearby answers a connection in milliseconds, or is away."""

_ALL_STATUSES = range(300, 1000)
_NO_TLS = frozenset({"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE"})


class Node:
    """One node; safe to share by threads."""

    def __init__(self, address: Address, host: str) -> None:
        name, _, port = host.rpartition(":")
        self._timeout = address.timeout
        self._connection = _QuietConnection(
            host=name.strip("[]"),
            port=int(port),
            use_ssl=address.is_tls,
            ssl_context=_context(address) if address.is_tls else None,
            headers=_identity(address),
            pool_maxsize=OPEN_CONNECTIONS,
        )

    def send(self, asked: Asked) -> Answer:
        """Return what the node answers, whatever it is.

        Raises UnreachableError where nothing comes back, UntrustedError where TLS fails.
        """
        seconds = asked.timeout or self._timeout
        with _errors_of_ours():
            status, headers, text = self._connection.perform_request(
                asked.method,
                asked.path,
                params=asked.params,
                body=asked.body,
                timeout=urllib3.Timeout(connect=min(seconds, CONNECT_SECONDS), read=seconds),  # type: ignore[arg-type]
                ignore=_ALL_STATUSES,
                headers={"content-type": asked.content_type},
            )
        return Answer(status, text, headers.get("Retry-After"))

    def close(self) -> None:
        """Close the connections that are kept."""
        self._connection.close()


class _QuietConnection(Urllib3HttpConnection):
    """A connection that neither logs nor warns: what went wrong is raised, once."""

    def log_request_success(self, *args: Any, **kwargs: Any) -> None: ...

    def log_request_fail(self, *args: Any, **kwargs: Any) -> None: ...

    def _raise_warnings(self, warning_headers: Any) -> None: ...


def _context(address: Address) -> ssl.SSLContext:
    """Return whom to trust; raises AddressError for a file that holds no certificates."""
    try:
        context = ssl.create_default_context(cafile=address.ca)
    except (OSError, ValueError) as error:
        raise AddressError(f"{address.ca} cannot be read as a file of certificates") from error
    if not address.checks_certificates:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
    return context


def _identity(address: Address) -> dict[str, str]:
    """Return the header of user and password; in UTF-8, which urllib3 cannot do."""
    if address.user is None:
        return {}
    pair = f"{address.user}:{address.password or ''}".encode("utf-8", "surrogateescape")
    return {"authorization": f"Basic {base64.b64encode(pair).decode('ascii')}"}


@contextlib.contextmanager
def _errors_of_ours() -> Iterator[None]:
    try:
        yield
    except SSLError as error:
        raise _of_tls(error) from error
    except ConnectionTimeout as error:
        raise UnreachableError("no answer in time") from error
    except NoConnection as error:
        raise UnreachableError(_reason(_cause(error))) from error


def _of_tls(error: SSLError) -> UnreachableError | UntrustedError:
    """Tell a wrong certificate, or a server without TLS, from a connection that broke off."""
    cause = _cause(error)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return UntrustedError(cause.verify_message)
    if isinstance(cause, ssl.SSLError) and cause.reason in _NO_TLS:
        return UntrustedError("the server speaks no TLS")
    return UnreachableError(_reason(cause))


def _cause(error: BaseException) -> BaseException:
    """Return the innermost error."""
    while inner := error.__cause__ or error.__context__:
        error = inner
    return error


def _reason(error: BaseException) -> str:
    text = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(str(text).split())
