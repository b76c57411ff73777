"""Measure memory, by what Linux says in /proc; without it, what the process used at most."""

from __future__ import annotations

import re
import resource
from pathlib import Path

_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)


def peak_bytes() -> int:
    """Return the largest memory of this process, without that of the process that started it."""
    status = Path("/proc/self/status")
    found = _PEAK.search(status.read_text()) if status.exists() else None
    kilobytes = int(found[1]) if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes * 1024


def tree_bytes(process: int) -> int:
    """Return the memory of a process and of those it started; what they share counts twice.

    Nothing is counted of a process that is gone.
    """
    folder = Path(f"/proc/{process}")
    try:
        pages = int((folder / "statm").read_text().split()[1])
        children = [path.read_text().split() for path in folder.glob("task/*/children")]
    except (OSError, IndexError):
        return 0
    started = sum(tree_bytes(int(child)) for family in children for child in family)
    return pages * resource.getpagesize() + started
