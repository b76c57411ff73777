import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.opensearch.terms.dictionary import Dictionary
from search.engines.opensearch.terms.dictionary_merging import MOST_RUNS, merged, runs_to_merge
from search.engines.opensearch.terms.term_blocks import documents_of
from search.errors import EngineUnavailableError
from search.query import Field, Fuzzy, Pattern, Prefix, TermRange, Wildcard
from tests.engines.naive_terms import is_like
from tests.engines.opensearch.state import State

LONG = "b" * 70
"""Longer than what is kept of a block's first term."""

words = st.text(alphabet="abé*", max_size=5) | st.sampled_from([LONG, LONG + "a", LONG + "b"])
counted = st.dictionaries(words.filter(bool), st.integers(0, 9), max_size=40)
fields = st.sampled_from(Field)
patterns = st.one_of(
    st.builds(Prefix, words, fields),
    st.builds(Wildcard, st.text(alphabet="ab*?é[", max_size=6), fields),
    st.builds(Fuzzy, words, st.integers(0, 2), st.integers(0, 2), fields),
    st.builds(TermRange, st.none() | words, st.none() | words, fields),
)


def run(exact: Mapping[str, int], stems: Mapping[str, int] | None = None) -> State:
    """Return a state index of one run."""
    state = State()
    add(state, "r0", {Field.EXACT: exact, Field.STEM: stems or {}})
    return state


def add(state: State, name: str, terms: Mapping[Field, Mapping[str, int]]) -> None:
    state.write(documents_of(name, {f: sorted(each.items()) for f, each in terms.items() if each}))


def wanted(runs: Sequence[Mapping[Field, Mapping[str, int]]], pattern: Pattern) -> dict[str, int]:
    counts = Counter[str]()
    for terms in runs:
        counts.update(terms[pattern.field])
    return {term: count for term, count in sorted(counts.items()) if is_like(term, pattern)}


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.fixed_dictionaries(dict.fromkeys(Field, counted)), max_size=3),
    patterns.filter(lambda pattern: not (isinstance(pattern, Fuzzy) and len(pattern.term) > 5)),
    st.integers(1, 5),
)
def test_the_terms_of_a_pattern_are_those_of_all_runs_that_are_like_it(
    runs: list[dict[Field, dict[str, int]]], pattern: Pattern, block: int
) -> None:
    state = State()
    with mock.patch("search.engines.opensearch.terms.term_blocks.BLOCK", block):
        for number, terms in enumerate(runs):
            add(state, f"r{number}", terms)
    found = Dictionary(state.search, "here").terms(pattern)
    assert [*found.items()] == [*wanted(runs, pattern).items()]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.fixed_dictionaries(dict.fromkeys(Field, counted)), min_size=1, max_size=4),
    st.integers(1, 5),
)
def test_runs_put_together_hold_what_they_held_apart(
    runs: list[dict[Field, dict[str, int]]], block: int
) -> None:
    state = State()
    names = [f"r{number}" for number in range(len(runs))]
    with mock.patch("search.engines.opensearch.terms.term_blocks.BLOCK", block):
        for name, terms in zip(names, runs, strict=True):
            add(state, name, terms)
        state.write([*merged(state.search, names, "all")])
    for name in names:
        state.remove(name)
    for field in Field:
        pattern = Prefix("", field)
        assert Dictionary(state.search, "here").terms(pattern) == wanted(runs, pattern)


@settings(max_examples=200, deadline=None)
@given(st.lists(counted, max_size=3), st.text(alphabet="abé", max_size=4), st.integers(1, 5))
def test_the_most_frequent_forms_of_a_beginning_come_first(
    runs: list[dict[str, int]], start: str, block: int
) -> None:
    state = State()
    blocks = "search.engines.opensearch.terms.term_blocks"
    with mock.patch(f"{blocks}.BLOCK", block), mock.patch(f"{blocks}.MANY", 2 * block):
        for number, terms in enumerate(runs):
            add(state, f"r{number}", {Field.EXACT: terms})
    counts = sum(map(Counter[str], runs), Counter[str]())
    best = sorted(
        ((term, count) for term, count in counts.items() if term.startswith(start)),
        key=lambda term: (-term[1], term[0]),
    )
    assert [*Dictionary(state.search, "here").frequent(start, 10).items()] == best[:10]


def test_only_blocks_that_can_hold_the_terms_are_asked_for_and_each_once() -> None:
    terms = ["".join(each) for each in itertools.product("abcdefghij", repeat=3)]
    with mock.patch("search.engines.opensearch.terms.term_blocks.BLOCK", 10):
        state = run(dict.fromkeys(terms, 1))
    dictionary = Dictionary(state.search, "here")
    assert [*dictionary.terms(Prefix("cd"))] == [f"cd{letter}" for letter in "abcdefghij"]
    assert state.asked == [["r0.exact.terms.22", "r0.exact.terms.23"]]
    assert [*dictionary.terms(Fuzzy("cdj", edits=0, fixed=2))] == ["cdj"]
    assert [*dictionary.terms(TermRange("cda", "cdb"))] == ["cda", "cdb"]
    assert len(state.asked) == 1
    assert [*dictionary.terms(Wildcard("ce?"))] == [f"ce{letter}" for letter in "abcdefghij"]
    assert state.asked[1:] == [["r0.exact.terms.24"]]


