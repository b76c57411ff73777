"""Learn the cleaner's weights from hand-labeled pages: python -m benchmarks.train_cleaning.

The pages' HTML teaches the weights for HTML; their text, whole and cut in many ways, teaches those
for plain text.
"""

from __future__ import annotations

import dataclasses
import json
import random
from pathlib import Path

import click

import search.cleaning
from benchmarks.cleaning_pages import (
    LabeledPage,
    load_markup,
    load_texts,
    states_of,
    window,
)
from benchmarks.crf import TrainingPage, train
from benchmarks.invented_pages import invented_markup, invented_texts
from search.cleaning.scoring import Weights, observe
from search.cleaning.states import State

PENALTIES = {"text": 14.0, "markup": 12.0}
"""L2 penalties, chosen by cross-validation over sites."""
WINDOWS = 4
"""Cuts of each page; whole pages and the gold windows count besides."""
WINDOW_WEIGHT = 0.5
INVENTED_WEIGHT = 0.7
SEED = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Material:
    """Everything there is to learn from; pages of one site share its name."""

    texts: tuple[LabeledPage, ...]
    windows: tuple[LabeledPage, ...]
    markup: tuple[LabeledPage, ...]
    invented_texts: tuple[LabeledPage, ...]
    invented_markup: tuple[LabeledPage, ...]

    def without(self, sites: frozenset[str]) -> Material:
        """Return the material that has no page of these sites."""
        groups = (getattr(self, field.name) for field in dataclasses.fields(self))
        return Material(*(tuple(p for p in group if p.site not in sites) for group in groups))


@click.command()
@click.option("--gold", required=True, type=click.Path(exists=True, path_type=Path))
def main(gold: Path) -> None:
    """Train on the labeled pages of the folder GOLD and write both files of weights."""
    markup, text = learn(load_material(gold))
    folder = Path(search.cleaning.__file__).parent
    write_weights(markup, folder / "markup_weights.json")
    write_weights(text, folder / "text_weights.json")


def load_material(gold: Path) -> Material:
    """Read the pages of a gold folder."""
    texts = load_texts(gold / "pages.jsonl")
    windows = load_texts(gold / "pages_window.jsonl")
    return Material(
        tuple(texts),
        tuple(windows),
        tuple(load_markup(gold / "html", texts)),
        tuple(invented_texts()),
        tuple(invented_markup()),
    )


def learn(material: Material) -> tuple[Weights, Weights]:
    """Return the weights for HTML and for plain text."""
    markup_pages = [_training(page) for page in material.markup]
    markup_pages += [_training(page, INVENTED_WEIGHT) for page in material.invented_markup]
    markup = train(markup_pages, penalty=PENALTIES["markup"])
    chance = random.Random(SEED)
    pages = [_training(page) for page in (*material.texts, *material.windows)]
    for page in material.texts:
        cuts = [window(page, chance) for _ in range(WINDOWS)]
        pages += [_training(cut, WINDOW_WEIGHT) for cut in cuts]
    pages += [_training(page, INVENTED_WEIGHT) for page in material.invented_texts]
    return markup, train(pages, penalty=PENALTIES["text"])


def _training(page: LabeledPage, weight: float = 1.0) -> TrainingPage:
    return TrainingPage(observe(page.lines), states_of(page.labels), weight)


def write_weights(weights: Weights, path: Path) -> None:
    """Write weights as the cleaner reads them."""
    content = {
        "states": list(State),
        "signs": weights.signs,
        "transitions": weights.transitions,
        "first": weights.first,
        "last": weights.last,
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
