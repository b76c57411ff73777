import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import FrenchAnalyzer
from search.analysis.folding import fold
from search.query import Column
from search.query.field_names import FIELDS
from search.suggestions.typed import COLUMNS, LONGEST, MOST_WORDS, Typed, read_typed

ANALYZER = FrenchAnalyzer()


def typed(text: str) -> Typed:
    found = read_typed(text, ANALYZER)
    assert found is not None
    return found


def words(found: Typed) -> list[str]:
    return [word.text for word in found.words]


@pytest.mark.parametrize(
    ("text", "before", "start", "context"),
    [
        ("cyb", "", "cyb", []),
        ("Écol", "", "ecol", []),
        ("convention de H", "convention de ", "h", ["convention", "de"]),
        ("convention ", "convention ", "", ["convention"]),
        ("l'assem", "l'", "assem", []),
        ("vote de l’Assem", "vote de l’", "assem", ["vote", "de"]),
        ("cyber-att", "cyber-", "att", ["cyber"]),
        ("sport ET cyb", "sport ET ", "cyb", []),
        ("sport OU (cyb", "sport OU (", "cyb", []),
        ("mer PRÈS/5 cyb", "mer PRÈS/5 ", "cyb", []),
        ("« mer » cyb", "« mer » ", "cyb", []),
        ("-cyb", "-", "cyb", []),
        ("mer -cyb", "mer -", "cyb", []),
        ("mer +cyb", "mer +", "cyb", []),
        ("titre:cyb", "titre:", "cyb", []),
        ("titre:mer cyb", "titre:mer ", "cyb", []),
        ('exact:"mer et cyb', 'exact:"mer et ', "cyb", ["mer", "et"]),
        ("Vietnam:réc", "Vietnam:", "rec", []),
        ("agence:réc", "agence:", "rec", []),
    ],
)
def test_the_last_word_is_completed_and_all_before_it_stays(
    text: str, before: str, start: str, context: list[str]
) -> None:
    found = typed(text)
    assert (found.before, found.start, words(found)) == (before, start, context)
    assert found.before + found.last == text
    assert found.column is None


@pytest.mark.parametrize(
    ("text", "before", "last", "column", "closing"),
    [
        ("site:viet", "site:", "viet", Column.SITE, ""),
        ("mer site:viet", "mer site:", "viet", Column.SITE, ""),
        ("-site:viet", "-site:", "viet", Column.SITE, ""),
        ("SITE:", "SITE:", "", Column.SITE, ""),
        ('auteur:"Jean Du', 'auteur:"', "Jean Du", Column.AUTHOR, '"'),
        ("rubrique:« Écon", "rubrique:« ", "Écon", Column.SECTION, "\u202f»"),
        ("langue:f", "langue:", "f", Column.LANGUAGE, ""),
        ("lang:f", "lang:", "f", Column.LANGUAGE, ""),
        ("source:A", "source:", "A", Column.SITE, ""),
    ],
)
def test_of_some_fields_the_value_is_completed(
    text: str, before: str, last: str, column: Column, closing: str
) -> None:
    found = typed(text)
    assert (found.before, found.last, found.column, found.closing) == (
        before,
        last,
        column,
        closing,
    )


def test_values_are_completed_only_of_fields_of_the_language() -> None:
    assert COLUMNS.keys() <= {fold(name) for name in FIELDS}
    assert typed("agence:AF").column is None


@pytest.mark.parametrize(
    ("text", "closing"),
    [("« conv", "\u202f»"), ('"conv', '"'), ("“conv", "”"), ("‹conv", "\u202f›"), ("„conv", "”")],
)
def test_a_quotation_that_was_begun_is_ended(text: str, closing: str) -> None:
    assert typed(text).closing == closing


@pytest.mark.parametrize("text", ["mer", "la mer ", "l'heure", "cyber-att"])
def test_words_alone_are_plain(text: str) -> None:
    assert typed(text).is_plain


@pytest.mark.parametrize(
    "text", ["-mer", "+mer", "« mer", "port ET mer", "titre:mer", "« port » mer", "(mer"]
)
def test_what_has_signs_of_the_language_is_not(text: str) -> None:
    assert not typed(text).is_plain


@pytest.mark.parametrize(
    "text", ["", " ", "?", "date:2025", "après:2025-10", "cyb*", "organi?a", "Gutere~", "!", "« "]
)
def test_nothing_is_completed_where_no_word_is_begun(text: str) -> None:
    assert read_typed(text, ANALYZER) is None


def test_a_text_is_completed_up_to_its_longest() -> None:
    assert read_typed("a" * LONGEST, ANALYZER) is not None
    assert read_typed("a" * (LONGEST + 1), ANALYZER) is None
    assert read_typed("a " * (MOST_WORDS - 1) + "a", ANALYZER) is not None
    assert read_typed("a " * MOST_WORDS + "a", ANALYZER) is None


@given(st.text('aé« »":-+()ETOU\u202f\x00\n’site', max_size=40))
def test_any_text_is_kept_as_it_was_typed(text: str) -> None:
    found = read_typed(text, ANALYZER)
    if found is not None:
        assert text == found.before + found.last
