"""Lines that the weights take for the site's and that are the article's, by rules that read them.

Each rule looks at a line that is to be removed; none removes anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from search.cleaning import captions, marks
from search.cleaning.constraints import article_end, is_end_marker, is_pointer, shows_site
from search.cleaning.headings import ARTICLE_REGIONS
from search.cleaning.lines import Line
from search.cleaning.states import State

SHORTEST_SENTENCE = 3
SENTENCE_WORDS = 4
"""Words from which a line that ends like a sentence, amid the article, is one of its sentences."""
LAST_PROSE = 0.2
"""Prose from which the lines between the article and the marker that ends it belong to it."""
SHORT_TEXT = 60
"""Lines up to which a text is more likely an article than a page with many teasers."""
PARAGRAPH_PROSE = 0.3
"""Prose from which a line of a short text is a paragraph: some 100 characters."""
TITLE_WORDS = 5
LONGEST_TITLE_WORDS = 30
TITLE_SHARE = 0.6
"""Share of a title's content words that its article has, too."""

_TITLE, _TAIL = State.TITLE, State.TAIL_CHROME
_ARTICLE = frozenset({State.LEAD, State.BODY})
_AROUND = _ARTICLE | {State.CAPTION}
_CHROME = frozenset({State.INNER_CHROME, State.TAIL_CHROME})
_INSIDE = frozenset({State.INNER_CHROME, State.BYLINE})
_UNWANTED = _CHROME | {State.HEAD, State.INNER_RELATED, State.TAIL_RELATED}
_SERVICES = frozenset({"share_words", "site_words"})
_SENTENCE = re.compile(r"[A-ZÀ-Þ«“\"—–].*[a-zà-ÿ0-9)»”\"][.!?][\s»”\")]*$", re.DOTALL)
_TO_READER = re.compile(r"\b(?:vous|votre|vos|notre|nos)\b|^\w+ez\b|\w ?: ")
_NAMES_CHANGED = re.compile(
    r"(?:l[ea]s? |tous les |certains )?(?:pré)?noms? .{0,40}été (?:modifi|chang)"
)

_LINKED = "linked 0.1"
_NO_PARTS = frozenset(
    {marks.PARAGRAPH, marks.SAYS_DESCRIPTION, "within p", "within ul", "says title"}
)

Rule = Callable[[Sequence[Line], Sequence[State], int], State | None]


def rescue(lines: Sequence[Line], states: Sequence[State]) -> list[State]:
    """Return the states of a page's lines with what belongs to the article brought back."""
    rescued = rescue_short(lines, states)
    for place, state in enumerate(list(rescued)):
        if state in _INSIDE or (state is _TAIL and _is_below(rescued, place)):
            found = (rule(lines, rescued, place) for rule in _RULES)
            rescued[place] = next(filter(None, found), state)
    rescued = rescue_foot(lines, rescue_last(lines, rescued))
    return bare_title(lines, rescue_title(lines, rescued))


def rescue_short(lines: Sequence[Line], states: Sequence[State]) -> list[State]:
    """Bring back the paragraphs of a short text, which has no room for a tail of prose."""
    if len(lines) > SHORT_TEXT:
        return list(states)
    end = article_end(lines)
    return [
        State.BODY if place < end and state in _UNWANTED and _is_paragraph(line) else state
        for place, (line, state) in enumerate(zip(lines, states, strict=True))
    ]


def _is_paragraph(line: Line) -> bool:
    return (
        line.prose >= PARAGRAPH_PROSE
        and not line.regions  # what a page of HTML says of a line is better known
        and _SENTENCE.match(line.text) is not None
        and not is_pointer(line)
        and not _TO_READER.search(line.text.lower())
    )


def _credited(lines: Sequence[Line], states: Sequence[State], place: int) -> State | None:
    """Keep the credit of a picture that stands in the article, or is taken for who signs it."""
    is_inner = states[place] is State.INNER_CHROME
    line = lines[place]
    if states[place] is State.BYLINE:
        return State.CAPTION if _is_below(states, place) and captions.is_credit(line) else None
    if is_inner and (captions.is_credit(line) or captions.ends_in_credit(line)):
        return State.CAPTION if len(line.text) <= captions.LONGEST_CAPTION else None
    return None


def _sentence(lines: Sequence[Line], states: Sequence[State], place: int) -> State | None:
    """Keep a short sentence between two paragraphs."""
    line = lines[place]
    if not 0 < place < len(lines) - 1 or states[place] is not State.INNER_CHROME:
        return None
    if _AROUND.isdisjoint((states[place - 1], states[place + 1])):
        return None
    is_sentence = line.word_count >= SENTENCE_WORDS and _SENTENCE.match(line.glance) is not None
    return State.BODY if is_sentence and not _offers(line) else None


