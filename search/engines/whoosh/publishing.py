"""Make what was written durable, and seen all at once."""

from __future__ import annotations

import contextlib
import errno
import os
import re
from collections.abc import Container, Iterable
from pathlib import Path

from search.engines.whoosh.codec.contents import (
    COPY_NAME,
    FILE_NAME,
    Contents,
    contents_bytes,
    read_contents,
)
from search.engines.whoosh.codec.segments import KINDS

_NEW = ".new"
_OURS = re.compile(
    rf"([0-9]{{8}})\.(?:{'|'.join(KINDS)}|[0-9]+\.deletions)"
    rf"|(?:{re.escape(FILE_NAME)}|{re.escape(COPY_NAME)}){re.escape(_NEW)}"
)
"""Names of files that only an index has; its number is that of the segment."""


def make_folder(folder: Path) -> None:
    """Make the folder of an index, and its name durable, if it is not there."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for each in missing:
        with contextlib.suppress(PermissionError):  # a folder may be for passing through only
            sync_folder(each.parent)


def sync_files(folder: Path, names: Iterable[str]) -> None:
    """Make files durable, whichever process wrote them."""
    for name in sorted(names):
        with (folder / name).open("r+b") as file:
            os.fsync(file.fileno())


def prepare(folder: Path, contents: Contents) -> None:
    """Write a new table of contents beside the one that stands.

    The segments' files are synced by then; their names in the folder are synced here.
    """
    write_synced(folder / (FILE_NAME + _NEW), contents_bytes(contents))
    sync_folder(folder)


def publish(folder: Path) -> None:
    """Put the new table of contents in the place of the old one.

    Where this fails, nobody knows which of them is found after a failure of power: the files of
    both must stay.
    """
    (folder / (FILE_NAME + _NEW)).replace(folder / FILE_NAME)
    sync_folder(folder)


def tidy(folder: Path) -> None:
    """Keep a copy of the table of contents, and remove the files of no segment.

    Raises DamagedFileError, and leaves all as it is, when nobody knows what the index is made of.
    """
    try:
        contents = read_contents(folder)
    except FileNotFoundError:
        contents = Contents()
    else:
        sync_folder(folder)  # nothing may go before what takes its place is durable
        with contextlib.suppress(OSError):
            _keep_copy(folder, contents)
    _remove(folder, number=0, wanted=contents.file_names())


def remove_from(folder: Path, number: int) -> None:
    """Remove the files of all segments from the one of that number on."""
    _remove(folder, number=number, wanted=())


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
    except OSError as error:
        if error.errno != errno.EINVAL:  # what a file system says that syncs no folders
            raise
    finally:
        os.close(descriptor)


def _keep_copy(folder: Path, contents: Contents) -> None:
    """Write the table of contents a second time, if its copy is not of the same commit."""
    copy, wanted = folder / COPY_NAME, contents_bytes(contents)
    if copy.is_file() and copy.read_bytes() == wanted:
        return
    new = folder / (COPY_NAME + _NEW)
    write_synced(new, wanted)
    new.replace(copy)
    sync_folder(folder)


def write_synced(path: Path, content: bytes) -> None:
    """Write a small file and sync it; one that a writer left there does not matter."""
    path.unlink(missing_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _remove(folder: Path, *, number: int, wanted: Container[str]) -> None:
    """Remove files of segments from `number` on; one that cannot be removed stays for the next."""
    for path in list(folder.iterdir()):
        match = _OURS.fullmatch(path.name)
        if match and int(match[1] or 0) >= number and path.name not in wanted:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
