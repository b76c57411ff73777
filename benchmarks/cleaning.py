"""How well pages are cleaned, line by line: `python -m benchmarks.cleaning --gold DIR`.

DIR holds seeds.jsonl, pages.jsonl and pages_window.jsonl (texts with one label a line), and
html/ID.html for the pages. On text every line counts. On HTML only lead and body lines must be
kept and only chrome and related lines must go; a line is kept when the kept text has its words.
Figures are over the lines of all pages together.
"""

from __future__ import annotations

import dataclasses
import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click
import trafilatura

from benchmarks.cleaning_pages import LabeledPage, decode, load_texts
from benchmarks.tables import print_table
from benchmarks.train_cleaning import learn, load_material
from search.cleaning import clean
from search.cleaning.markup_blocks import label_page
from search.cleaning.text_blocks import label_text
from search.models import Block, Format, Label, RawDocument

FOLDS = 5
FOLD_SEED = 1
KEPT_SHARE = 0.75
"""Share of a long line's word trigrams that the kept text has when it has the line."""
LONG_LINE = 8
SHORT_LINE = 5
"""Words; between the two all 4-grams must be there, below the line must stand by itself."""

_MUST_STAY = frozenset({Label.LEAD, Label.BODY})
_MUST_GO = frozenset({Label.CHROME, Label.RELATED})
_HEAD = ("material", "precision", "recall", "F1", "exact labels", "learned from")
_WORD = re.compile(r"\w+")

Fate = tuple[bool, bool]
"""Of a line that counts: whether it is to be kept, and whether it was."""
Blocks = Sequence[Block]
Words = tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Figures:
    """Each from 0 to 1."""

    precision: float
    recall: float
    f1: float


