"""Small files of an index that say how it is searched; they are seen as soon as they are kept."""

from __future__ import annotations

from pathlib import Path

from search.engines.whoosh.publishing import sync_folder, write_synced
from search.engines.whoosh.storage import damage_reported


def read_setting(path: str, name: str) -> bytes:
    """Return what was kept by a name; nothing where nothing was. Raises IndexAccessError."""
    with damage_reported(path):
        try:
            return (Path(path) / name).read_bytes()
        except FileNotFoundError:
            return b""


def keep_setting(path: str, name: str, content: bytes) -> None:
    """Put a setting in the place of the one before, whole or not at all; b"" removes it.

    Raises IndexAccessError; only who has locked the index may call it.
    """
    if read_setting(path, name) == content:
        return
    kept = Path(path) / name
    with damage_reported(path):
        if content:
            new = kept.with_name(f"{name}.new")
            write_synced(new, content)
            new.replace(kept)
        else:
            kept.unlink(missing_ok=True)
        sync_folder(kept.parent)
