"""Where the lines of an extracted article stand among the lines of its page."""

from __future__ import annotations

from collections.abc import Sequence

from search.cleaning.lines import Line

DISTINCT_WORDS = 5
"""Words from which a line is found wherever it stands; shorter ones only where it is due."""


def align(page: Sequence[Line], article: Sequence[Line]) -> list[bool]:
    """Tell for each line of the page whether the article has it."""
    stream = f" {' '.join(line.key for line in article if line.key)} "
    kept = []
    cursor = 0
    for line in page:
        found = _find(stream, line, cursor)
        kept.append(found >= 0)
        cursor = found + len(line.key) + 1 if found >= 0 else cursor
    return kept


def _find(stream: str, line: Line, cursor: int) -> int:
    """Return where the words of the line begin in `stream`, or -1."""
    wanted = f" {line.key} "
    if not line.key:
        return -1
    if stream.startswith(wanted, cursor):
        return cursor
    return stream.find(wanted) if len(line.words) >= DISTINCT_WORDS else -1
