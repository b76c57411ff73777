import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.cleaning import wording
from search.cleaning.lines import Line, split_lines, word_lines
from search.cleaning.wording import wording_of, wordings_of


def test_empty_lines_are_no_lines_but_are_counted() -> None:
    lines = split_lines("un\n\n \t\ndeux")
    assert [(line.number, line.text) for line in lines] == [(1, "un"), (4, "deux")]


def test_every_line_end_ends_one_line() -> None:
    assert [line.number for line in split_lines("a\r\nb\rc\nd")] == [1, 2, 3, 4]


def test_a_form_feed_does_not_end_a_line() -> None:
    assert len(split_lines("avant\x0caprès\u2028encore")) == 1


def test_lines_that_say_the_same_have_one_key() -> None:
    assert Line(1, "• Le  Pont, fermé !").key == Line(2, "le pont fermé").key


def test_a_phrase_has_neither_bullet_nor_final_colon() -> None:
    assert Line(1, "* + À lire aussi :").phrase == "à lire aussi"


def test_a_phrase_has_straight_apostrophes() -> None:
    assert Line(1, "Je m’abonne").phrase == "je m'abonne"


def test_a_glance_at_a_short_line_sees_all_of_it() -> None:
    assert Line(1, "x" * 360).glance == "x" * 360


def test_a_glance_at_a_long_line_sees_its_beginning_and_its_end() -> None:
    glance = Line(1, "a" + "x" * 359 + "z").glance
    assert len(glance) == 361
    assert glance.startswith("a")
    assert glance.endswith("z")
    assert " " in glance


@given(st.text())
def test_the_text_of_a_line_stands_in_its_line_of_the_input(text: str) -> None:
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = split_lines(text)
    assert all(rows[line.number - 1].strip() == line.text for line in lines)
    assert len(lines) == sum(bool(row.strip()) for row in rows)


@given(
    st.lists(st.text(st.characters(max_codepoint=0xFFFF, blacklist_characters="\n"), min_size=1))
)
def test_texts_are_worded_side_by_side_as_each_by_itself(texts: list[str]) -> None:
    assert wordings_of(texts) == list(map(wording_of, texts))


def test_more_texts_than_are_worded_at_once_are_worded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "_AT_ONCE", 2)
    assert [said["key"] for said in wordings_of(["Le pont", "La rive", "Paris"])] == [
        "le pont",
        "la rive",
        "paris",
    ]


def test_a_line_keeps_its_wording_within_more_regions() -> None:
    line = Line(3, "Le pont", marks=("tag p",), regions=("in article",))
    assert line.within(("says title",)) == dataclasses.replace(
        line, regions=("in article", "says title")
    )


def test_lines_are_worded_at_once_as_when_each_is_asked() -> None:
    lines = [Line(1, "Le pont"), Line(2, "Par Jeanne Martin")]
    keys_asked = [Line(line.number, line.text).key for line in lines]
    word_lines(lines)
    assert [vars(line)["key"] for line in lines] == keys_asked


def test_the_words_of_a_line_are_found_when_they_are_asked() -> None:
    line = Line(1, "Le pont, le Pont et la rade")
    assert line.word_count == 7
    assert line.words == ["le", "pont", "le", "pont", "et", "la", "rade"]
    assert line.content == {"pont", "rade"}
    assert Line(1, "…").words == []
