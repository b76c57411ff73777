from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

import search
from web.marks import LONGEST_HEADING, marked, shortened


def test_matches_stand_in_marks() -> None:
    passage = search.Passage("un cyberespace pacifique", ((3, 14), (15, 24)))
    expected = "un <mark>cyberespace</mark> <mark>pacifique</mark>"
    assert marked(passage) == expected


def test_a_passage_without_matches_is_its_text() -> None:
    assert marked(search.Passage("rien ici")) == "rien ici"


def test_markup_in_the_text_is_inert_inside_and_outside_marks() -> None:
    passage = search.Passage("<b>x</b><script>", ((0, 3),))
    assert marked(passage) == "<mark>&lt;b&gt;</mark>x&lt;/b&gt;&lt;script&gt;"


def test_a_mark_never_stands_inside_an_entity() -> None:
    passage = search.Passage("R&D et &amp;", ((2, 3), (8, 11)))
    assert marked(passage) == "R&amp;<mark>D</mark> et &amp;<mark>amp</mark>;"


def test_spaces_and_apostrophes_are_set_the_french_way_around_marks() -> None:
    passage = search.Passage("l'accord : signé", ((2, 8),))
    assert marked(passage) == "l’<mark>accord</mark>\u202f: signé"


@st.composite
def passages(draw: st.DrawFn) -> search.Passage:
    text = draw(st.text(alphabet="ab&;<>\"' é«», amp"))
    cuts = draw(st.sets(st.integers(0, len(text))))
    ends = sorted(cuts)[: len(cuts) // 2 * 2]
    return search.Passage(text, tuple(zip(ends[::2], ends[1::2], strict=True)))


@given(passages())
def test_without_its_marks_the_html_is_the_text_escaped_once(passage: search.Passage) -> None:
    bare = re.sub("</?mark>", "", marked(passage))
    assert not re.search("[<>\"']", bare)
    assert html.unescape(bare) == str(marked(search.Passage(passage.text)).unescape())


@given(passages())
def test_every_mark_holds_the_text_of_its_span(passage: search.Passage) -> None:
    inner = re.findall("<mark>(.*?)</mark>", marked(passage))
    lengths = [len(html.unescape(piece)) for piece in inner]
    assert lengths == [stop - start for start, stop in passage.highlights]


def test_marks_are_numbered_from_a_number_on() -> None:
    passage = search.Passage("un cyberespace pacifique", ((3, 14), (15, 24)))
    expected = 'un <mark id="m4">cyberespace</mark> <mark id="m5">pacifique</mark>'
    assert marked(passage, 4) == expected


def test_a_heading_that_is_too_long_is_cut_with_the_marks_beyond() -> None:
    text = "a" * LONGEST_HEADING
    assert shortened(search.Passage(text, ((0, 3),))) == search.Passage(text, ((0, 3),))
    long = search.Passage(text + "b", ((0, 3), (LONGEST_HEADING - 1, LONGEST_HEADING + 1)))
    assert shortened(long) == search.Passage(f"{text}…", ((0, 3),))
