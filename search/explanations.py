"""Why a document was found, and why it ranks where it does."""

from __future__ import annotations

import dataclasses
from typing import Any

from search.models import Label


@dataclasses.dataclass(frozen=True, slots=True)
class TermPart:
    """What BM25 of one term adds to a score.

    `word` is what was typed, `way` the same or another way to write it, `term` what was looked up
    for that, in the `field` "stem" or "exact"; where the way is several words or a pattern, it is
    the term, and "phrase" or "pattern" stands for the field.
    """

    word: str
    way: str
    field: str
    term: str
    share: float


@dataclasses.dataclass(frozen=True, slots=True)
class FeaturePart:
    """What a feature of `search.ranking` adds to a score: its value times its weight."""

    name: str
    value: float
    weight: float

    @property
    def share(self) -> float:
        """What it adds."""
        return self.value * self.weight


@dataclasses.dataclass(frozen=True, slots=True)
class FormCount:
    """How often a form of a word stands in a block.

    `word` is what was looked for, `form` how the document writes it, in lower case; `line` and
    `label` are the block's.
    """

    word: str
    form: str
    count: int
    line: int
    label: Label


@dataclasses.dataclass(frozen=True, slots=True)
class Explanation:
    """What the score of a document is made of, and where the words of the query stand in it.

    The shares of `terms` and `features` add up to `score`, which is 0 for a document that does not
    match. Parts that add nothing are left out; those that add most come first. `forms` are in the
    order of the document.
    """

    id: str
    score: float
    terms: tuple[TermPart, ...] = ()
    features: tuple[FeaturePart, ...] = ()
    forms: tuple[FormCount, ...] = ()


def explanation_to_json(explanation: Explanation) -> dict[str, Any]:
    """Return the JSON object of an explanation."""
    return {
        "id": explanation.id,
        "score": explanation.score,
        "terms": [dataclasses.asdict(part) for part in explanation.terms],
        "features": [
            {**dataclasses.asdict(part), "share": part.share} for part in explanation.features
        ],
        "forms": [dataclasses.asdict(form) for form in explanation.forms],
    }
