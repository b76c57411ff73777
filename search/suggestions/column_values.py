"""Complete the value of a field: a site, an author."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Mapping

from search.suggestions.continuing import flattened
from search.suggestions.models import Kind, Suggestion
from search.suggestions.typed import Typed


class ColumnValues:
    """The values of a column, those of most documents first, ready to be looked through."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
        flat = [b" " + flattened(value) for value, _ in self._counts]
        self._flat = b"\n".join(flat)
        self._starts = [0, *itertools.accumulate(len(each) + 1 for each in flat)]

    def suggest(self, typed: Typed, limit: int) -> tuple[Suggestion, ...]:
        """Return the values that have, at the start of a word, what was typed."""
        sought = b" " + flattened(typed.last.strip()).strip()
        found: dict[int, Suggestion] = {}
        at = self._flat.find(sought)
        while at >= 0 and len(found) < limit:
            number = bisect.bisect_right(self._starts, at) - 1
            end = at - self._starts[number] + len(sought) - 1
            found[number] = self._suggestion(typed, number, end - len(sought) + 1, end)
            at = self._flat.find(sought, self._starts[number + 1] - 1)
        return tuple(each for each in found.values() if each.text != typed.before + typed.last)

    def _suggestion(self, typed: Typed, number: int, start: int, end: int) -> Suggestion:
        """Return the suggestion of a value of which what stands from `start` to `end` was typed."""
        value, count = self._counts[number]
        quote = '"' if not typed.closing and any(map(str.isspace, value)) else ""
        before = typed.before + quote
        text = before + value + (typed.closing or quote)
        first, last = len(before) + start, len(before) + end
        spans = ((len(typed.before), first), (last, len(text)))
        return Suggestion(text, Kind.VALUE, count, tuple(s for s in spans if s[0] < s[1]))
