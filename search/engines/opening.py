"""Open an index in a folder or on a search server, whichever is named."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from search.engines.addresses import is_address
from search.errors import AddressError, ReadError

if TYPE_CHECKING:
    from search.engines.base import IndexReader
    from search.engines.opensearch.connecting.address import Address


def open_reader(index: str) -> IndexReader:
    """Open the index of a folder or an address, importing only the engine that it needs.

    Raises IndexNotFoundError where there is none, and what else the engine's reader raises.
    """
    if is_address(index):
        address = _read(index)
        from search.engines.opensearch.reading import (  # noqa: PLC0415  only where it is asked for
            OpenSearchIndexReader,
        )

        return OpenSearchIndexReader(address)
    from search.engines.whoosh import WhooshIndexReader  # noqa: PLC0415  one engine is enough

    return WhooshIndexReader(index)


def shown(index: str) -> str:
    """Return an index as it may be printed, kept and passed on: an address without secrets."""
    return str(_read(index)) if is_address(index) else index


def environment_of(index: str) -> Mapping[str, str]:
    """Return what another process needs in its environment to open the index that is `shown`."""
    if not is_address(index):
        return {}
    from search.engines.opensearch.connecting.address import (  # noqa: PLC0415  only where it is asked for
        PASSWORD_VARIABLE,
        USER_VARIABLE,
    )

    address = _read(index)
    found = {USER_VARIABLE: address.user, PASSWORD_VARIABLE: address.password}
    return {name: value for name, value in found.items() if value is not None}


def with_access(
    address: str,
    *,
    user: str | None = None,
    password_file: str | os.PathLike[str] | None = None,
    ca: str | os.PathLike[str] | None = None,
) -> str:
    """Return an address with a user, the password in a file, and whose certificates to trust.

    They outrank what the address and the environment say. What is returned holds secrets. Raises
    AddressError, and ReadError where there is no password in the file.
    """
    from search.engines.opensearch.connecting.address import written  # noqa: PLC0415  only where asked for

    read = _read(address)
    if password_file is not None and not (user or read.user):
        raise AddressError("a password is that of a user, and none is named")
    password = read.password if password_file is None else _password(Path(password_file))
    found = written(
        dataclasses.replace(
            read,
            user=user or read.user,
            password=password,
            ca=read.ca if ca is None else os.fspath(ca),
        )
    )
    _read(found)
    return found


def _read(address: str) -> Address:
    from search.engines.opensearch.connecting.address import parse_address  # noqa: PLC0415  only where asked

    return parse_address(address)


def _password(path: Path) -> str:
    """Return the first line of a file; raises ReadError."""
    try:
        return path.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a text in UTF-8"
        raise ReadError(str(path), f"the password cannot be read ({reason})") from error
