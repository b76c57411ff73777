"""A cleaned document, printed for a person."""

from __future__ import annotations

import click

from search.commands import visible
from search.models import Block, CleanedDocument

_LINE_WIDTH = 5
"""Columns of the line number."""


def to_styled_text(document: CleanedDocument) -> str:
    """Return the document with its removed blocks struck through and their reasons.

    The styles are ANSI sequences, which click strips where the output is no terminal.
    """
    known = document.metadata
    facts = (known.author, known.published, known.site, known.url)
    title = click.style(visible(document.heading), bold=True)
    about = visible(" · ".join(str(fact) for fact in facts if fact))
    head = [f"{title}  [{document.id}]", *([about] if about else [])]
    return "\n".join([*head, *map(_styled_block, document.blocks), ""])


def _styled_block(block: Block) -> str:
    number, text = str(block.line or "").rjust(_LINE_WIDTH), visible(block.text)
    if block.label.is_kept:
        return f"{number}  {text}"
    struck = click.style(text, strikethrough=True, dim=True)
    return f"{number}  {struck}  ({block.label.value}: {block.reason})"
