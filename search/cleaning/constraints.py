"""What some lines can only be, whatever the weights say: few rules, each safe by itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from search.cleaning import captions, marks, wordlists
from search.cleaning.lines import LINK_ALONE, Line
from search.cleaning.looks import find_date
from search.cleaning.plainness import may_be_address
from search.cleaning.states import State
from search.cleaning.truncation import is_paywall
from search.models import Label

Allowed = frozenset[State] | None
"""The states that a line may have; None where any."""

ENOUGH_PROSE = 2.0
"""Prose, in full sentences' worth, from which an end marker is believed to end the article."""
FOREIGN_SHARE = 0.3
"""Share of words in foreign letters from which a line is not French."""
MOSTLY = 0.5
SERVICE_WORDS = 12
"""Words up to which a line that names a service of the site offers it; longer ones tell of it."""
DATED_WORDS = 10
"""Words, the date's three included, up to which a line that ends in a date is a byline."""

LONGEST_ADDRESS = 2000
"""Characters; browsers allow no more."""
LOWER_CASE_WORDS = 12
"""Words from which a line that begins in lower case is no title, but what goes on from one."""
SUMMARY_WORDS = 12
"""Words from which a line that says what the page's description says is its lead."""
NOTE_WORDS = 25
"""Words up to which a line that tells of changed names is a note to its article."""

TAIL = frozenset({State.TAIL_CHROME, State.TAIL_RELATED})
TITLE = frozenset({State.TITLE})
BODY = frozenset({State.BODY})
BEFORE_END = frozenset(State) - TAIL
NOT_TITLE = frozenset(State) - TITLE
NOT_LEAD = frozenset(State) - {State.LEAD, State.CAPTION}
REMOVED = frozenset(state for state in State if not state.label.is_kept)
POINTER = REMOVED - {State.BYLINE, State.SOURCE}
KEPT = frozenset(State) - REMOVED
CHROME = frozenset(state for state in State if state.label is Label.CHROME)

_ARTICLE_REGIONS = frozenset({"in article", "within article"})
_OTHER_REGIONS = frozenset(
    f"in {name}"
    for name in (
        "advert",
        "comment",
        "cookie",
        "footer",
        "menu",
        "newsletter",
        "related",
        "sidebar",
    )
)

_SERVICES = frozenset({"share_words", "site_words"})
_DRAWN = "-*_=~—–"
_RULE = re.compile(rf"[{_DRAWN}\s]{{3,}}$")
_ADDRESS = re.compile(r"[\W\d]{0,12}(?:https?://|ftp://|file://|mailto:|www\.)\S+$", re.IGNORECASE)
_ARTICLE_WORD = re.compile(r"le (?!\d)")
_DATELINE = re.compile(r"[A-ZÀ-Þ][^()]{1,40}\([\w ./]{2,20}\) ?[–—-] \S")
_BAR = re.compile(r"[|·•>»›/]| [-–] ")
_NUMBER = re.compile(r"\d+")
_SOURCE = re.compile(r"sources? ?: ?(?:https?://|www\.)\S+$", re.IGNORECASE)
_ARROWS = (">>", "►", "»»")
_AFTER_LEAD = re.compile(r"\s*(?:$|[:>»|→])")
_FINAL_DATE = re.compile(r"\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d\)?$")


def constrain(lines: Sequence[Line], title_key: str = "", *, alone: bool = False) -> list[Allowed]:
    """Return the states that each line of a page may have.

    The first line with the words of `title_key` is the title, and no other line is. A text that
    shows no line of a site, or is said to be `alone`, has nothing that is the site's.
    """
    french = _is_french(lines)
    if not alone and any(map(shows_site, lines)):
        end = article_end(lines)
        allowed = [
            _constrain_tail(line)
            if place >= end and not is_source(line)
            else _constrain_line(line, french=french)
            for place, line in enumerate(lines)
        ]
    else:
        allowed = [_without_site(line, french=french) for line in lines]
    return _fix_title(lines, allowed, title_key) if title_key else allowed


def _constrain_tail(line: Line) -> Allowed:
    return TAIL & CHROME if _is_drawn(line) else TAIL


def shows_site(line: Line) -> bool:
    """Tell whether only a site's page has such a line: its markup, menus, buttons, services."""
    if line.marks or is_end_marker(line) or is_pointer(line):
        return True
    if _is_entry(line.phrase) or _is_menu(line):
        return True
    is_short = line.word_count <= SERVICE_WORDS
    return is_short and not _SERVICES.isdisjoint(line.mentions)


def _is_menu(line: Line) -> bool:
    """Tell whether a line of text is a row of entries of menus: "Accueil | Archives"."""
    if not _BAR.search(line.phrase):
        return False
    return any(_is_entry(entry.strip()) for entry in _BAR.split(line.phrase))


def _is_entry(phrase: str) -> bool:
    return phrase in wordlists.entries("buttons") or phrase in wordlists.entries("menu_words")


def _without_site(line: Line, *, french: bool) -> Allowed:
    """Return the states of a line of a text that stands alone: kept, or else signed."""
    constrained = None if _is_drawn(line) else _constrain_line(line, french=french)
    if constrained:
        return constrained
    is_signed = "bylines" in line.openings and _ARTICLE_WORD.match(line.phrase) is None
    is_told = line.text.endswith((".", "!", "?", "…")) or captions.ends_in_credit(line)
    return KEPT | {State.BYLINE} if is_signed and not is_told else KEPT


def _fix_title(lines: Sequence[Line], allowed: list[Allowed], title_key: str) -> list[Allowed]:
    keys = [line.key for line in lines]
    place = keys.index(title_key)
    others = [NOT_TITLE if states is None else states - TITLE for states in allowed]
    return [*others[:place], TITLE, *others[place + 1 :]]