@click.command()
@click.option("--gold", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--cross-validate", is_flag=True, help="Learn without the sites that are measured.")
def main(*, gold: Path, cross_validate: bool) -> None:
    """Print how well the pages of the folder GOLD are cleaned."""
    rows = _cross_validated(gold) if cross_validate else _shipped(gold)
    print_table(_HEAD, list(rows))


def _shipped(gold: Path) -> Iterator[tuple[str, ...]]:
    """Measure the cleaner as it is; it learned from the pages, and not from the seeds."""
    for name, learned in (("seeds", "other pages"), ("pages", "these"), ("pages_window", "these")):
        pages = load_texts(gold / f"{name}.jsonl")
        yield _text_row(f"{name}, text", pages, list(map(_clean_text, pages)), learned)
    pages = _with_markup(gold, load_texts(gold / "pages.jsonl"))
    kept = [_kept_text(_clean_markup(page)) for page in pages]
    yield _markup_row("pages, HTML", pages, kept, "these")
    yield _markup_row("  trafilatura", pages, list(map(_trafilatura, pages)), "-")
    precise = [_trafilatura(page, favor_precision=True) for page in pages]
    yield _markup_row("  trafilatura, precise", pages, precise, "-")


def _cross_validated(gold: Path) -> Iterator[tuple[str, ...]]:
    """Measure weights that never saw a page of the site that they clean."""
    material = load_material(gold)
    texts, windows, markup = [], [], []
    for sites in _folds({page.site for page in material.texts}):
        markup_weights, text_weights = learn(material.without(sites))
        for text, window, page in zip(
            material.texts, material.windows, material.markup, strict=True
        ):
            if text.site in sites:
                texts.append((text, label_text(text.source, weights=text_weights)))
                windows.append((window, label_text(window.source, weights=text_weights)))
                markup.append((text, label_page(page.source, weights=markup_weights)[0]))
    learned = "other sites"
    yield _text_row("pages, text", *_columns(texts), learned)
    yield _text_row("pages_window, text", *_columns(windows), learned)
    pages, blocks = _columns(markup)
    yield _markup_row("pages, HTML", pages, list(map(_kept_text, blocks)), learned)


def _folds(sites: set[str]) -> list[frozenset[str]]:
    """Deal the sites into folds, the same ones each time."""
    shuffled = sorted(sites)
    random.Random(FOLD_SEED).shuffle(shuffled)
    return [frozenset(shuffled[start::FOLDS]) for start in range(FOLDS)]


def _columns(
    pairs: Sequence[tuple[LabeledPage, Blocks]],
) -> tuple[list[LabeledPage], list[Blocks]]:
    return [page for page, _ in pairs], [blocks for _, blocks in pairs]


def _clean_text(page: LabeledPage) -> Blocks:
    return clean(RawDocument(page.id, page.source, Format.TEXT, page.id, "")).blocks


def _clean_markup(page: LabeledPage) -> Blocks:
    return clean(RawDocument(page.id, page.source, Format.HTML, page.id, "")).blocks


def _with_markup(gold: Path, texts: Sequence[LabeledPage]) -> list[LabeledPage]:
    return [
        dataclasses.replace(page, source=decode((gold / "html" / f"{page.id}.html").read_bytes()))
        for page in texts
    ]


def _trafilatura(page: LabeledPage, *, favor_precision: bool = False) -> str:
    extract: Callable[..., str | None] = trafilatura.extract
    found = extract(page.source, include_comments=False, favor_precision=favor_precision)
    return found or ""


def _kept_text(blocks: Blocks) -> str:
    return "\n".join(block.text for block in blocks if block.label.is_kept)


def _text_row(
    name: str, pages: Sequence[LabeledPage], labeled: Sequence[Blocks], learned: str
) -> tuple[str, ...]:
    fates = [fate for pair in zip(pages, labeled, strict=True) for fate in text_fates(*pair)]
    exact = sum(_count_exact(*pair) for pair in zip(pages, labeled, strict=True))
    total = sum(len(page.lines) for page in pages)
    return name, *_formatted(figures_of(fates)), f"{exact} of {total}", learned


def _markup_row(
    name: str, pages: Sequence[LabeledPage], kept: Sequence[str], learned: str
) -> tuple[str, ...]:
    fates = [fate for pair in zip(pages, kept, strict=True) for fate in markup_fates(*pair)]
    return name, *_formatted(figures_of(fates)), "", learned


def _formatted(figures: Figures) -> list[str]:
    return [f"{value:.3f}" for value in dataclasses.astuple(figures)]


def text_fates(page: LabeledPage, blocks: Blocks) -> list[Fate]:
    """Return the fates of all lines of a text."""
    kept = {block.line for block in blocks if block.label.is_kept}
    pairs = zip(page.lines, page.labels, strict=True)
    return [(label.is_kept, line.number in kept) for line, label in pairs]


def _count_exact(page: LabeledPage, blocks: Blocks) -> int:
    labels = {block.line: block.label for block in blocks}
    pairs = zip(page.lines, page.labels, strict=True)
    return sum(labels.get(line.number) is label for line, label in pairs)


def markup_fates(page: LabeledPage, kept: str) -> list[Fate]:
    """Return the fates of a page's lines that count, by the words of the kept text."""
    tokens = _words(kept)
    trigrams, fourgrams = set(_ngrams(tokens, 3)), set(_ngrams(tokens, 4))
    alone = {_words(line) for line in kept.split("\n")}
    fates = []
    for line, label in zip(page.lines, page.labels, strict=True):
        words = _words(line.text)
        if label not in _MUST_STAY | _MUST_GO:
            continue
        if len(words) >= LONG_LINE:
            grams = _ngrams(words, 3)
            is_kept = sum(gram in trigrams for gram in grams) / len(grams) >= KEPT_SHARE
        elif len(words) >= SHORT_LINE:
            is_kept = fourgrams.issuperset(_ngrams(words, 4))
        else:
            is_kept = words in alone
        fates.append((label in _MUST_STAY, is_kept))
    return fates


def _words(text: str) -> Words:
    return tuple(_WORD.findall(text.lower()))


def _ngrams(words: Words, size: int) -> list[Words]:
    return [words[start : start + size] for start in range(len(words) - size + 1)]


def figures_of(fates: Sequence[Fate]) -> Figures:
    """Return the figures over all fates, zero where nothing was kept rightly."""
    right = sum(wanted and kept for wanted, kept in fates)
    if not right:
        return Figures(0.0, 0.0, 0.0)
    kept_lines = sum(kept for _, kept in fates)
    wanted_lines = sum(wanted for wanted, _ in fates)
    return Figures(
        right / kept_lines, right / wanted_lines, 2 * right / (kept_lines + wanted_lines)
    )


if __name__ == "__main__":
    main()
