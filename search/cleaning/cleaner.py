"""From a raw document to a cleaned one."""

from __future__ import annotations

import dataclasses

from search.cleaning.addresses import site_of
from search.cleaning.fallback import is_unsure, keep_extracted, keep_main_block, keep_note
from search.cleaning.front_matter import split_front_matter
from search.cleaning.markup_blocks import label_page
from search.cleaning.metadata import merge_metadata
from search.cleaning.named_article import keep_named_article
from search.cleaning.reasons import Reason
from search.cleaning.reconciling import reconcile
from search.cleaning.ruling import apply_rules
from search.cleaning.site_rules import Rules
from search.cleaning.text_blocks import label_text
from search.cleaning.undivided import is_undivided, keep_undivided
from search.models import Block, CleanedDocument, Cleaning, Format, Label, Metadata, RawDocument

Blocks = tuple[Block, ...]


def clean(
    raw: RawDocument, cleaning: Cleaning = Cleaning.AUTO, *, rules: Rules = Rules()
) -> CleanedDocument:
    """Label every block of a raw document and read its metadata.

    What the document declares outranks what its markup and its text say. Where next to nothing is
    kept, the document is unsure, and what trafilatura keeps of a page or else the main block is
    kept too. The user's `rules` outrank the cleaner. With Cleaning.OFF every block is kept, and
    rules mean nothing.
    """
    if cleaning is Cleaning.OFF and is_undivided(raw):
        return keep_undivided(raw)
    front = split_front_matter(raw)
    if front is None:
        return _clean(raw, cleaning, rules)
    document = _clean(front.document, cleaning, rules)
    above = map(_keep, front.blocks) if cleaning is Cleaning.OFF else front.blocks
    apart = sum(block.line == 0 for block in document.blocks)
    blocks = (*document.blocks[:apart], *above, *document.blocks[apart:])
    return dataclasses.replace(document, blocks=blocks)


def _clean(raw: RawDocument, cleaning: Cleaning, rules: Rules) -> CleanedDocument:
    blocks, found = _label(raw)
    known = _known(raw, blocks, found)
    if cleaning is Cleaning.OFF:
        return CleanedDocument(raw.id, tuple(map(_keep, blocks)), known)
    unsure = is_unsure(blocks)
    if unsure:
        blocks = _keep_likely(raw, blocks)
        known = _known(raw, blocks, found)
    ruled = apply_rules(raw, blocks, rules.of_site(known.site))
    if ruled != blocks:
        known = _known_by_rules(_known(raw, ruled, found), known)
    return CleanedDocument(raw.id, ruled, known, is_unsure=unsure)


def _keep_likely(raw: RawDocument, blocks: Blocks) -> Blocks:
    """Keep more of a document of which next to nothing was kept: what others would keep."""
    if raw.format is Format.HTML:
        blocks = keep_extracted(blocks, raw.text)
    if is_unsure(blocks):
        blocks = keep_main_block(blocks)
    if raw.format is Format.HTML and is_unsure(blocks):
        blocks = keep_named_article(blocks, raw.text)
    return keep_note(blocks) if raw.format is Format.TEXT else blocks


def _label(raw: RawDocument) -> tuple[Blocks, Metadata]:
    if raw.format is Format.HTML:
        return label_page(raw.text, title=raw.declared.title)
    return label_text(raw.text, title=raw.declared.title), Metadata()


def _known(raw: RawDocument, blocks: Blocks, found: Metadata) -> Metadata:
    declared = raw.declared
    if declared.url:
        declared = merge_metadata(declared, Metadata(site=site_of(declared.url)))
    return merge_metadata(declared, reconcile(found, blocks))


def _known_by_rules(ruled: Metadata, before: Metadata) -> Metadata:
    """Return what is known after rules: a byline that is kept as text is still a byline.

    A title that was removed is one no more, and the site stays the one whose rules these are.
    """
    known = merge_metadata(ruled, dataclasses.replace(before, title=None))
    return dataclasses.replace(known, site=before.site)


def _keep(block: Block) -> Block:
    if block.line == 0:
        return block
    return Block(block.line, block.text, Label.BODY, Reason.EVERYTHING_KEPT)
