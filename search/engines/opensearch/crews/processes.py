"""Tell whether a process has ended, where that is certain: on this machine, on Linux."""

from __future__ import annotations

import os
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_NUMBERING = Path("/proc/self/ns/pid")
"""Processes of a container are numbered by themselves."""

_STARTED = 19
"""Where a process began to run, in its `stat` behind the name, from 0; numbers are used again."""


def this_process() -> str:
    """Return what tells this process from all others; nothing where that cannot be told."""
    place, started = _place(), _started(os.getpid())
    return f"{place} {os.getpid()} {started}" if place and started else ""


def has_ended(process: str) -> bool:
    """Tell whether a process, as it called itself, is known to have ended."""
    place, _, rest = process.rpartition(" ")[0].rpartition(" ")
    if not rest.isdigit() or place != _place():
        return False
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except OSError:  # another user's
        return False
    return _started(int(rest)) not in {process.rpartition(" ")[2], ""}


def _place() -> str:
    """Return what numbers of processes hold for: this machine since its start, this container."""
    try:
        return f"{_BOOT.read_text().strip()} {_NUMBERING.stat().st_ino}"
    except OSError:
        return ""


def _started(number: int) -> str:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(") ")[2].split()[_STARTED]
    except (OSError, IndexError):
        return ""
