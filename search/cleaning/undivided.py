"""Texts of one line of which everything is kept: there is nothing to label, and little to find."""

from __future__ import annotations

from search.cleaning.addresses import site_of
from search.cleaning.agencies import agency_of
from search.cleaning.lines import bare_line
from search.cleaning.metadata import dateline_agency, language_of, merge_metadata
from search.cleaning.reasons import Reason
from search.cleaning.reconciling import day_near_title
from search.cleaning.text_blocks import declared_title, stands_apart
from search.cleaning.text_lines import is_sound, read_text
from search.cleaning.truncation import is_truncated
from search.models import Block, CleanedDocument, Format, Label, Metadata, RawDocument


def is_undivided(raw: RawDocument) -> bool:
    """Tell whether a document is a text without a line break."""
    return raw.format is Format.TEXT and "\n" not in raw.text and "\r" not in raw.text


def keep_undivided(raw: RawDocument) -> CleanedDocument:
    """Return a text without a line break, whole, below the title that it declares.

    It has neither a byline nor a source of its own.
    """
    title = bare_line(0, (raw.declared.title or "").strip())
    line = bare_line(1, raw.text.strip())
    lines = (line,) if is_sound(line.text) else read_text(raw.text, title)[0]
    blocks = [Block(line.number, line.text, Label.BODY, Reason.EVERYTHING_KEPT) for line in lines]
    if stands_apart(title, lines):
        blocks.insert(0, declared_title(title))
    return CleanedDocument(raw.id, tuple(blocks), _known(raw.declared, blocks))


def _known(declared: Metadata, blocks: list[Block]) -> Metadata:
    signed = dateline_agency(blocks[-1].text) if blocks and blocks[-1].line else None
    said = Metadata(
        title=blocks[0].text if blocks and not blocks[0].line else None,
        site=declared.site or (site_of(declared.url) if declared.url else None),
        author=signed,
        published=None if declared.published else day_near_title(blocks),
        language=language_of(blocks),
        agency=agency_of(blocks, signed),
        is_truncated=is_truncated(blocks),
    )
    return merge_metadata(declared, said)
