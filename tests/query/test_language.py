"""The documentation of the language says what it means, line by line."""

import datetime
import re
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from benchmarks.query_fuzzing import depth
from search.analysis import FrenchAnalyzer
from search.query import (
    All,
    Any,
    Clause,
    Column,
    Fuzzy,
    Inside,
    Like,
    Near,
    Not,
    Phrase,
    Prefix,
    Published,
    Wildcard,
    Word,
    Zone,
    parse,
)
from tests.query.writing import query_of, written

ANALYZER = FrenchAnalyzer()
TODAY = datetime.date(2025, 11, 15)
DOCUMENT = Path(__file__).parents[2] / "docs" / "langage.md"
_LINE = re.compile(r"\| `(?P<query>.+?)` \| (?P<sentence>.*?) \| `(?P<tree>.*?)` \|")


class Example(NamedTuple):
    query: str
    sentence: str
    tree: str


def examples() -> list[Example]:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    found = filter(None, map(_LINE.fullmatch, lines))
    return [Example(*(each.replace("\\|", "|") for each in match.groups())) for match in found]


@pytest.mark.parametrize("line", examples(), ids=lambda line: line.query)
def test_an_example_is_read_as_the_document_says(line: Example) -> None:
    query = parse(line.query, ANALYZER, today=TODAY)
    assert written(query.clause) == line.tree
    assert query.reading is not None
    assert query.reading.sentence == line.sentence


def test_the_document_has_examples_of_every_field_and_operator() -> None:
    queries = " ".join(line.query for line in examples())
    names = ("ET", "OU", "SAUF", "AND", "OR", "NOT", "PRES/5", "NEAR/5", "&&", "||", "exact:")
    fields = ("titre:", "légende:", "auteur:", "source:", "site:", "langue:", "rubrique:")
    dates = ("date:", "avant:", "après:", "depuis:", "before:", "after:", "since:")
    assert [each for each in (*names, *fields, *dates) if each not in queries] == []


NAMES = ("climat", "cybercriminalité", "Hanoï", "trottinette", "vélo", "guerre", "mer")


def word(text: str) -> Word:
    [found] = parse(text, ANALYZER).words
    return found


WORDS = st.sampled_from(NAMES).map(word)
DAYS = st.dates(datetime.date(1990, 1, 1), TODAY)
FILTERS = st.one_of(
    st.tuples(DAYS, DAYS).map(lambda days: Published(*sorted(days))),
    st.builds(
        Like,
        st.sampled_from([Column.SITE, Column.AUTHOR, Column.SECTION]),
        st.sampled_from(["lemonde.fr", "monde", "afp"]),
    ),
)
LEAVES = st.one_of(
    WORDS,
    st.lists(WORDS, min_size=2, max_size=3).map(lambda words: Phrase(tuple(words))),
    st.builds(Near, st.lists(WORDS, min_size=2, max_size=2).map(tuple), st.integers(1, 100)),
    st.sampled_from([Prefix("cyber"), Wildcard("organi?ation"), Wildcard("*tion")]),
    st.builds(Fuzzy, st.sampled_from(["guteres", "hanoi"]), st.sampled_from([1, 2])),
    FILTERS,
)


def several(members: st.SearchStrategy[Clause]) -> st.SearchStrategy[tuple[Clause, ...]]:
    return st.lists(members, min_size=2, max_size=3).map(distinct)


def distinct(members: list[Clause]) -> tuple[Clause, ...]:
    assume(len({*members}) == len(members))  # what a strategy sifts out itself, it writes out first
    return tuple(members)


def left_out(clause: Clause) -> Clause:
    assume(not isinstance(clause, Not | Like | Published))
    return Not(Phrase((clause,)) if isinstance(clause, Word) else clause)


def larger(members: st.SearchStrategy[Clause]) -> st.SearchStrategy[Clause]:
    return st.one_of(
        st.builds(All, several(members)),
        st.builds(Any, several(members)),
        members.map(left_out),
        st.builds(
            Inside, st.sampled_from([Zone.TITLE, Zone.CAPTIONS]), st.builds(Any, several(members))
        ),
    )


@given(st.sampled_from([All, Any]), several(st.recursive(LEAVES, larger, max_leaves=12)))
def test_a_tree_written_as_a_query_is_read_as_that_tree(
    kind: type[All] | type[Any], members: tuple[Clause, ...]
) -> None:
    query = parse(query_of(kind(members)), ANALYZER, today=TODAY)
    assert query.clause == kind(members)
    assert query.warnings == ()


PIECES = (
    *("ET", "OU", "SAUF", "AND", "OR", "NOT", "PRES/5", "NEAR/0", "PRES/9999", "&&", "||"),
    *("+", "-", "!", "(", ")", '"', "«", "»", "“", "”", "„", "‹", "›", "=", "*", "?", "~", "~2"),
    *("titre:", "légende:", "site:", "langue:", "date:", "avant:", "depuis:", "exact:", "foo:"),
    *("..", "2025", "30j", "26/10/2025", "9999-12-31", "mot", "Hanoï", "GUERRE", "l’", "a", "é"),
    *(" ", " ", " ", "\n", "\x00", "\u202f", "\u0301", "北", "½", "/", ":", ",", "https://x"),
)


@example("a SAUF &b")
@given(st.lists(st.sampled_from(PIECES) | st.characters(), max_size=60).map("".join))
def test_any_text_is_read_into_a_tree_of_bounded_depth(text: str) -> None:
    query = parse(text, ANALYZER, today=TODAY)
    assert query.text == text
    assert depth(query.clause) <= 64
    assert (query.reading is None) == (query.clause is None)


HOSTILE = (
    "(" * 10_000,
    "(" * 5_000 + ")" * 5_000,
    "(" * 4_000 + "mot" + ")" * 4_000,
    "(a OU " * 1_000 + "b" + ")" * 1_000,
    "-(" * 3_000 + "mot" + ")" * 3_000,
    "titre:(" * 1_000 + "mot" + ")" * 1_000,
    "titre:" * 1_500,
    "NOT " * 2_500,
    "mot ET " * 10_000,
    "mot OU " * 10_000,
    "mot PRES/5 " * 1_000,
    "(a OU b) PRES/3 " * 600,
    "cyber* " * 1_400,
    "site:x " * 1_400,
    "*" * 10_000,
    "?*" * 5_000,
    "é*" * 5_000,
    "1 000 " * 1_600,
    " ".join(f"mot{number}" for number in range(10_000)),
    " ET ".join(f"mot{number}" for number in range(10_000)),
)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_queries_have_bounded_trees(text: str) -> None:
    query = parse(text, ANALYZER, today=TODAY)
    assert depth(query.clause) <= 64
    assert len(query.words) <= 128 * 32
    assert query.warnings
