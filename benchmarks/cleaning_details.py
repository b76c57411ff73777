"""Where the cleaner errs: by label, and in which lines most."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.cleaning_outcomes import Fate, Outcome
from search.models import Label

WORST_LINES = 10
SHOWN_CHARACTERS = 60
LABEL_HEAD = ("label", "precision", "recall", "lines")
WORST_HEAD = ("page", "line", "mistake", "is a", "characters", "begins")


def label_rows(outcomes: Sequence[Outcome]) -> list[tuple[str, ...]]:
    """Return each label's precision and recall over pages of which every line has one."""
    fates = [fate for outcome in outcomes for fate in outcome.fates]
    return [_label_row(label, fates) for label in Label]


def _label_row(label: Label, fates: Sequence[Fate]) -> tuple[str, ...]:
    wanted = sum(fate.wanted is label for fate in fates)
    given = sum(fate.label is label for fate in fates)
    right = sum(fate.wanted is fate.label is label for fate in fates)
    return label.value, _share(right, given), _share(right, wanted), str(wanted)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def worst_rows(outcomes: Sequence[Outcome]) -> list[tuple[str, ...]]:
    """Return the longest lines that were kept or removed wrongly."""
    mistakes = [
        (-len(fate.line.text), outcome.page.id, fate.line.number, fate)
        for outcome in outcomes
        for fate in outcome.fates
        if not fate.is_right
    ]
    worst = sorted(mistakes, key=lambda mistake: mistake[:3])[:WORST_LINES]
    return [_worst_row(page_id, fate) for _, page_id, _, fate in worst]


def _worst_row(page_id: str, fate: Fate) -> tuple[str, ...]:
    mistake = "kept" if fate.is_kept else "removed"
    text = fate.line.text
    start = text[:SHOWN_CHARACTERS]
    return page_id, str(fate.line.number), mistake, fate.wanted.value, str(len(text)), start