def _constrain_line(line: Line, *, french: bool) -> Allowed:
    if is_plain(line):
        return None
    return (
        _constrain_firmly(line)
        or _constrain_words(line, french=french)
        or _constrain_paragraph(line.regions)
        or _constrain_dateline(line)
        or (None if _may_be_title(line) else NOT_TITLE)
    )


def is_plain(line: Line) -> bool:
    """Tell whether no rule reads the line; no rule reads most lines of text."""
    return line.is_plain and not line.marks and not line.regions


def _constrain_paragraph(regions: Collection[str]) -> Allowed:
    """Keep the paragraphs of an element that is called the article, and of nothing else."""
    if marks.PARAGRAPH not in regions:
        return None
    is_article = not _ARTICLE_REGIONS.isdisjoint(regions) and _OTHER_REGIONS.isdisjoint(regions)
    return KEPT if is_article else BEFORE_END


def _constrain_dateline(line: Line) -> Allowed:
    """Take the paragraph with the place and the agency for no lead, as it begins the body."""
    may_be_one = "(" in line.glance
    return NOT_LEAD if may_be_one and _DATELINE.match(line.glance) else None


def _may_be_title(line: Line) -> bool:
    """Tell whether a line may be a title: no byline with a date, no long line in lower case."""
    if line.text[0].islower() and line.word_count >= LOWER_CASE_WORDS:
        return False
    return "bylines" not in line.openings or not find_date(line.glance)


def _constrain_firmly(line: Line) -> Allowed:
    if marks.SET_ASIDE in line.regions:
        return CHROME
    is_post = marks.EMBEDDED in line.regions and marks.IN_CONTAINER in line.regions
    if is_post or _is_summary(line):
        return KEPT
    return BODY if is_note(line) else None


def _constrain_words(line: Line, *, french: bool) -> Allowed:
    if is_source(line):
        return frozenset({State.SOURCE})
    if LINK_ALONE in line.marks:
        return POINTER | TITLE
    if ends_in_date(line):
        return REMOVED
    if is_pointer(line):
        return POINTER
    return CHROME if _is_chrome(line, french=french) else None


def _is_chrome(line: Line, *, french: bool) -> bool:
    is_button = line.phrase in wordlists.entries("buttons") or is_paywall(line)
    return is_button or _is_drawn(line) or (french and is_foreign(line))


def _is_drawn(line: Line) -> bool:
    """Tell whether the line has no words: between an article's own paragraphs it may stand."""
    return is_rule(line) or is_address(line)


def article_end(lines: Sequence[Line]) -> int:
    """Return the place of the marker that ends the article, or the number of lines."""
    seen = 0.0
    for place, line in enumerate(lines):
        if seen >= ENOUGH_PROSE and is_end_marker(line):
            return place
        seen += line.prose
    return len(lines)


def is_end_marker(line: Line) -> bool:
    """Tell whether the line is a heading that only stands below articles."""
    if line.is_plain:
        return False
    phrase, ends = line.phrase, wordlists.entries("strong_ends")
    if phrase[:1].isdigit() or phrase[-1:] == ")":  # where markers have their numbers
        return _NUMBER.sub("0", phrase) in ends
    return phrase in ends


def is_source(line: Line) -> bool:
    """Tell whether the line gives the address that its article was taken from."""
    return not line.is_plain and _SOURCE.match(line.text) is not None


def is_rule(line: Line) -> bool:
    """Tell whether the line is drawn, not written."""
    return not line.is_plain and line.glance[0] in _DRAWN and _RULE.match(line.glance) is not None


def is_address(line: Line) -> bool:
    """Tell whether a line of text is an address alone; in HTML, an embedded post may be."""
    may_be_one = not (line.is_plain or line.regions) and may_be_address(line.text, line.phrase)
    return may_be_one and _ADDRESS.match(line.text[:LONGEST_ADDRESS]) is not None


def is_pointer(line: Line) -> bool:
    """Tell whether the line sends the reader to another article: "Lire aussi : …", ">> …"."""
    if line.is_plain:
        return False
    if line.text.startswith(_ARROWS):
        return True
    if "weak_ends" not in line.openings:
        return False
    lead = wordlists.beginning("weak_ends").match(line.phrase)
    return lead is not None and _AFTER_LEAD.match(line.phrase, lead.end()) is not None


def _is_summary(line: Line) -> bool:
    return marks.SAYS_DESCRIPTION in line.regions and line.word_count >= SUMMARY_WORDS


def is_note(line: Line) -> bool:
    """Tell whether the line says that names in the article are not the real ones."""
    if line.word_count > NOTE_WORDS or "nom" not in line.phrase:
        return False
    return wordlists.anywhere("name_notes").search(line.phrase) is not None


def ends_in_date(line: Line) -> bool:
    """Tell whether the line is short and ends in a date in figures, as bylines do."""
    may_be_date = line.text[-1].isdigit() or line.text[-1] == ")"
    return (
        may_be_date and line.word_count <= DATED_WORDS and _FINAL_DATE.search(line.text) is not None
    )


def is_foreign(line: Line) -> bool:
    """Tell whether the line is written in letters that French does not have."""
    return line.foreign_share >= FOREIGN_SHARE


def _is_french(lines: Sequence[Line]) -> bool:
    long_lines = [line for line in lines if line.prose]
    foreign = sum([line.foreign_share >= FOREIGN_SHARE for line in long_lines])
    return foreign <= MOSTLY * len(long_lines)
