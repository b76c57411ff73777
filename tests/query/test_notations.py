import pytest

from search.analysis import FrenchAnalyzer
from search.query import Origin, parse, words_of
from search.query.notations import notations

ANALYZER = FrenchAnalyzer()


def found(query: str) -> list[tuple[str, str, str]]:
    """Return what stands in a phrase, and both terms of what it is also written as."""
    words = parse(f'"{query}"', ANALYZER).words
    return [
        (
            " ".join(word.text for word in words[each.start : each.end]),
            other.exact,
            other.stem,
        )
        for each in notations(words)
        for other in words_of(each.way.clause)
    ]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("26/10/2025", ("26 10 2025", "2025-10-26", "")),
        ("les 26 octobre 2025", ("26 octobre 2025", "2025-10-26", "")),
        ("octobre 2025", ("octobre 2025", "2025-10", "")),
        ("1 000 marins", ("1 000", "1000", "")),
        ("une côte", ("côte", "côte", "")),
        ("cyber-attaque", ("cyber attaque", "cyberattaque", "cyberattaqu")),
    ],
)
def test_numbers_days_accents_and_compounds_have_another_notation(
    query: str, wanted: tuple[str, str, str]
) -> None:
    assert found(query) == [wanted]


@pytest.mark.parametrize("query", ["", "mer", "2025", "octobre", "1 000x"])
def test_other_words_have_none(query: str) -> None:
    assert found(query) == []


def test_a_query_that_ends_within_a_notation_has_none() -> None:
    words = parse('"26 octobre 2025"', ANALYZER).words
    assert len(words) == 3
    assert list(notations(words[:2])) == []


def test_a_notation_counts_as_much_as_what_was_typed() -> None:
    [other] = notations(parse('"1 000"', ANALYZER).words)
    assert (other.way.weight, other.way.origin) == (1.0, Origin.NOTATION)
