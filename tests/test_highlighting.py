import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import FrenchAnalyzer
from search.highlighting import Highlighter
from search.query import parse, words_of

ANALYZER = FrenchAnalyzer()


def marked(query: str, text: str) -> list[str]:
    spans = Highlighter(parse(query, ANALYZER).terms).spans(ANALYZER.analyze(text))
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("query", "text", "marks"),
    [
        ("cyberattaque", "Les cyberattaques, une cyberattaque.", ["cyberattaques", "cyberattaque"]),
        ("Hanoi", "À Hanoï, l’accord d'Hanoi", ["Hanoï", "Hanoi"]),
        ("l'ambassadeur", "L’ambassadeur", ["ambassadeur"]),
        ("To Lam", "le président Tô Lâm a dit", ["Tô", "Lâm"]),
        ("convention de Hanoï", "La Convention de Hanoi", ["Convention", "Hanoi"]),
        ("« convention de Hanoï »", "La Convention de Hanoi", ["Convention de Hanoi"]),
        ("la fraude", "la mer, la fraude", ["fraude"]),
        ("« droit international »", "le droit, le droit international", ["droit international"]),
        ("droit « droit pénal »", "droit pénal et droit", ["droit pénal", "droit"]),
        ("à la une", "à la une, la mer", ["à la une"]),
        ("mer -Cuba", "la mer de Cuba", ["mer"]),
        ("mer", "le traité", []),
        ("", "la mer", []),
    ],
)
def test_matches_are_marked(query: str, text: str, marks: list[str]) -> None:
    assert marked(query, text) == marks


@given(
    st.text(alphabet="abé mers'’.«»-\n", max_size=40),
    st.text(alphabet="abé mers'’.\n", max_size=80),
)
def test_spans_are_ascending_disjoint_and_inside_the_text(query: str, text: str) -> None:
    spans = Highlighter(parse(query, ANALYZER).terms).spans(ANALYZER.analyze(text))
    flat = [0, *(offset for span in spans for offset in span), len(text)]
    assert flat == sorted(flat)
    assert all(start < end for start, end in spans)


def test_terms_and_pairs_are_found() -> None:
    highlighter = Highlighter(parse("droit de la mer « mer Noire »", ANALYZER).terms)
    tokens = ANALYZER.analyze("les droits de la mer, la mer noire")
    assert {
        " ".join(word.exact for word in words_of(term)) for term in highlighter.terms(tokens)
    } == {
        *("droit", "de", "la", "mer", "mer noire"),
    }
    assert highlighter.pairs(tokens) == 5
    assert highlighter.terms(ANALYZER.analyze("rien ici")) == frozenset()
