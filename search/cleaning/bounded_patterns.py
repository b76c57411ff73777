"""Regular expressions that users write, bounded so that none can hang a run.

A matcher that goes back tries, in the worst case, each way in which the repetitions and the
alternatives of a pattern can share a text. Their number is counted from the pattern, and a line is
held against it only as far as it is sure to end soon.
"""

from __future__ import annotations

import dataclasses
import math
import re
import warnings

MATCHED_CHARACTERS = 10_000
"""Characters of a line that are held against a pattern, at most."""
LEAST_CHARACTERS = 100
"""Characters of a line that must be looked at, lest a pattern means nothing."""
LONGEST_PATTERN = 500
"""Characters of a pattern; the time to read one grows with their square."""
MOST_STEPS = 8_000_000
"""Ways to match that may be tried for a line: about a tenth of a second."""

_SYNTAX = re.compile(
    r"(?P<atom>\\[^1-9]|\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|(?P<reference>\\[1-9]|\(\?P=\w+\))"
    r"|(?P<open>\((?:\?(?:P<\w+>|<?[=!]|[a-zA-Z-]*:|>))?)"
    r"|(?P<close>\))"
    r"|(?P<bar>\|)"
    r"|(?P<repeat>[*+]|\{(?P<least>\d*)(?P<comma>,?)(?P<most>\d*)\})[?+]?"
    r"|(?P<optional>\?)[?+]?",
    re.DOTALL,
)
_BEGINNING = re.compile(r"(?:\(\?[aimsu]+\))?(?:\^|\\A)")
_COMMENTED = re.compile(r"\(\?(?:#|[a-zA-Z]*x|\()")


@dataclasses.dataclass(frozen=True, slots=True)
class BoundedPattern:
    """A pattern and the number of a line's characters that it is held against."""

    pattern: re.Pattern[str]
    characters: int

    def search(self, line: str) -> re.Match[str] | None:
        """Find the pattern in the beginning of a line."""
        return self.pattern.search(line[: self.characters])


def bounded_pattern(source: str) -> BoundedPattern:
    """Compile a pattern; raise ValueError with the reason where it is bad or may take long."""
    pattern = _compiled(source)
    if _COMMENTED.search(source):
        raise ValueError("comments and conditions in regular expressions are not supported")
    powers, factor = _count_ways(source)
    characters = MATCHED_CHARACTERS if powers == 0 else _root(MOST_STEPS // factor, powers)
    if characters < LEAST_CHARACTERS or factor > MOST_STEPS:
        raise ValueError("may take too long: repeat less, or begin it with ^")
    return BoundedPattern(pattern, min(characters, MATCHED_CHARACTERS))


def _compiled(source: str) -> re.Pattern[str]:
    if len(source) > LONGEST_PATTERN:
        raise ValueError(f"a regular expression has {LONGEST_PATTERN} characters at most")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)  # said of sets that look nested
            return re.compile(source)
    except (re.error, OverflowError, RecursionError, FutureWarning) as error:
        raise ValueError(f"bad regular expression: {error}") from error


def _root(number: int, power: int) -> int:
    """Return the greatest integer of which the power is not above `number`."""
    root = math.floor(math.pow(number, 1 / power))
    return root + 1 if (root + 1) ** power <= number else root


@dataclasses.dataclass(slots=True)
class _Group:
    """A group that is read: its branches so far, and whether it can match in several ways."""

    branches: int = 1
    is_varied: bool = False


@dataclasses.dataclass(slots=True)
class _Ways:
    """The ways to match n characters: at most n to the power of `powers`, times `factor`."""

    powers: int = 0
    factor: int = 1
    open: list[_Group] = dataclasses.field(default_factory=lambda: [_Group()])
    closed: _Group | None = None
    closed_at: int = -1

    def read(self, token: re.Match[str]) -> None:
        """Count what a token adds."""
        match token.lastgroup:
            case "open":
                self.open.append(_Group())
            case "close" if len(self.open) > 1:
                self._close(token.end())
            case "bar":
                self.open[-1].branches += 1
            case "reference":
                self.powers += 1
            case "repeat" | "optional":
                self._repeat(token)

    def finish(self, source: str) -> None:
        """Count the branches of the whole, and where a match may begin."""
        whole = self.open[0]
        self.factor *= whole.branches
        self.powers += _BEGINNING.match(source) is None or whole.branches > 1

    def _close(self, end: int) -> None:
        group = self.open.pop()
        group.is_varied |= group.branches > 1
        self.open[-1].is_varied |= group.is_varied
        self.factor *= group.branches
        self.closed, self.closed_at = group, end

    def _repeat(self, token: re.Match[str]) -> None:
        least, most = _times(token)
        is_group = self.closed is not None and self.closed_at == token.start()
        if is_group and self.closed and self.closed.is_varied and most != 1:
            raise ValueError("repeats what has repetitions or alternatives in it")
        self.open[-1].is_varied |= least != most
        self.powers += most is None
        self.factor *= 1 if most is None else max(1, most - least + 1)


def _times(token: re.Match[str]) -> tuple[int, int | None]:
    """Return how often at least and at most something is repeated, None for without end."""
    if token["optional"]:
        return 0, 1
    if token["repeat"][0] in "*+":
        return 0, None
    least = int(token["least"] or 0)
    if token["comma"]:
        return least, int(token["most"]) if token["most"] else None
    return least, least


def _count_ways(source: str) -> tuple[int, int]:
    ways = _Ways()
    for token in _SYNTAX.finditer(source):
        ways.read(token)
    ways.finish(source)
    return ways.powers, ways.factor
