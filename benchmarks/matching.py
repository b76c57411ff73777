"""Count the pairs of a query and a text that are told apart: `python -m benchmarks.matching`.

The pairs are those of tests/matching.tsv. All terms of a query must be in the text: those of
Trouvaille's analysis, or those of Lucene's FrenchAnalyzer.
"""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.lucene_french import terms
from benchmarks.tables import print_table
from search.analysis import FrenchAnalyzer
from tests.matching import Pair, read_pairs

Finds = Callable[[str, str], bool]

SECTIONS = ("terms", "ways")


def main() -> None:
    """Print how many pairs that must match, and that must not, each analysis gets right."""
    analyses: dict[str, Finds] = {"Trouvaille": _Terms().finds, "Lucene": lucene_finds}
    rows = []
    for name, finds in analyses.items():
        for section in SECTIONS:
            pairs = read_pairs(section)
            wanted, unwanted = (
                [pair for pair in pairs if pair.must_match is answer] for answer in (True, False)
            )
            rows.append((name, section, count(wanted, finds), count(unwanted, finds)))
    print_table(("analysis", "pairs of", "must match", "must not"), rows)


def count(pairs: list[Pair], finds: Finds) -> str:
    """Return how many pairs are told right, of how many."""
    right = sum(finds(pair.query, pair.text) is pair.must_match for pair in pairs)
    return f"{right} of {len(pairs)}"


def lucene_finds(query: str, text: str) -> bool:
    """Tell whether Lucene finds all words of a query in a text; without any, it finds nothing."""
    wanted = set(terms(query))
    return bool(wanted) and wanted <= set(terms(text))


class _Terms:
    """Look the words of a query up in a text, as an index does."""

    def __init__(self) -> None:
        self._analyzer = FrenchAnalyzer()

    def finds(self, query: str, text: str) -> bool:
        """Tell whether a text has all words of a query, in a form of theirs."""
        tokens, variants = self._analyzer.read(text)
        exacts = {each.exact for each in tokens} | {each.exact for each in variants}
        stems = {each.stem for each in tokens if not each.is_stop} | {v.stem for v in variants}
        return all(
            word.exact in exacts or (not word.is_stop and word.stem in stems)
            for word in self._analyzer.analyze(query)
        )


if __name__ == "__main__":
    main()
