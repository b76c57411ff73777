import pytest

from search.analysis import FrenchAnalyzer
from search.query import All, Any, Not, ParsedQuery, Word, parse, relax

ANALYZER = FrenchAnalyzer()


def read(text: str) -> ParsedQuery:
    return parse(text, ANALYZER)


@pytest.mark.parametrize("text", ["", "la mer", "« la mer »", '"mer" -port', "le « la mer »"])
def test_without_a_phrase_among_words_there_is_nothing_to_loosen(text: str) -> None:
    assert relax(read(text)) is None


def test_the_words_of_a_phrase_take_its_place() -> None:
    relaxed = relax(read("traité « la mer Noire »"))
    assert relaxed is not None
    assert isinstance(relaxed.clause, Any)
    words = [term.exact for term in relaxed.clause.clauses if isinstance(term, Word)]
    assert words == ["traite", "mer", "noire"]
    assert [word.exact for word in relaxed.words] == ["traite", "la", "mer", "noire"]


def test_a_number_or_a_date_of_a_phrase_stays_one_thing() -> None:
    relaxed = relax(read("traité « 1 000 marins le 3 mai 2025 »"))
    assert relaxed is not None
    assert [word.exact for word in relaxed.words] == [
        *("traite", "1000", "marins", "le", "2025-05-03"),
    ]


def test_what_is_left_out_stays_left_out() -> None:
    relaxed = relax(read("traité « mer Noire » -port"))
    assert relaxed is not None
    assert isinstance(relaxed.clause, All)
    assert isinstance(relaxed.clause.clauses[-1], Not)


def test_loosening_is_warned_about() -> None:
    query = read("traité « mer Noire » “")
    relaxed = relax(query)
    assert relaxed is not None
    assert relaxed.warnings[:-1] == query.warnings
    assert "guillemets" in relaxed.warnings[-1]
