"""Whether a document shows only the beginning of its article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from search.cleaning import wordlists
from search.cleaning.lines import Line
from search.cleaning.wording import spell
from search.models import Block, Label

LONGEST_NOTICE = 40
"""Words of a line that says that an article is cut; longer ones are paragraphs about something."""
_BEGINNING = 400
"""Characters in which more words stand than in any such line, unless they are very long."""
SHORT_NOTICE = 25
"""Words up to which such a line says nothing else."""
NEAR = 6
"""Lines around the kept text in which a notice speaks of this article and not of a teaser."""

_LEFT_TO_READ = re.compile(r"il (?:vous )?reste \d{1,3}(?:[,.]\d+)? ?%")
_ELLIPSES = ("…", "...", "[…]", "[...]", "(…)", "(...)")
_TITLE = Label.TITLE
_TEXT = frozenset({Label.LEAD, Label.BODY})


def is_truncated(blocks: Sequence[Block]) -> bool:
    """Tell whether a line near the article says that it is for subscribers or goes on elsewhere."""
    places = [place for place, block in enumerate(blocks) if block.label in _TEXT]
    titles = [place for place, block in enumerate(blocks) if block.label is _TITLE]
    if not places:
        return False
    first, last = min([*titles, *places]), max(places)
    near = [block.text for block in blocks[max(0, first - NEAR) : last + 1 + NEAR]]
    below = [block.text for block in blocks[last + 1 : last + 1 + NEAR]]
    is_open = blocks[last].text.endswith(_ELLIPSES)
    return _have_notice(near) or (is_open and any(map(_is_offer, below)))


def is_paywall(line: Line) -> bool:
    """Tell whether the line only says that the rest of its article is for subscribers."""
    if line.word_count > SHORT_NOTICE:
        return False
    return "paywall_notices" in line.openings or _is_part_left(line.phrase)


def _have_notice(texts: Sequence[str]) -> bool:
    """Tell whether a short one of some texts is such a notice; they are read side by side."""
    short = [text for text in texts if _is_short(text)]
    if not short:
        return False
    spelled = spell("\n".join(short))
    # entries are looked for one by one sooner than all at once
    may_be_cut = any(map(spelled.__contains__, wordlists.entries("paywall_notices")))
    is_cut = may_be_cut and wordlists.anywhere("paywall_notices").search(spelled) is not None
    return is_cut or _is_part_left(spelled)


def _is_short(text: str) -> bool:
    """Tell whether a text has few words; mostly its beginning shows that it has more."""
    spaces = text.count(" ", 0, _BEGINNING)
    return spaces <= LONGEST_NOTICE and spaces + text.count(" ", _BEGINNING) <= LONGEST_NOTICE


def _is_part_left(spelled: str) -> bool:
    return "%" in spelled and _LEFT_TO_READ.search(spelled) is not None


def _is_offer(text: str) -> bool:
    return _is_short(text) and wordlists.anywhere("paywall_offers").search(spell(text)) is not None
