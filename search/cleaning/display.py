"""A cleaned document, printed for a person."""

from __future__ import annotations

import shutil
import textwrap

import click

from search.cleaning.reasons import Reason
from search.commands import visible
from search.models import Block, CleanedDocument, Label

WIDTH = 100
"""Columns that lines are set in, at the most: longer lines are hard to read."""
NARROWEST = 48
"""Columns below which the text is no longer broken for the terminal's sake."""

_LINE_WIDTH = 5
"""Columns of the line number."""
_LABEL_WIDTH = max(map(len, Label))
_INDENT = " " * (_LINE_WIDTH + _LABEL_WIDTH + 4)
_COLORS = {
    Label.TITLE: "cyan",
    Label.LEAD: "green",
    Label.BODY: "green",
    Label.CAPTION: "green",
    Label.BYLINE: "blue",
    Label.SOURCE: "blue",
    Label.CHROME: "red",
    Label.RELATED: "magenta",
    Label.DUPLICATE: "yellow",
}
_BY_RULE = {Reason.ALWAYS_KEPT.value, Reason.ALWAYS_KEPT.english}
"""The reasons of kept blocks that are not plain from their labels, in each language."""


def to_styled_text(document: CleanedDocument) -> str:
    """Return the document with its removed blocks struck through and their reasons.

    The styles are ANSI sequences, which click strips where the output is no terminal.
    """
    known = document.metadata
    facts = (known.author, known.published, known.site, known.url)
    title = click.style(visible(document.heading), bold=True)
    about = visible(" · ".join(str(fact) for fact in facts if fact))
    head = [f"{title}  [{visible(document.id)}]", *([about] if about else [])]
    width = text_width() - len(_INDENT)
    lines = [line for block in document.blocks for line in _styled_block(block, width)]
    return "\n".join([*head, *lines, click.style(_summary(document), dim=True), ""])


def text_width() -> int:
    """Return the columns that lines are set in on this terminal."""
    return max(NARROWEST, min(WIDTH, shutil.get_terminal_size((WIDTH, 0)).columns))


def _styled_block(block: Block, width: int) -> list[str]:
    """Return the lines of a block: its number and label beside its text, its reason behind."""
    number = str(block.line or "").rjust(_LINE_WIDTH)
    label = click.style(block.label.value.ljust(_LABEL_WIDTH), fg=_COLORS[block.label])
    first, *others = _styled_texts(block, width)
    return [f"{number}  {label}  {first}", *(_INDENT + line for line in others)]


def _styled_texts(block: Block, width: int) -> list[str]:
    texts = textwrap.wrap(visible(block.text), width) or [""]
    if block.label.is_kept:
        lines = [click.style(text, bold=block.label is Label.TITLE) for text in texts]
    else:
        lines = [click.style(text, strikethrough=True, dim=True) for text in texts]
    if block.label.is_kept and block.reason not in _BY_RULE:
        return lines
    reason = f"({visible(block.reason)})"
    styled = click.style(reason, italic=True)
    if len(texts[-1]) + 2 + len(reason) > width:
        return [*lines, styled]
    return [*lines[:-1], f"{lines[-1]}  {styled}"]


def _summary(document: CleanedDocument) -> str:
    kept, lines = len(document.kept), len(document.blocks)
    characters = sum(len(block.text) for block in document.blocks)
    share = sum(len(block.text) for block in document.kept) / max(1, characters)
    doubt = "; unsure, next to nothing looks like an article" if document.is_unsure else ""
    return f"{_INDENT}{kept} of {lines} lines kept, {share:.0%} of the characters{doubt}"
