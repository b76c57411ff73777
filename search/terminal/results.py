"""Show results on a terminal."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterable

import click

from search import french
from search.commands import use_color, visible
from search.explanations import Explanation
from search.models import Hit, Passage, ResultPage
from search.terminal.advice import advice_lines
from search.terminal.counts import facet_lines, total_line
from search.terminal.explanations import explanation_lines

WIDEST = 100
"""Columns that passages are set in, at the most: longer lines are hard to read."""

INDENT = "   "

_OPEN, _CLOSE = "\ue000", "\ue001"
"""Private characters that stand for the ends of a match while lines are broken."""

_UNCOLORED = "\x1b[39m"
"""Ends the color of a match, and no other style."""


def print_result(page: ResultPage, hits: Iterable[tuple[Hit, Explanation | None]]) -> None:
    """Print hits as they come, below what is said of the whole result and above its counts.

    Matches are colored where the output is a terminal.
    """
    _print_head(page)
    for hit, explanation in hits:
        _print_hit(hit)
        if explanation is not None:
            _print_dim(explanation_lines(explanation))
        _echo("")
    if page.advice is not None:
        for line in advice_lines(page.advice):
            _echo(click.style(f"! {visible(line)}", fg="yellow"))
    if page.facets is not None:
        _print_dim(facet_lines(page.facets))
    _echo(click.style(visible(total_line(page)), dim=True))


def _print_head(page: ResultPage) -> None:
    """Print how the query was read, if not as it was typed, and what is to be said of it."""
    sentence = page.reading.sentence if page.reading else ""
    if page.reading and not page.reading.is_plain and sentence != page.query.strip():
        _echo(click.style(visible(f"Recherche comprise : {sentence}"), dim=True))
    for warning in page.warnings:
        _echo(click.style(f"! {visible(warning)}", fg="yellow"))
    if page.suggestion:
        suggestion = visible(f"Essayez avec : {page.suggestion}")
        _echo(click.style(f"! {suggestion}", fg="yellow"))


def _print_hit(hit: Hit) -> None:
    metadata = hit.document.metadata
    published = metadata.published.isoformat() if metadata.published else None
    reprints = french.counted(hit.reprints, "reprise", "reprises") if hit.reprints else None
    origin = (hit.document.id, metadata.site, published, metadata.author, reprints)
    _echo(click.style(f"{hit.rank}. {_marked(hit.heading)}", bold=True))
    _echo(click.style(_indented(visible(" · ".join(filter(None, origin)))), dim=True))
    for passage in hit.snippet.passages:
        _echo(_marked(passage, wrap=True))
    if metadata.url:
        _echo(click.style(INDENT + visible(metadata.url), dim=True))


def _print_dim(lines: Iterable[str]) -> None:
    for line in lines:
        _echo(click.style(INDENT + visible(line), dim=True))


def _marked(passage: Passage, *, wrap: bool = False) -> str:
    """Return the text with its matches colored, after it is broken into lines."""
    text = visible(passage.text).translate({ord(_OPEN): " ", ord(_CLOSE): " "})
    for start, end in reversed(passage.highlights):
        text = f"{text[:start]}{_OPEN}{text[start:end]}{_CLOSE}{text[end:]}"
    text = _indented(text) if wrap else text
    return re.sub(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}", _color, text)


def _color(match: re.Match[str]) -> str:
    return click.style(match[1], fg="yellow", reset=False) + _UNCOLORED


def _indented(text: str) -> str:
    return textwrap.fill(
        text,
        min(WIDEST, shutil.get_terminal_size().columns),
        initial_indent=INDENT,
        subsequent_indent=INDENT,
        break_on_hyphens=False,
    )


def _echo(text: str) -> None:
    click.echo(text, color=use_color())