def test_of_a_short_beginning_of_many_the_most_frequent_forms_are_kept_apart() -> None:
    terms = {f"m{number:04}": number + 1 for number in range(2000)}
    state = run(terms)
    dictionary = Dictionary(state.search, "here")
    assert dictionary.frequent("m", 2) == {"m1999": 2000, "m1998": 1999}
    assert state.asked == [["r0.exact.head.m"]]
    assert [*dictionary.frequent("m00", 2)] == ["m0099", "m0098"]
    assert state.asked[1:] == [["r0.exact.terms.0"]]


def test_the_blocks_of_several_patterns_are_asked_for_at_once() -> None:
    with mock.patch("search.engines.opensearch.terms.term_blocks.BLOCK", 1):
        state = run({"mare": 1, "mer": 2, "os": 3, "terre": 4})
    found = Dictionary(state.search, "here").all_terms([Prefix("mer"), Prefix("terre")])
    assert found == [{"mer": 2}, {"terre": 4}]
    assert state.asked == [[f"r0.exact.terms.{number}" for number in (0, 1, 2, 3)]]


def test_terms_of_removed_text_alone_are_found_and_not_frequent() -> None:
    dictionary = Dictionary(run({"mare": 1, "menu": 0}).search, "here")
    assert dictionary.terms(Prefix("m")) == {"mare": 1, "menu": 0}
    assert dictionary.frequent("m", 2) == {"mare": 1}


def test_blocks_are_forgotten_where_there_is_no_room_for_them() -> None:
    state = run({"a": 1, "b": 2})
    dictionary = Dictionary(state.search, "here", cached_bytes=1)
    assert dictionary.terms(Prefix("a")) == {"a": 1}
    assert dictionary.terms(Prefix("b")) == {"b": 2}
    assert len(state.asked) == 2


def test_immense_words_are_terms_like_others() -> None:
    immense = {"x" * 20_000 + str(number): 1 for number in range(9)}
    state = run({"w": 1, **immense, "y": 1})
    dictionary = Dictionary(state.search, "here")
    assert [*dictionary.terms(Prefix("x" * 19_999))] == [*immense]
    assert [*dictionary.terms(Fuzzy("x" * 20_000 + "3"))] == ["x" * 20_000 + "3"]
    assert [*dictionary.terms(Prefix("y"))] == ["y"]
    assert max(len(each["terms"][0]) for each in state.documents.values()) < 100_000


def test_runs_that_were_put_together_meanwhile_are_found_under_their_new_name() -> None:
    state = run({"a": 1})
    dictionary = Dictionary(state.search, "here")
    assert not dictionary.terms(TermRange(None, "0"))
    add(state, "r1", {Field.EXACT: {"c": 4}})
    state.write([*merged(state.search, ["r0", "r1"], "all")])
    state.remove("r0")
    state.remove("r1")
    assert dictionary.terms(Prefix("")) == {"a": 1, "c": 4}


def test_a_dictionary_that_lost_a_block_says_so() -> None:
    state = run({"a": 1})
    del state.documents["r0.exact.terms.0"]
    with pytest.raises(EngineUnavailableError) as caught:
        Dictionary(state.search, "here").terms(Prefix("a"))
    assert caught.value.address == "here"


def test_a_run_that_broke_off_is_not_known() -> None:
    state = State()
    state.write([*documents_of("r0", {Field.EXACT: [("a", 1)]})][:-1])
    assert state.documents
    assert not Dictionary(state.search, "here").terms(Prefix("a"))


def test_few_runs_are_left_apart_and_of_many_the_large_ones() -> None:
    state = State()
    for number in range(MOST_RUNS - 1):
        add(state, f"r{number}", {Field.EXACT: {f"a{number}": 1}})
    add(state, "large", {Field.EXACT: {f"b{number}": 1 for number in range(100)}})
    assert runs_to_merge(state.search) == []
    add(state, "s", {Field.EXACT: {"c": 1}})
    assert runs_to_merge(state.search) == [*(f"r{number}" for number in range(MOST_RUNS - 1)), "s"]


def test_as_many_runs_are_put_together_as_leave_few() -> None:
    state = State()
    for number in range(MOST_RUNS + 2):
        size = 1 << number
        add(state, f"r{number}", {Field.EXACT: {f"a{number:02}{n:04}": 1 for n in range(size)}})
    assert runs_to_merge(state.search) == ["r0", "r1", "r2"]


def test_runs_may_be_forgotten_by_another_thread_as_soon_as_they_are_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forgotten = property(lambda self: None, lambda self, roots: None)
    monkeypatch.setattr(Dictionary, "_roots", forgotten, raising=False)
    assert Dictionary(run({"mer": 2}).search, "here").terms(Prefix("m")) == {"mer": 2}
