"""Say in French why a document was found."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator

from search.explanations import Explanation, FeaturePart, TermPart
from search.models import Label

FIELDS = {"stem": "toutes ses formes", "exact": "la forme tapée", "pattern": "tous ses mots"}

FEATURES = {
    "pairs": "mots qui se suivent comme dans la requête",
    "near": "mots proches, dans l’ordre de la requête",
    "window": "mots réunis dans un même passage",
    "span": "passage court qui réunit les mots",
    "lead": "mots au début de l’article",
    "whole": "requête retrouvée mot pour mot",
    "captions": "mots qui ne sont que dans des légendes",
    "root": "mots de la même famille",
}
"""What the features of `search.ranking` are, for a reader."""

LABELS = {Label.TITLE: "titre", Label.LEAD: "chapô", Label.BODY: "corps", Label.CAPTION: "légende"}


def explanation_lines(explanation: Explanation) -> Iterator[str]:
    """Yield the lines that say what a score is made of, and which forms stand where."""
    yield f"Score {_number(explanation.score)} :"
    for part in explanation.terms:
        yield f"{_number(part.share):>8}  {_term(part)}"
    for feature in explanation.features:
        yield f"{_number(feature.share):>8}  {_feature(feature)}"
    by_word = sorted(explanation.forms, key=lambda form: form.word)
    for word, forms in itertools.groupby(by_word, key=lambda form: form.word):
        counts: Counter[tuple[str, str]] = Counter()
        for each in forms:
            counts[each.form, LABELS.get(each.label, each.label.value)] += each.count
        found = (f"« {form} » {count} fois ({label})" for (form, label), count in counts.items())
        yield f"{word} : {', '.join(found)}"


def _term(part: TermPart) -> str:
    word = part.word if part.way == part.word else f"{part.word}, écrit « {part.way} »"
    return f"{word}, dans {FIELDS[part.field]}" if part.field in FIELDS else word


def _feature(part: FeaturePart) -> str:
    value, weight = _number(part.value), _number(part.weight)
    return f"{FEATURES.get(part.name, part.name)} ({value} × {weight})"


def _number(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")
