"""What a writer has not committed: files in a folder of their own inside that of the index."""

from __future__ import annotations

import contextlib
import dataclasses
import re
import tempfile
from pathlib import Path

from search.engines.whoosh.codec.segments import KINDS, Segment, file_name

_PREFIX = "unfinished-"
_OURS = re.compile(rf"{_PREFIX}\w{{8}}")
"""Names of such folders: `tempfile` ends them with eight letters, so that no two are alike."""


class Unfinished:
    """The folder of one writer; what a process that outlives a dead writer writes finds no way."""

    def __init__(self, index: Path) -> None:
        """Make the folder; raises OSError."""
        self._index = index
        self.folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=index))

    def finish(self, segment: Segment, name: str) -> Segment:
        """Move the files of a segment into the index, under another name; raises OSError."""
        for kind in KINDS:
            path = self.folder / file_name(segment.record.name, kind)
            path.replace(self._index / file_name(name, kind))
        return Segment(self._index, dataclasses.replace(segment.record, name=name))

    def remove(self) -> None:
        """Remove the folder; what cannot be removed stays for the next writer."""
        _remove(self.folder)


def remove_unfinished(index: Path) -> None:
    """Remove what writers left that were ended from outside, all of them dead by now."""
    for path in list(index.iterdir()):
        if _OURS.fullmatch(path.name) and path.is_dir() and not path.is_symlink():
            _remove(path)


def _remove(folder: Path) -> None:
    with contextlib.suppress(OSError):
        for path in list(folder.iterdir()):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        folder.rmdir()
