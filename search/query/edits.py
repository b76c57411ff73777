"""Words that few changes of one letter make of another: Damerau's distance."""

from __future__ import annotations

from search.query.tree import Fuzzy

MOST_EDITS = 4
"""Changes beyond which a word is no longer taken for another; a query may ask for anything."""

LONGEST = 256
"""Letters up to which a term is compared with others; of a longer one none is near but itself."""


def edits_of(pattern: Fuzzy) -> int:
    """Return how many changes are allowed, whatever a query asks for."""
    return max(0, min(pattern.edits, MOST_EDITS))


class Neighborhood:
    """The words that `edits` or fewer changes make of `term`.

    A letter is put in, left out, changed, or swapped with the next one; also letters that come
    to stand next to each other by other changes (Damerau, 1964, without Lowrance and Wagner's
    table of last occurrences, since few changes reach back few letters).
    """

    def __init__(self, term: str, edits: int) -> None:
        self._term = term
        self._edits = edits

    def holds(self, word: str) -> bool:
        """Tell whether a word is near enough."""
        if abs(len(word) - len(self._term)) > self._edits:
            return False
        rows = [list(range(len(self._term) + 1))]
        for place in range(1, len(word) + 1):
            rows.append([place])
            for column in range(1, len(self._term) + 1):
                rows[place].append(self._cell(word, rows, place, column))
        return rows[-1][-1] <= self._edits

    def _cell(self, word: str, rows: list[list[int]], place: int, column: int) -> int:
        """Return the distance of the first letters of both."""
        changed = word[place - 1] != self._term[column - 1]
        near = min(
            rows[place - 1][column - 1] + changed,
            rows[place - 1][column] + 1,
            rows[place][column - 1] + 1,
        )
        return min([near, *self._swaps(word, rows, place, column)]) if changed else near

    def _swaps(self, word: str, rows: list[list[int]], place: int, column: int) -> list[int]:
        """Return what it takes to swap the last letter of one with one before in the other."""
        reach = range(self._edits)
        return [
            rows[place - 2 - i][column - 2 - j] + i + j + 1
            for i in reach
            for j in reach
            if place - 2 - i >= 0
            and column - 2 - j >= 0
            and word[place - 2 - i] == self._term[column - 1]
            and word[place - 1] == self._term[column - 2 - j]
        ]
