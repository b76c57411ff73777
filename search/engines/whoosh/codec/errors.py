"""What can be wrong with the files of an index."""

from __future__ import annotations

from pathlib import Path


class DamagedFileError(Exception):
    """A file of an index that is not what was written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name}: {reason}")
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type[DamagedFileError], tuple[Path, str]]:
        """Let it come from another process."""
        return DamagedFileError, (self.path, self.reason)
