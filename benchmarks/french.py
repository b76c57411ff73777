"""Make the set of French words: `python -m benchmarks.french`.

Needs simplemma, whose lexicon of French (Adrien Barbaresi, MIT) has the words.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

import search.query
from benchmarks.forms import read_lexicon
from search.analysis.folding import fold
from search.query.french import FILE, pack_words
from search.query.spelling import LEAST_LETTERS, MOST_LETTERS


@click.command()
def main() -> None:
    """Write the set into search/query."""
    words = correctable(read_lexicon())
    Path(search.query.__file__).with_name(FILE).write_bytes(pack_words(words))


def correctable(words: Iterable[str]) -> frozenset[str]:
    """Return the words, folded, that might be corrected: of letters, and of so many."""
    folded = map(fold, words)
    return frozenset(
        word for word in folded if word.isalpha() and LEAST_LETTERS <= len(word) <= MOST_LETTERS
    )


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.french")