def _offers(line: Line) -> bool:
    """Tell whether a sentence speaks of the site or to its reader."""
    is_service = not _SERVICES.isdisjoint(line.mentions)
    return is_service or _TO_READER.search(line.phrase) is not None


def _note(lines: Sequence[Line], states: Sequence[State], place: int) -> State | None:
    """Keep a note below the article that names were changed."""
    is_told = _NAMES_CHANGED.match(lines[place].phrase) is not None
    return State.BODY if is_told and _is_below(states, place) else None


def _is_below(states: Sequence[State], place: int) -> bool:
    """Tell whether a line stands right below one of the article."""
    return place > 0 and states[place - 1] in _AROUND


_RULES: tuple[Rule, ...] = (_credited, _sentence, _note)


def rescue_last(lines: Sequence[Line], states: Sequence[State]) -> list[State]:
    """Keep the prose between the last paragraph and the marker that ends the article."""
    places = [place for place, state in enumerate(states) if state in _ARTICLE]
    start = places[-1] + 1 if places else len(lines)
    end = start
    while end < len(lines) and lines[end].prose >= LAST_PROSE and not shows_site(lines[end]):
        end += 1
    if end == len(lines) or not (is_end_marker(lines[end]) or is_pointer(lines[end])):
        return list(states)
    return [*states[:start], *[State.BODY] * (end - start), *states[end:]]


def rescue_foot(lines: Sequence[Line], states: Sequence[State]) -> list[State]:
    """Keep what stands right below the last line of an article and looks like more of it."""
    rescued = list(states)
    last = max((place for place, state in enumerate(states) if state in _ARTICLE), default=-1)
    for place in range(last + 1, len(lines) if last >= 0 else 0):
        if rescued[place] is not State.TAIL_CHROME or not _goes_on(lines[last], lines[place]):
            break
        rescued[place] = State.BODY
    return rescued


def _goes_on(last: Line, line: Line) -> bool:
    """Tell whether a line below an article's last one is in the same part of its page, unlinked.

    In a text it is a short sentence.
    """
    if shows_site(Line(line.number, line.text)) or _offers(line):
        return False
    if line.regions:
        is_inside = not ARTICLE_REGIONS.isdisjoint(line.regions) and _LINKED not in line.marks
        return is_inside and _parts(last) == _parts(line)
    is_sentence = not line.marks and _SENTENCE.match(line.text) is not None
    return is_sentence and line.word_count >= SHORTEST_SENTENCE and line.prose < LAST_PROSE


def _parts(line: Line) -> set[str]:
    """Return the parts of the page that a line stands in; paragraphs and lists do not part."""
    return set(line.regions) - _NO_PARTS


def rescue_title(lines: Sequence[Line], states: Sequence[State]) -> list[State]:
    """Name the line above an article that shares most words with it, where none is its title.

    A title of few words, which names of agencies look like, gives way to one of many.
    """
    named = [place for place, state in enumerate(states) if state is _TITLE]
    first = next((place for place, state in enumerate(states) if state in _ARTICLE), 0)
    if any(lines[place].word_count >= TITLE_WORDS for place in named):
        return list(states)
    article = [line for line, state in zip(lines, states, strict=True) if state in _ARTICLE]
    known = set().union(*(line.content for line in article))
    shared, best = max(((_shared(lines[i], known), i) for i in range(first)), default=(0, 0))
    if not shared:
        return list(states)
    changed = dict.fromkeys(named, State.BYLINE) | {best: State.TITLE}
    return [changed.get(place, state) for place, state in enumerate(states)]


def bare_title(lines: Sequence[Line], states: Sequence[State]) -> list[State]:
    """Prefer, above the article, the title alone to one with breadcrumbs or counts before it."""
    first = next((place for place, state in enumerate(states) if state in _ARTICLE), 0)
    named = next((place for place in range(first) if states[place] is State.TITLE), None)
    if named is None:
        return list(states)
    bare = [i for i in range(first) if _ends_with(lines[named], lines[i])]
    changed = {named: State.HEAD, bare[-1]: State.TITLE} if bare else {}
    return [changed.get(place, state) for place, state in enumerate(states)]


def _ends_with(line: Line, other: Line) -> bool:
    is_title = other.word_count >= TITLE_WORDS and line.word_count > other.word_count
    return is_title and line.words[-other.word_count :] == other.words


def _shared(line: Line, known: set[str]) -> int:
    """Return how many words a line shares with the article, 0 where it cannot be its title."""
    content = line.content
    shared = len(content & known)
    is_short = TITLE_WORDS <= line.word_count <= LONGEST_TITLE_WORDS
    if not is_short or shows_site(line) or shared < TITLE_SHARE * len(content):
        return 0
    return shared
