"""What a page says of its article, as marks of the lines that it speaks of."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from search.cleaning.lines import Line
from search.cleaning.marks import SAYS_DESCRIPTION
from search.cleaning.page_metadata import PageFacts

SAME_TITLE = 0.6
"""Share of common words from which a line is the page's title, written differently."""
_SAID_SHARE = 0.7
"""Share of a line's word pairs, or of a description's, from which one says the other."""
_SHORTEST_LINE = 5
"""Words from which a line that repeats a description does so on purpose."""
_SHORTEST_TEXT = 80
"""Words from which a text that a page gives is its article's."""

Pairs = frozenset[tuple[str, str]]


def evidence_marks(lines: Sequence[Line], facts: PageFacts) -> list[tuple[str, ...]]:
    """Return, for each line, the marks of what is said of it."""
    titles = [frozenset(Line(0, title).words) for title in facts.titles]
    sums = [Line(0, text).words for text in facts.descriptions]
    text = Line(0, facts.text).words
    said = _pairs(text) if len(text) >= _SHORTEST_TEXT else frozenset()
    told = [_pairs(words) for words in sums if len(words) >= _SHORTEST_LINE]
    return [
        (*_title_marks(line, titles), *_sum_marks(line, told), *_text_marks(line, said))
        for line in lines
    ]


def likeness(words: frozenset[str], line: Line) -> float:
    """Return the share of the words of either that both have."""
    own = frozenset(line.words)
    return len(words & own) / len(words | own) if words and own else 0.0


def _title_marks(line: Line, titles: Sequence[frozenset[str]]) -> tuple[str, ...]:
    return ("says title",) if any(likeness(t, line) >= SAME_TITLE for t in titles) else ()


def _sum_marks(line: Line, told: Sequence[Pairs]) -> tuple[str, ...]:
    own = _pairs(line.words) if line.word_count >= _SHORTEST_LINE else frozenset()
    if not own:
        return ()
    common = max((len(own & pairs) / min(len(own), len(pairs)) for pairs in told), default=0.0)
    return (SAYS_DESCRIPTION,) if common >= _SAID_SHARE else ()


def _text_marks(line: Line, said: Pairs) -> tuple[str, ...]:
    own = _pairs(line.words)
    if not own or not said:
        return ()
    return ("in text",) if len(own & said) >= _SAID_SHARE * len(own) else ("not in text",)


def _pairs(words: Sequence[str]) -> Pairs:
    return frozenset(itertools.pairwise(words))
