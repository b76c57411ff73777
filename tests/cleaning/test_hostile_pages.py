"""Pages made to hurt: each must be cleaned in bounded time, without an exception."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.cleaning import clean
from search.models import CleanedDocument, Format, RawDocument
from tests.cleaning.pages import PARAGRAPHS, markup

BOUND_SECONDS = 5.0
"""Ten times what the slowest of these pages takes; what grows with a square takes minutes."""

PAGES = {
    "nested div": "<div>" * 100_000 + PARAGRAPHS[0],
    "nested b with text": "<b>x" * 50_000,
    "nested unknown elements": "<x>y " * 50_000,
    "nested tables": "<table><tr><td>y " * 10_000,
    "nested forms": "<form>" * 50_000 + PARAGRAPHS[0],
    "entities": "<p>" + "&amp;" * 200_000,
    "entities in entities": '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><p>'
    + "&b;" * 20_000,
    "one long line": "<p>" + PARAGRAPHS[0] * 5_000,
    "one long word": "<p>" + "a" * 1_000_000,
    "spaces": "<p>" + " " * 1_000_000 + "x",
    "attributes": "<p " + " ".join(f'a{i}="x"' for i in range(50_000)) + f">{PARAGRAPHS[0]}",
    "classes": '<p class="' + "x " * 200_000 + f'">{PARAGRAPHS[0]}',
    "properties": '<i itemprop="author">A B</i>' * 5_000,
    "times": "<h1>x</h1>" + '<time datetime="x">y</time>' * 20_000,
    "open tags": "<" * 300_000 + "<a " * 50_000,
    "JSON that never ends": '<script type="application/ld+json">' + '{"headline":"' * 50_000,
    "JSON of spaces": '<script type="application/ld+json">{"a":1' + " " * 500_000 + "x</script>",
    "JSON of commas": '<script type="application/ld+json">' + ", " * 200_000 + "x</script>",
    "JSON of escapes": '<script type="application/ld+json">"headline": "' + "\\" * 200_000,
    "titles of separators": "<title>" + " - " * 50_000,
}


def cleaned(source: str) -> CleanedDocument:
    return clean(RawDocument("p", source, Format.HTML, "p.html", "0"))


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_is_cleaned_in_bounded_time(name: str) -> None:
    start = time.perf_counter()
    blocks = cleaned(PAGES[name]).blocks
    assert time.perf_counter() - start < BOUND_SECONDS
    assert all(len(block.text) <= 20_000 for block in blocks)


def test_the_article_of_a_page_that_nests_too_deeply_is_kept() -> None:
    text = cleaned(markup().replace("<article", "<div>" * 100_000 + "<article")).text
    assert all(paragraph in text for paragraph in PARAGRAPHS)


def test_an_element_with_too_many_attributes_loses_them_and_keeps_its_text() -> None:
    attributes = " ".join(f'data-a{number}="value"' for number in range(1_000))
    text = cleaned(markup().replace("<p>", f"<p {attributes}>")).text
    assert all(paragraph in text for paragraph in PARAGRAPHS)


def test_a_picture_within_a_page_costs_its_element_nothing() -> None:
    picture = f'<img alt="x" src="data:image/png;base64,{"QUJD" * 20_000}=="><p>Après l\'image.</p>'
    assert "Après l'image." in [block.text for block in cleaned(markup(below=picture)).blocks]


def test_nul_bytes_and_lone_surrogates_do_not_end_a_page() -> None:
    source = markup().replace("annoncé", "anno\x00ncé").replace("crues", "crues \ud800")
    text = cleaned(source).text
    assert "a annoncé lundi" in text
    assert text.encode("utf-8")
    assert PARAGRAPHS[-1] in text


@given(st.text(alphabet=st.sampled_from("<>/=pa div\"'!-&;#\x00\ud800\u202e\n[]{}"), max_size=80))
def test_no_page_raises(source: str) -> None:
    assert all(block.reason for block in cleaned(source).blocks)
