import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import Fuzzy, Pattern, Prefix, TermRange, Wildcard, written
from search.query.edits import LONGEST
from search.query.likeness import beginning, longest_part, matcher, may_be_figures
from tests.engines.naive_terms import changed, is_like

letters = st.text("ab1-.é", max_size=4)
patterns = (
    st.builds(Prefix, letters)
    | st.builds(Wildcard, st.text("ab1é*?.", max_size=6))
    | st.builds(Fuzzy, letters, st.integers(0, 2), st.integers(0, 2))
    | st.builds(TermRange, st.none() | letters, st.none() | letters)
)
terms = st.text("ab1-.é", min_size=1, max_size=6)
figures = st.text("123-", min_size=1, max_size=6).filter(lambda term: term[0] != "-")


@st.composite
def matching(draw: st.DrawFn, terms: st.SearchStrategy[str]) -> tuple[Pattern, str]:
    """Return a pattern, and a term that is one of its."""
    term = draw(terms)
    start = term[: draw(st.integers(0, len(term)))]
    signs = (draw(st.sampled_from([letter, "?", "*", f"*{letter}"])) for letter in term)
    other = draw(st.sampled_from([term, *changed(term, "ab1")]))
    fixed = next((at for at in range(len(term)) if term[at] != other[at : at + 1]), len(term))
    made: list[Pattern] = [
        Prefix(start),
        Wildcard("".join(signs)),
        Fuzzy(other, draw(st.integers(1, 2)), draw(st.integers(0, fixed))),
        TermRange(start, term + draw(letters)),
        TermRange(None, term),
        TermRange(start, None),
    ]
    return draw(st.sampled_from(made)), term


@given(patterns, terms)
def test_a_pattern_matches_the_terms_that_a_naive_engine_finds(pattern: Pattern, term: str) -> None:
    assert matcher(pattern)(term) is is_like(term, pattern)


@given(matching(terms))
def test_a_pattern_made_of_a_term_matches_it(pair: tuple[Pattern, str]) -> None:
    pattern, term = pair
    assert matcher(pattern)(term)


@given(matching(terms))
def test_the_letters_of_a_pattern_stand_in_all_its_terms(pair: tuple[Pattern, str]) -> None:
    pattern, term = pair
    assert term.startswith(beginning(pattern))
    assert longest_part(pattern) in term


@given(matching(figures))
def test_a_pattern_of_a_number_or_a_date_may_be_figures(pair: tuple[Pattern, str]) -> None:
    assert may_be_figures(pair[0])


@pytest.mark.parametrize(
    "pattern",
    [Prefix("cyber"), Wildcard("*tion"), Fuzzy("guteres"), Fuzzy("12a", 1, 3), TermRange("a", "b")],
)
def test_a_pattern_with_letters_enough_is_no_figure(pattern: Pattern) -> None:
    assert not may_be_figures(pattern)


@pytest.mark.parametrize(("length", "is_near"), [(LONGEST, True), (LONGEST + 1, False)])
def test_only_terms_up_to_a_length_are_compared(length: int, *, is_near: bool) -> None:
    term = "a" * length
    assert matcher(Fuzzy(term))(term)
    assert matcher(Fuzzy(term))(term + "b") is is_near


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (Prefix("cyber"), "cyber*"),
        (Wildcard("organi?ation"), "organi?ation"),
        (Fuzzy("guteres"), "guteres~"),
        (Fuzzy("guteres", 2), "guteres~2"),
        (TermRange("a", "m"), "a..m"),
        (TermRange(None, "m"), "..m"),
    ],
)
def test_a_pattern_is_written_as_it_is_typed(pattern: Pattern, text: str) -> None:
    assert written(pattern) == text
