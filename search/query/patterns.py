"""What a pattern stands for: the same terms as in an index, and how a person writes it."""

from __future__ import annotations

from search.query.tree import Fuzzy, Pattern, Prefix, TermRange, Wildcard


def written(pattern: Pattern) -> str:
    """Return a pattern as it is typed: `cyber*`, `organi?ation`, `guteres~`, `a..b`."""
    match pattern:
        case Prefix():
            return f"{pattern.start}*"
        case Wildcard():
            return pattern.pattern
        case Fuzzy():
            return f"{pattern.term}~{pattern.edits if pattern.edits != 1 else ''}"
        case TermRange():
            return f"{pattern.first or ''}..{pattern.last or ''}"
