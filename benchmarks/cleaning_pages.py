"""The hand-labeled pages that cleaning is measured on and learned from."""

from __future__ import annotations

import collections
import dataclasses
import difflib
import json
import random
import urllib.parse
from collections.abc import Sequence
from pathlib import Path

from search.cleaning.lines import Line, split_lines
from search.cleaning.markup_blocks import read_page
from search.cleaning.states import State
from search.models import Label

GOLD_NAMES = {"byline_date": Label.BYLINE, "source_credit": Label.SOURCE}
"""Names of labels in the gold files where they are not ours."""
_SHARED_DOMAIN = 3
"""Letters up to which the last label but one is shared by sites: com.tr, co.uk."""
_ALIKE = 0.5
"""Share of word trigrams from which two lines are one, cut or joined differently."""
_LOST_TITLE = 0.15
"""Share of windows that lose their title, as some saved texts have."""


@dataclasses.dataclass(frozen=True, slots=True)
class LabeledPage:
    """A page's lines with the labels that are right, its source and the site it is of."""

    id: str
    site: str
    source: str
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]


def load_texts(path: Path) -> list[LabeledPage]:
    """Read a gold file: pages of text with one label a line."""
    with path.open(encoding="utf-8") as rows:
        return [_text_page(json.loads(row)) for row in rows if row.strip()]


def _text_page(row: dict[str, object]) -> LabeledPage:
    text, gold = str(row["text"]), row["lines"]
    if not isinstance(gold, list):
        raise TypeError(f"{row['id']}: lines are no list")
    labels = tuple(GOLD_NAMES.get(entry["label"]) or Label(entry["label"]) for entry in gold)
    return LabeledPage(str(row["id"]), _site(row), text, split_lines(text), labels)


def _site(row: dict[str, object]) -> str:
    """Return the site of the page's address, or the page's own id where it has none."""
    return site_name(str(row.get("url") or "")) or str(row["id"])


def site_name(url: str) -> str:
    """Return the registered name of an address's host: example.fr of www.example.fr."""
    labels = urllib.parse.urlsplit(url.strip()).netloc.split(".")
    size = 3 if len(labels) > 2 and len(labels[-2]) <= _SHARED_DOMAIN else 2
    return ".".join(labels[-size:])


def load_markup(folder: Path, texts: Sequence[LabeledPage]) -> list[LabeledPage]:
    """Read the HTML of labeled texts and give its lines the labels of theirs."""
    return [_markup_page(folder / f"{page.id}.html", page) for page in texts]


def _markup_page(path: Path, text: LabeledPage) -> LabeledPage:
    source = decode(path.read_bytes())
    lines, _ = read_page(source)
    keys = [Line(0, line.phrase).key for line in text.lines]
    labels = transfer(keys, text.labels, [line.key for line in lines])
    return LabeledPage(text.id, text.site, source, lines, tuple(labels))


def decode(content: bytes) -> str:
    """Decode a saved page: UTF-8 or else Windows' Western code page."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def transfer(keys: Sequence[str], labels: Sequence[Label], others: Sequence[str]) -> list[Label]:
    """Give the lines `others` the labels of the lines `keys`, which show the same page.

    Lines found nowhere are chrome, or related between related lines.
    """
    found: list[Label | None] = [None] * len(others)
    matcher = difflib.SequenceMatcher(None, list(keys), list(others), autojunk=False)
    for start, other, size in matcher.get_matching_blocks():
        found[other : other + size] = labels[start : start + size]
    known = _trigram_labels(keys, labels)
    for place, key in enumerate(others):
        found[place] = found[place] or _label_by_trigrams(key, known)
    return [label or _between(found, place) for place, label in enumerate(found)]


def _trigrams(key: str) -> list[tuple[str, str, str]]:
    words = key.split()
    return list(zip(words, words[1:], words[2:], strict=False))


def _trigram_labels(
    keys: Sequence[str], labels: Sequence[Label]
) -> dict[tuple[str, str, str], Label]:
    pairs = zip(keys, labels, strict=True)
    return {trigram: label for key, label in pairs for trigram in _trigrams(key)}


def _label_by_trigrams(key: str, known: dict[tuple[str, str, str], Label]) -> Label | None:
    trigrams = _trigrams(key)
    counts = collections.Counter(known[trigram] for trigram in trigrams if trigram in known)
    if not counts or counts.total() < _ALIKE * len(trigrams):
        return None
    return counts.most_common(1)[0][0]


def _between(found: Sequence[Label | None], place: int) -> Label:
    above = next((label for label in reversed(found[:place]) if label), None)
    below = next((label for label in found[place + 1 :] if label), None)
    return Label.RELATED if above is below is Label.RELATED else Label.CHROME


def window(page: LabeledPage, chance: random.Random) -> LabeledPage:
    """Return a page cut somewhere above its article and somewhere below it."""
    kept = [place for place, label in enumerate(page.labels) if label.is_kept]
    first, last, length = kept[0], kept[-1] + 1, len(page.lines)
    starts = [first, max(0, first - chance.randint(1, 6)), chance.randint(0, first)]
    ends = [last, min(length, last + chance.randint(1, 5)), chance.randint(last, length)]
    start, end = chance.choice(starts), chance.choice(ends)
    if chance.random() < _LOST_TITLE and Label.BODY in page.labels:
        start = page.labels.index(Label.BODY)
    cut = slice(start, end)
    return dataclasses.replace(page, lines=page.lines[cut], labels=page.labels[cut])


def states_of(labels: Sequence[Label]) -> list[State]:
    """Return the states that the lines of a page with these labels are in."""
    kept = [place for place, label in enumerate(labels) if label.is_kept]
    first, last = (kept[0], kept[-1]) if kept else (len(labels), len(labels))
    return [_state(label, place, first, last) for place, label in enumerate(labels)]


def _state(label: Label, place: int, first: int, last: int) -> State:
    if label.is_kept or label in {Label.BYLINE, Label.SOURCE}:
        return State(label.value)
    if place < first:
        return State.HEAD
    is_related = label is Label.RELATED
    if place < last:
        return State.INNER_RELATED if is_related else State.INNER_CHROME
    return State.TAIL_RELATED if is_related else State.TAIL_CHROME
