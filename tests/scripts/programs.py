"""Programs that stand in for others: shell scripts in a folder that PATH names."""

from __future__ import annotations

from pathlib import Path


class Programs:
    """Scripts that write down that they were called."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self._calls = folder / "calls.txt"
        self._calls.touch()

    def add(self, name: str, script: str) -> None:
        """Let `name` do what the shell script says."""
        program = self.folder / name
        program.write_text(f'#!/bin/sh\necho {name} >> "{self._calls}"\n{script}\n')
        program.chmod(0o755)

    def remove(self, name: str) -> None:
        """Let there be no program of that name."""
        (self.folder / name).unlink()

    def calls(self) -> list[str]:
        """The names of the programs that were called, in order."""
        return self._calls.read_text().split()
