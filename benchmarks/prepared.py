"""Documents analyzed once for the engines that are given terms instead of text.

A line a document: id, day, site, title and the stems in order, with tabs between; NO_TERM stands
where a stop word does, so that positions stay true.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

NO_TERM = "_"
"""Stands where there is a word and no term; never part of a term."""


class Prepared(NamedTuple):
    """A document as stems."""

    id: str
    day: str
    site: str
    title: str
    stems: tuple[str, ...]

    @property
    def terms(self) -> list[str]:
        """The stems of content words, in order."""
        return [stem for stem in self.stems if stem != NO_TERM]


def prepare(corpus: Path, out: Path) -> None:
    """Write the documents of a generated corpus as stems."""
    # Here, so that engines can be timed from before they import anything of ours.
    from search.analysis import FrenchAnalyzer  # noqa: PLC0415
    from search.indexing import BLOCK_GAP  # noqa: PLC0415

    analyzer = FrenchAnalyzer()
    gap = " ".join([NO_TERM] * BLOCK_GAP)

    def stems(text: str) -> str:
        return " ".join(NO_TERM if t.is_stop else t.stem for t in analyzer.analyze(text))

    with corpus.open(encoding="utf-8") as lines, out.open("w", encoding="utf-8") as prepared:
        for line in lines:
            fields = json.loads(line)
            title = " ".join(fields["title"].split())
            terms = f"{stems(title)} {gap} {stems(fields['text'])}"
            row = (fields["id"], fields["date"], fields["site"], title, terms)
            prepared.write("\t".join(row) + "\n")


def read_prepared(path: Path) -> Iterator[Prepared]:
    """Yield what `prepare` wrote."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            id, day, site, title, stems = line.rstrip("\n").split("\t")
            yield Prepared(id, day, site, title, tuple(stems.split()))
