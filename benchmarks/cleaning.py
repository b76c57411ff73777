"""How well pages are cleaned, line by line: `python -m benchmarks.cleaning --gold DIR`.

DIR holds seeds.jsonl, pages.jsonl and pages_window.jsonl (texts with one label a line), and
html/ID.html for the pages. On text every line counts. On HTML only lead and body lines must be
kept and only chrome and related lines must go; a line is kept when the kept text has its words.
Figures are over the lines of all pages together; "lost" is the share of lines to keep that were
not. The dates that pages show stand in published.tsv beside this module.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import click

from benchmarks.cleaning_details import LABEL_HEAD, WORST_HEAD, label_rows, worst_rows
from benchmarks.cleaning_outcomes import Blocks, Outcome, figures_of, markup_outcome, text_outcome
from benchmarks.cleaning_pages import LabeledPage, decode, load_texts
from benchmarks.cleaning_peers import extract, justext_blocks, long_block
from benchmarks.cleaning_speed import SPEED_HEAD, raw, speed_rows
from benchmarks.tables import print_table
from benchmarks.train_cleaning import Material, learn, load_material
from search.cleaning import clean
from search.cleaning.lines import Line
from search.cleaning.markup_blocks import label_page
from search.cleaning.reconciling import reconcile
from search.cleaning.scoring import Weights
from search.cleaning.text_blocks import label_text
from search.models import Format, Metadata

FOLDS = 5
FOLD_SEED = 1
PUBLISHED = Path(__file__).with_name("published.tsv")
"""Page id, tabulator, the day that the page shows as that of its publication, or "-"."""

_HEAD = (
    "material",
    "precision",
    "recall",
    "F1",
    "lost",
    "titles",
    "dates",
    "labels",
    "learned from",
)


@dataclasses.dataclass(frozen=True, slots=True)
class Measured:
    """What became of the pages of one kind, and what the weights were learned from."""

    name: str
    learned: str
    outcomes: tuple[Outcome, ...]


@click.command()
@click.option("--gold", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--cross-validate", is_flag=True, help="Learn without the sites that are measured.")
@click.option("--details", is_flag=True, help="Print each label's figures and the worst lines.")
def main(*, gold: Path, cross_validate: bool, details: bool) -> None:
    """Print how well and how fast the pages of the folder GOLD are cleaned."""
    ours = list(_cross_validated(gold) if cross_validate else _shipped(gold))
    dates = _dates()
    print_table(_HEAD, [_row(measured, dates) for measured in (*ours, *_peers(gold))])
    print()
    texts = load_texts(gold / "pages.jsonl")
    print_table(SPEED_HEAD, speed_rows(texts, _with_markup(gold, texts)))
    for measured in ours if details else ():
        _print_details(measured)


def _shipped(gold: Path) -> Iterator[Measured]:
    """Measure the cleaner as it is; it learned from the pages, and not from the seeds."""
    for name, learned in (("seeds", "other pages"), ("pages", "these"), ("pages_window", "these")):
        pages = load_texts(gold / f"{name}.jsonl")
        yield Measured(f"{name}, text", learned, tuple(map(_cleaned_text, pages)))
    pages = _with_markup(gold, load_texts(gold / "pages.jsonl"))
    yield Measured("pages, HTML", "these", tuple(map(_cleaned_markup, pages)))


def _cleaned_text(page: LabeledPage) -> Outcome:
    cleaned = clean(raw(page, Format.TEXT))
    return text_outcome(page, cleaned.blocks, cleaned.metadata)


def _cleaned_markup(page: LabeledPage) -> Outcome:
    cleaned = clean(raw(page, Format.HTML))
    return markup_outcome(page, cleaned.text, cleaned.metadata)


def _cross_validated(gold: Path) -> Iterator[Measured]:
    """Measure weights that never saw a page of the site that they clean."""
    material = load_material(gold)
    texts, windows, markup = list[Outcome](), list[Outcome](), list[Outcome]()
    for sites in _folds({page.site for page in material.texts}):
        markup_weights, text_weights = learn(material.without(sites))
        held_out = _only(material, sites)
        texts += [_labeled_text(page, text_weights) for page in held_out.texts]
        windows += [_labeled_text(page, text_weights) for page in held_out.windows]
        pages = _with_markup(gold, held_out.texts)
        markup += [_labeled_markup(page, markup_weights) for page in pages]
    seeds = load_texts(gold / "seeds.jsonl")
    yield Measured("seeds, text", "other pages", tuple(map(_cleaned_text, seeds)))
    yield Measured("pages, text", "other sites", tuple(texts))
    yield Measured("pages_window, text", "other sites", tuple(windows))
    yield Measured("pages, HTML", "other sites", tuple(markup))


def _folds(sites: set[str]) -> list[frozenset[str]]:
    """Deal the sites into folds, the same ones each time."""
    shuffled = sorted(sites)
    random.Random(FOLD_SEED).shuffle(shuffled)
    return [frozenset(shuffled[start::FOLDS]) for start in range(FOLDS)]


def _only(material: Material, sites: frozenset[str]) -> Material:
    others = frozenset(page.site for page in material.texts) - sites
    return material.without(others)


def _labeled_text(page: LabeledPage, weights: Weights) -> Outcome:
    blocks = label_text(page.source, weights=weights)
    return text_outcome(page, blocks, reconcile(Metadata(), blocks))


def _labeled_markup(page: LabeledPage, weights: Weights) -> Outcome:
    blocks, found = label_page(page.source, weights=weights)
    return markup_outcome(page, _kept_text(blocks), reconcile(found, blocks))


def _kept_text(blocks: Blocks) -> str:
    return "\n".join(block.text for block in blocks if block.label.is_kept)


def _with_markup(gold: Path, texts: Sequence[LabeledPage]) -> list[LabeledPage]:
    return [
        dataclasses.replace(page, source=decode((gold / "html" / f"{page.id}.html").read_bytes()))
        for page in texts
    ]


def _peers(gold: Path) -> Iterator[Measured]:
    """Measure what others keep of the same pages."""
    text_peers: dict[str, Callable[[Sequence[Line]], Blocks]] = {
        "one block of long lines": long_block,
        "jusText, each line a paragraph": justext_blocks,
    }
    for name in ("pages", "pages_window"):
        pages = load_texts(gold / f"{name}.jsonl")
        for peer, keep in text_peers.items():
            outcomes = (text_outcome(page, keep(page.lines)) for page in pages)
            yield Measured(f"{name}, text: {peer}", "-", tuple(outcomes))
    pages = _with_markup(gold, load_texts(gold / "pages.jsonl"))
    for peer, is_precise in (("trafilatura", False), ("trafilatura, precise", True)):
        kept = (extract(page.source, favor_precision=is_precise) for page in pages)
        yield Measured(f"pages, HTML: {peer}", "-", tuple(map(markup_outcome, pages, kept)))


def _dates() -> dict[str, str]:
    """Return the days that pages show, in ISO form, by page id; none without the file."""
    if not PUBLISHED.is_file():
        return {}
    rows = (line.split("\t") for line in PUBLISHED.read_text(encoding="utf-8").splitlines())
    return {row[0]: row[1] for row in rows if len(row) > 1 and row[1][:1].isdigit()}


def _row(measured: Measured, dates: dict[str, str]) -> tuple[str, ...]:
    outcomes = measured.outcomes
    fates = [fate for outcome in outcomes for fate in outcome.fates]
    figures = figures_of(fates)
    labels = [fate.label is fate.wanted for fate in fates if fate.label]
    known = [outcome for outcome in outcomes if outcome.metadata]
    return (
        measured.name,
        *(f"{value:.3f}" for value in dataclasses.astuple(figures)),
        f"{1 - figures.recall:.1%}",
        _count(_has_title(outcome) for outcome in known if outcome.title),
        _count(_has_date(outcome, dates) for outcome in known if outcome.page.id in dates),
        _count(labels if known else ()),
        measured.learned,
    )


def _count(rights: Iterable[bool]) -> str:
    found = list(rights)
    return f"{sum(found)} of {len(found)}" if found else ""


def _has_title(outcome: Outcome) -> bool:
    found = (outcome.metadata or Metadata()).title or ""
    return outcome.title is not None and Line(0, found).key == outcome.title.key


def _has_date(outcome: Outcome, dates: dict[str, str]) -> bool:
    found = (outcome.metadata or Metadata()).published
    return found is not None and found.isoformat()[:10] == dates[outcome.page.id][:10]


def _print_details(measured: Measured) -> None:
    if any(fate.label for outcome in measured.outcomes for fate in outcome.fates):
        print(f"\n{measured.name}: labels")
        print_table(LABEL_HEAD, label_rows(measured.outcomes))
    print(f"\n{measured.name}: the longest lines kept or removed wrongly")
    print_table(WORST_HEAD, worst_rows(measured.outcomes))


if __name__ == "__main__":
    main()
