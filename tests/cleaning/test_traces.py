import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.cleaning.traces import (
    MOST_LINES,
    Trace,
    Traces,
    Verdict,
    line_key,
    may_be_template,
    trace_from_json,
    trace_of,
    trace_to_json,
)
from search.models import Block, CleanedDocument, Cleaning, Label, Metadata

keys = st.frozensets(st.integers(0, 2**64 - 1), max_size=5)
traces = st.builds(
    Trace,
    site=st.text(max_size=10),
    lines=keys,
    prose=keys,
    kept=keys,
    title=st.none() | st.integers(0, 2**64 - 1),
    length=st.integers(0, 10**9),
    published=st.just("2025-10-26"),
    signature=st.binary(max_size=16),
    verdict=st.builds(Verdict, keys, keys, st.none() | st.text(max_size=5)),
)


def block(text: str, label: Label = Label.BODY) -> Block:
    return Block(1, text, label, "raison")


@given(traces)
@settings(deadline=None)
def test_a_trace_survives_being_written_and_read(trace: Trace) -> None:
    assert trace_from_json(trace_to_json(trace)) == trace


def test_lines_with_the_same_words_have_the_same_key() -> None:
    assert line_key("* Lire aussi :") == line_key("lire aussi")
    assert line_key("lire") != line_key("lire aussi")


@pytest.mark.parametrize(
    ("text", "label", "may_be"),
    [
        ("Inscrivez-vous à la lettre", Label.BODY, True),
        ("Inscrivez-vous à la lettre", Label.CHROME, False),
        ("Photo : VNA", Label.CAPTION, False),
        ("Un titre de quatre mots", Label.TITLE, False),
        ("Oui, bien sûr.", Label.BODY, False),
        ("Oui, mais bien sûr.", Label.BODY, True),
        ("* * *", Label.BODY, False),
    ],
)
def test_titles_captions_and_remarks_are_never_templates(
    text: str, label: Label, *, may_be: bool
) -> None:
    assert may_be_template(block(text, label)) is may_be


@pytest.mark.parametrize(
    ("title", "is_remembered"),
    [("Un titre de cinq mots", False), ("Un titre de plus de mots", True)],
)
def test_a_title_that_says_little_is_not_looked_for(title: str, *, is_remembered: bool) -> None:
    trace = trace_of(CleanedDocument("a", (), Metadata(title=title)))
    assert (trace.title is not None) is is_remembered


def test_what_is_remembered_says_where_and_when() -> None:
    metadata = Metadata(site="exemple.fr", published=datetime.date(2025, 10, 26))
    trace = trace_of(CleanedDocument("a", (block("La mer"),), metadata))
    assert (trace.site, trace.published, trace.length) == ("exemple.fr", "2025-10-26", 6)
    assert trace_of(CleanedDocument("a", ())).site == "unknown"


@pytest.mark.parametrize("lines", [MOST_LINES, MOST_LINES + 1, 5 * MOST_LINES])
def test_long_documents_leave_a_bounded_trace(lines: int) -> None:
    blocks = tuple(block(f"La ligne {number}") for number in range(lines))
    trace = trace_of(CleanedDocument("a", blocks))
    assert len(trace.lines) == MOST_LINES
    assert {line_key("La ligne 0"), line_key(f"La ligne {lines - 1}")} <= trace.lines


@given(st.lists(st.tuples(st.text(max_size=2), traces), max_size=8))
@settings(deadline=None)
def test_many_traces_are_kept_by_id_and_the_last_of_an_id_counts(
    pairs: list[tuple[str, Trace]],
) -> None:
    with Traces() as kept:
        for id, trace in pairs:
            kept.add(id, trace_to_json(trace))
            assert kept[id] == trace
            assert kept.line(id) == trace_to_json(trace)
        assert dict(kept) == dict(pairs)
        assert len(kept) == len(dict(pairs))


def test_with_cleaning_off_no_lines_are_remembered_but_who_repeats_whom_is() -> None:
    document = CleanedDocument("a", (block("mot " * 40),), Metadata(site="exemple.fr"))
    trace, without = trace_of(document), trace_of(document, Cleaning.OFF)
    assert trace.lines
    assert trace.kept
    assert (without.lines, without.prose, without.kept) == (frozenset(),) * 3
    assert (without.signature, without.site) == (trace.signature, trace.site)
