"""From a raw document to a cleaned one."""

from __future__ import annotations

import dataclasses
import functools

from search.cleaning.addresses import site_of
from search.cleaning.markup_blocks import label_page
from search.cleaning.metadata import byline_author, merge_metadata, read_metadata
from search.cleaning.reasons import Reason
from search.cleaning.text_blocks import label_text
from search.models import Block, CleanedDocument, Cleaning, Format, Label, Metadata, RawDocument

def clean(raw: RawDocument, cleaning: Cleaning = Cleaning.AUTO) -> CleanedDocument:
    """Label every block of a raw document and read its metadata.

    What the document declares outranks what its markup says, and that what its text says, but
    for the author, whom pages sign better than their markup does. With Cleaning.OFF every block
    is kept.
    """
    blocks, found = _label(raw)
    declared = merge_metadata(raw.declared, _site_of(raw.declared))
    signed = Metadata(author=byline_author(blocks))
    known = _first_known(declared, signed, found, read_metadata(blocks))
    if cleaning is Cleaning.OFF:
        blocks = tuple(map(_keep, blocks))
    return CleanedDocument(raw.id, blocks, known)

def _label(raw: RawDocument) -> tuple[tuple[Block, ...], Metadata]:
    if raw.format is Format.HTML:
        return label_page(raw.text, title=raw.declared.title)
    return label_text(raw.text, title=raw.declared.title), Metadata()

def _first_known(*sources: Metadata) -> Metadata:
    return functools.reduce(merge_metadata, sources)

def _site_of(declared: Metadata) -> Metadata:
    return Metadata(site=site_of(declared.url) if declared.url else None)

def _keep(block: Block) -> Block:
    if block.line == 0:
        return block
    return dataclasses.replace(block, label=Label.BODY, reason=Reason.EVERYTHING_KEPT)
