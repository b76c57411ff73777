"""Join the parts of compounds: « cyber-attaque » is « cyberattaque », too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from search.analysis.tokenizing import HYPHENS

MOST_PARTS = 5
"""Parts of a compound that may be written as one word: longer ones are rows of words."""

_BEFORE = frozenset({"ci", "la"})
"""What begins compounds that nobody writes as one word: « là-bas », « ci-joint »."""

_AFTER = frozenset(
    {
        *("ce", "ci", "elle", "elles", "en", "il", "ils", "je", "la", "le", "les", "leur", "lui"),
        *("meme", "memes", "moi", "nous", "on", "t", "te", "toi", "tu", "vous", "y"),
    }
)
"""What ends them: pronouns after their verb, « celui-ci », « moi-même »."""


def compounds(words: Sequence[str], between: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the first and the number of the words of each compound that may be one word.

    `words` are in ASCII where they can be; `between` is what stands before each of them.
    """
    first = 0
    for place in range(1, len(words) + 1):
        if place < len(words) and len(between[place]) == 1 and between[place] in HYPHENS:
            continue
        if _may_be_joined(words[first:place]):
            yield first, place - first
        first = place


def _may_be_joined(parts: Sequence[str]) -> bool:
    if not 1 < len(parts) <= MOST_PARTS or parts[0] in _BEFORE or parts[-1] in _AFTER:
        return False
    figures = [part[0].isdecimal() or part[-1].isdecimal() for part in parts]
    return not any(figures[place] and figures[place + 1] for place in range(len(parts) - 1))
