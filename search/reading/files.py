"""Which files are read, in which order, and what they are called."""

from __future__ import annotations

import enum
import itertools
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from search.errors import ReadError
from search.models import Rejection
from search.word_lists import SYNONYMS_FILE


class Kind(enum.Enum):
    """What a file holds, by its suffix."""

    TEXT = "text"
    HTML = "html"
    JSON_LINES = "jsonl"


_KINDS = {".txt": Kind.TEXT, ".html": Kind.HTML, ".htm": Kind.HTML, ".jsonl": Kind.JSON_LINES}
_COMPRESSED = ".gz"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that can be read: `id` is what its document is called, `origin` what the user sees."""

    path: Path
    id: str
    origin: str
    kind: Kind
    is_compressed: bool


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of a kind that is not read."""

    path: str


def find_all_files(roots: Sequence[Path]) -> Iterator[SourceFile | Skipped | Rejection]:
    """Find the files of several files and folders, those that two of them lead to once."""
    seen = set[Path]()
    for found in itertools.chain.from_iterable(map(find_files, roots)):
        if len(roots) > 1 and isinstance(found, SourceFile):
            path = found.path.resolve()
            if path in seen:
                continue
            seen.add(path)
        yield found


def find_files(root: Path) -> Iterator[SourceFile | Skipped | Rejection]:
    """Find the files of a folder and of those below it, sorted by path; a file finds itself.

    A folder that is reached twice, through a symbolic link, is read once. A folder that cannot
    be listed is a rejection.
    """
    if not _is_folder(root):
        yield source_file(root)
        return
    waiting, seen = [root], set[tuple[int, int]]()
    while waiting:
        path = waiting.pop()
        if not _is_folder(path):
            yield source_file(path, below=root)
            continue
        try:
            waiting += _children(path, seen)
        except OSError as error:
            yield Rejection(_printable(str(path)), f"cannot be read: {error.strerror}")


def count_files(paths: Sequence[str | os.PathLike[str]]) -> int:
    """Count the files that can be read, without opening them.

    Raises ReadError when a path does not exist.
    """
    roots = [checked_path(path) for path in paths]
    return sum(isinstance(found, SourceFile) for found in find_all_files(roots))


def checked_path(path: str | os.PathLike[str]) -> Path:
    """Check that a file or folder exists.

    Raises ReadError when it does not, or cannot be reached.
    """
    if not os.fspath(path):
        raise ReadError("''", "an empty path")
    try:
        Path(path).stat()
    except OSError as error:
        raise ReadError(_printable(str(path)), f"cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise ReadError(_printable(str(path)), "not a path") from error
    return Path(path)


def source_file(path: Path, *, below: Path | None = None) -> SourceFile | Skipped:
    """Tell what kind of file a path is, and name its document by the path below a folder."""
    origin = _printable(str(path))
    stem, suffix = _split_suffix(path.name)
    is_compressed = suffix == _COMPRESSED
    if is_compressed:
        stem, suffix = _split_suffix(stem)
    is_beside = below is None or path.parent == below
    if suffix not in _KINDS or (is_beside and path.name == SYNONYMS_FILE):
        return Skipped(origin)
    folder = path.parent.relative_to(below) if below else Path()
    id = _printable((folder / stem).as_posix())
    return SourceFile(path, id, origin, _KINDS[suffix], is_compressed)


def _split_suffix(name: str) -> tuple[str, str]:
    """Split "A.TXT" into "A" and ".txt"."""
    suffix = Path(name).suffix
    return name.removesuffix(suffix), suffix.lower()


def _children(folder: Path, seen: set[tuple[int, int]]) -> list[Path]:
    """List what is in a folder, last name first; nothing when the folder was seen before."""
    status = folder.stat()
    identity = (status.st_dev, status.st_ino)
    if identity in seen:
        return []
    seen.add(identity)
    visible = (path for path in folder.iterdir() if not path.name.startswith("."))
    return sorted(visible, key=lambda path: path.name, reverse=True)


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return False


def _printable(name: str) -> str:
    """Replace the bytes of a file name that are no text, so that it can be written anywhere."""
    return name.encode("utf-8", "replace").decode("utf-8")
