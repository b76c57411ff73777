import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.cleaning.bounded_patterns import MATCHED_CHARACTERS, bounded_pattern


def characters(source: str) -> int:
    return bounded_pattern(source).characters


@pytest.mark.parametrize(
    "source",
    ["^Encadré", "^(Lire|Voir|Écouter) aussi", "fin$", "^Publié le .*", r"^\d{1,2} h \d\d"],
)
def test_a_pattern_that_ends_soon_sees_all_of_a_line(source: str) -> None:
    assert characters(source) == MATCHED_CHARACTERS


def test_the_more_a_pattern_repeats_the_less_of_a_line_it_sees() -> None:
    assert characters("^a.*b.*") == characters("a.*b") == 2828
    assert characters("a.*b.*") == 200
    assert characters("(?:Abonnez|Inscrivez)-vous.*lettre") == 2000


@pytest.mark.parametrize("source", ["(a+)+$", "(?:a|a)*$", "(a?){30}", "((a|b)c){2,}", "(?:.*,)*"])
def test_a_repetition_of_what_varies_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="repeats what has"):
        bounded_pattern(source)


@pytest.mark.parametrize(
    "source", [".*.*.*x", "a?" * 30, "(a|a)" * 30, "a{0,3000}b{0,3000}", r"(.*)\1.*x"]
)
def test_a_pattern_with_too_many_ways_to_match_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="may take too long"):
        bounded_pattern(source)


@pytest.mark.parametrize("source", ["(?x)a # b", "(?x:a)", "a(?#b)", "(a)(?(1)b)"])
def test_comments_and_conditions_are_refused(source: str) -> None:
    with pytest.raises(ValueError, match="not supported"):
        bounded_pattern(source)


@pytest.mark.parametrize("source", ["(", "[[a]", "a" * 501])
def test_what_is_no_pattern_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="regular expression"):
        bounded_pattern(source)


def test_signs_in_sets_and_behind_backslashes_repeat_nothing() -> None:
    assert characters(r"^[*+?|(]\*\(\|[]+]x") == MATCHED_CHARACTERS


def test_a_group_that_never_varies_may_be_repeated() -> None:
    assert bounded_pattern("^(?:ab)+$").search("ababab")


def test_a_branch_that_does_not_begin_the_line_may_begin_anywhere() -> None:
    assert characters("^a.*|b") == characters("(?:a|b).*") == 2000


def test_a_line_is_read_as_far_as_the_pattern_is_bounded() -> None:
    pattern = bounded_pattern("a.*b.*c")
    assert pattern.search("a" + "b" * 198 + "c")
    assert not pattern.search("a" + "b" * 199 + "c")


@given(st.text(alphabet="ab*+?|()[]{},1^$\\.", max_size=12))
def test_a_pattern_finds_what_it_says_or_is_refused(source: str) -> None:
    try:
        pattern = bounded_pattern(source)
    except ValueError:
        return
    text = "abba" * 5
    assert bool(pattern.search(text)) == bool(re.search(source, text))
