"""What a document's markup and its text say of it, made one."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import re
from collections.abc import Sequence

from search.cleaning.addresses import date_in
from search.cleaning.agencies import agency_of
from search.cleaning.dates import find_date
from search.cleaning.metadata import merge_metadata, read_metadata, says_published
from search.cleaning.truncation import is_truncated
from search.models import Block, Label, Metadata

LONGEST_SUBTITLE = 600
"""Characters; a lead of more is the article's first paragraph."""
NEAR = 6
"""Lines from the title in which a date is the article's."""
LONGEST_DATE_LINE = 80
"""Characters; longer lines tell of other days."""
_LEAD = Label.LEAD
_TEXT = frozenset({Label.LEAD, Label.BODY, Label.CAPTION})
_DATE_LINE = re.compile(r"\W*(?:\w+\W+){0,6}\d{2,4}(?:\W{1,3}(?:à )?\d{1,2} ?[h:] ?(?:\d\d)?)?\W?")
"""A place or a weekday, a date and the time of day."""
_DAY = datetime.timedelta(days=1)
_EVENING = 18
_MORNING = 6
"""Hours from, or until, which a page may show another day than its markup: that of its readers,
where the markup is in Greenwich's time, or that of the next issue.
"""


def reconcile(found: Metadata, blocks: Sequence[Block]) -> Metadata:
    """Return what the markup says, `found`, corrected and completed by what the blocks say.

    Pages are signed better than their markup is, unless a byline is no name that it knows; a text
    in French is French whatever its markup says.
    """
    said = read_metadata(blocks)
    author = _author(found, said)
    known = dataclasses.replace(
        found,
        author=author,
        language=said.language or found.language,
        published=_published(found, said, blocks),
        subtitle=found.subtitle or _subtitle(blocks),
        agency=found.agency or agency_of(blocks, author),
        is_truncated=found.is_truncated or is_truncated(blocks),
    )
    return merge_metadata(known, said)


def _author(found: Metadata, said: Metadata) -> str | None:
    if not found.author or not said.author:
        return found.author or said.author
    is_one_word = " " not in found.author
    return said.author if is_one_word or found.author in said.author else found.author


def _published(found: Metadata, said: Metadata, blocks: Sequence[Block]) -> datetime.date | None:
    """Return the day of publication, as the page shows it where its markup is a night away."""
    day = found.published or said.published
    if day is None:
        return day_near_title(blocks) or (date_in(found.url) if found.url else None)
    moment = found.published_at
    if moment and said.published:
        is_next = moment.hour >= _EVENING and said.published - day == _DAY
        is_last = moment.hour < _MORNING and day - said.published == _DAY
        return said.published if is_next or is_last else day
    return day


def day_near_title(blocks: Sequence[Block]) -> datetime.date | None:
    """Return the day in a short line right above or below the title, or in the last line."""
    titles = [place for place, block in enumerate(blocks) if block.label is Label.TITLE]
    first = titles[0] if titles else 0
    near = [*range(first, len(blocks))[:NEAR], *reversed(range(max(0, first - NEAR), first))]
    texts = [place for place, block in enumerate(blocks) if block.label in _TEXT]
    edges = {*texts[-1:], *itertools.takewhile(lambda place: _is_short(blocks[place]), texts)}
    dated = [
        place for place in (*near, *texts[-1:]) if _may_date(blocks[place], is_edge=place in edges)
    ]
    days = (find_date(blocks[place].text) for place in dated)
    return next(filter(None, days), None)


def _may_date(block: Block, *, is_edge: bool) -> bool:
    """Tell whether a day in a line may be the article's: in its text, only where it is all said."""
    if not _is_short(block):
        return False
    if block.label not in _TEXT or says_published(block.text):
        return True
    return is_edge and _DATE_LINE.fullmatch(block.text) is not None


def _is_short(block: Block) -> bool:
    return len(block.text) <= LONGEST_DATE_LINE


def _subtitle(blocks: Sequence[Block]) -> str | None:
    lead = next((block.text for block in blocks if block.label is _LEAD), None)
    return lead if lead and len(lead) <= LONGEST_SUBTITLE else None
