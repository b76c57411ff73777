import pytest

from search.analysis import FrenchAnalyzer
from search.query import Either, Form, forms_of, parse, words_of
from search.query.notations import word_by_word
from search.query.units import units

ANALYZER = FrenchAnalyzer()


def written(form: Form) -> str:
    return " ".join(word.exact for word in words_of(form))


def read(text: str) -> list[str]:
    """Return what is looked for in the place of the words of a phrase."""
    [phrase] = parse(f'"{text}"', ANALYZER).terms
    return [" or ".join(map(written, forms_of(term))) for term in units(words_of(phrase))]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("1 000 euros", ["1000", "euros"]),
        ("1 000 000", ["1000000"]),
        ("taux de 15,5 %", ["taux", "de", "15.5"]),
        ("26 octobre 2025", ["2025-10-26 or 26 octobre or 2025-10 or 2025"]),
        ("01/05/1968", ["1968-05-01 or 1er mai or 1968-05 or 1968"]),
        ("février 2024 à Hué", ["2024-02 or fevrier or 2024", "a", "hue"]),
        ("26 octobre", ["26", "octobre"]),
        ("2025", ["2025"]),
        ("cyber-attaque", ["cyber", "attaque"]),
    ],
)
def test_numbers_and_dates_are_one_thing(text: str, terms: list[str]) -> None:
    assert read(text) == terms


def test_a_unit_says_what_was_typed() -> None:
    [number, of, date] = parse("1 000 de 26 octobre 2025", ANALYZER).terms
    assert isinstance(date, Either)
    assert [word.text for term in (number, of, date) for word in words_of(term)] == [
        *("1000", "de", "26 octobre 2025"),
    ]


@pytest.mark.parametrize(
    ("phrase", "rows"),
    [
        ("1000 personnes", ["1 000"]),
        ("10000000 de personnes", ["10 000 000"]),
        ("1 000 personnes", []),
        ("environ 1000", []),
        ("2025 personnes", []),
        ("3 mai 2025 à Hué", ["03 05 2025", "2025 05 03", "3 5 2025"]),
        ("26/10/2025 à Hué", ["26 octobre 2025", "2025 10 26"]),
        ("mai 2025 à Hué", ["05 2025", "2025 05"]),
    ],
)
def test_numbers_and_dates_are_written_word_by_word_before_others(
    phrase: str, rows: list[str]
) -> None:
    words = parse(f'"{phrase}"', ANALYZER).words
    found = [each for each in word_by_word(words) if each.start == 0]
    assert [written(each.way.clause) for each in found] == rows
