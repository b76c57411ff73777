"""What pages load beside themselves: small files, under addresses that change with them.

The address of each has the digest of all in it, so that browsers may keep them forever and modules
find each other beside themselves.
"""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import importlib.resources
from collections.abc import Mapping

TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
}

DIGITS = 10
"""Hexadecimal digits of a version: two of a million versions have the same once in two."""


@dataclasses.dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent."""

    content: bytes
    compressed: bytes
    media_type: str


@dataclasses.dataclass(frozen=True, slots=True)
class Assets:
    """All files by name, and what changes whenever one of them does."""

    version: str
    files: Mapping[str, Asset]


def read_assets() -> Assets:
    """Read the files that pages load."""
    folder = importlib.resources.files("web").joinpath("static")
    files = {file.name: asset(file.name, file.read_bytes()) for file in folder.iterdir()}
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + files[name].content)
    return Assets(digest.hexdigest()[:DIGITS], files)


def asset(name: str, content: bytes) -> Asset:
    """Return a file with its type by its name, compressed as well as can be."""
    return Asset(content, gzip.compress(content, mtime=0), TYPES[name.rpartition(".")[2]])
