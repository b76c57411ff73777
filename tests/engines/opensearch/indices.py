"""Indices on a server in the place of folders: each path has one, and one is used again."""

from __future__ import annotations

import hashlib
import json
import urllib.request
from collections.abc import Iterable
from pathlib import Path

from search.engines.opensearch.connecting.address import Address, parse_address

USED_AGAIN = Path("used-again")


class Indices:
    """The indices of the tests of a server; `address` is the server's, without a name.

    For an index takes long to be made, one is used by many examples: what it holds beyond what
    an example stores first is deleted in the same commit.
    """

    def __init__(self, address: str, prefix: str) -> None:
        self._server = address
        self._prefix = prefix
        self._held: set[str] = set()
        self._is_stale = False

    def called(self, path: Path) -> str:
        """Return the address of the index of a path."""
        return f"{self._server}/{self._prefix}-{hashlib.sha256(bytes(path)).hexdigest()[:12]}"

    def address(self, path: Path) -> Address:
        """Return the same, as the engine takes it."""
        return parse_address(self.called(path), {})

    def again(self) -> Path:
        """Return the path of the index that is used again; what it holds will be deleted."""
        self._is_stale = True
        return USED_AGAIN

    def stale(self, path: Path, added: Iterable[str], deleted: Iterable[str]) -> list[str]:
        """Return what else is to be deleted where these documents are added and deleted."""
        if path != USED_AGAIN:
            return []
        new = {*added}
        left = self._held - new if self._is_stale else set()
        self._held = (self._held - left | new) - {*deleted}
        self._is_stale = False
        return sorted(left)

    def remove(self) -> None:
        """Remove the indices of all paths."""
        for host in parse_address(f"{self._server}/x", {}).hosts[:1]:
            found = _ask("GET", f"http://{host}/{self._prefix}-*/_settings?expand_wildcards=all")
            for index in found:
                _ask("DELETE", f"http://{host}/{index}")


def _ask(method: str, url: str) -> dict[str, object]:
    request = urllib.request.Request(url, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        content: dict[str, object] = json.load(answer)
    return content
