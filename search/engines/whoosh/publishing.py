"""Make what was written durable, and seen all at once."""

from __future__ import annotations

import os
import re
from pathlib import Path

from search.engines.whoosh.codec.contents import FILE_NAME, Contents, contents_bytes
from search.engines.whoosh.codec.segments import KINDS

_NEW = f"{FILE_NAME}.new"
_OURS = re.compile(rf"(\d{{8}})\.(?:{'|'.join(KINDS)}|\d+\.deletions)|{re.escape(_NEW)}")
"""Names of files that only an index has; its number is that of the segment."""


def publish(folder: Path, contents: Contents) -> None:
    """Make `contents` those of the index in a folder, whatever happens: whole or not at all.

    The segments' files are synced by then, their names in the folder are synced here, and only
    then does the new table of contents take the place of the old one.
    """
    sync_folder(folder)
    new = folder / _NEW
    with new.open("wb") as file:
        file.write(contents_bytes(contents))
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / FILE_NAME)
    sync_folder(folder)


def remove_strays(folder: Path, contents: Contents) -> None:
    """Remove the files of no segment: replaced ones, and those of writers that never finished."""
    wanted = contents.file_names()
    for path in folder.iterdir():
        if _OURS.fullmatch(path.name) and path.name not in wanted:
            path.unlink(missing_ok=True)


def next_segment(folder: Path, contents: Contents) -> int:
    """Return a number that no segment in the folder has, wanted or stray."""
    found = (_OURS.fullmatch(path.name) for path in folder.iterdir())
    numbers = [int(match[1]) for match in found if match and match[1]]
    return max([contents.next_segment, *(number + 1 for number in numbers)])


def sync_folder(folder: Path) -> None:
    """Make the names of files in a folder durable, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
