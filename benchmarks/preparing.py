"""Analyze documents once for the engines that are given terms instead of text."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.prepared import NO_TERM
from search.analysis import BLOCK_GAP, FrenchAnalyzer

_GAP = " ".join([NO_TERM] * BLOCK_GAP)


def prepare(corpus: Path, out: Path) -> None:
    """Write the documents of a generated corpus as stems, as `benchmarks.prepared` says."""
    analyzer = FrenchAnalyzer()
    with corpus.open(encoding="utf-8") as lines, out.open("w", encoding="utf-8") as prepared:
        for line in lines:
            prepared.write("\t".join(_row(json.loads(line), analyzer)) + "\n")


def _row(fields: dict[str, str], analyzer: FrenchAnalyzer) -> tuple[str, ...]:
    title = " ".join(fields["title"].split())
    stems = f"{_stems(title, analyzer)} {_GAP} {_stems(fields['text'], analyzer)}"
    return fields["id"], fields["date"], fields["site"], title, stems


def _stems(text: str, analyzer: FrenchAnalyzer) -> str:
    return " ".join(NO_TERM if token.is_stop else token.stem for token in analyzer.analyze(text))
