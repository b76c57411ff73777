from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.batches import CAPTIONS, BatchAnalyzer, TokenArrays
from search.engines.opensearch.stored import tokens as written
from search.engines.opensearch.stored.tokens import GAP, safe, term_of, terms_of, texts, zone_texts
from search.query import Field
from tests.engines.trees import word

LETTERS = st.sampled_from("aàéeœ'’-| \u01c01926.\n中Ω")


def read(text: str) -> list[tuple[int, str]]:
    """Take a text apart as a server does: at spaces, then at what joins terms."""
    return [
        (position, term)
        for position, group in enumerate(text.split(" "))
        for term in group.split("|")
        if group != "_"
    ]


def expected(tokens: TokenArrays) -> list[tuple[int, str]]:
    """Return the terms of a document and their positions, gaps no wider than they are sent."""
    found, place, last = list[tuple[int, str]](), 0, 0
    numbers = tokens.stem_numbers.tolist(), tokens.exact_numbers.tolist()
    for position, stem, exact in zip(tokens.positions.tolist(), *numbers, strict=True):
        place += min(position - last, GAP)
        last = position
        if stem >= 0:
            found.append((place, "s" + safe(tokens.stems[stem])))
        found.append((place, "e" + safe(tokens.exacts[exact])))
    return found


def analyzed(blocks: Iterable[str], titles: int = 0, captions: int = 0) -> TokenArrays:
    return BatchAnalyzer().analyze([[*blocks]], captions=[captions], titles=[titles])


@given(st.lists(st.text(LETTERS, max_size=30), min_size=1, max_size=5))
def test_a_text_holds_all_terms_at_their_positions(blocks: list[str]) -> None:
    tokens = analyzed(blocks)
    [text] = texts(tokens)
    found = read(text) if text else []
    shift = found[0][0] - expected(tokens)[0][0] if found else 0
    assert found == [(position + shift, term) for position, term in expected(tokens)]


def test_titles_and_captions_stand_in_kept_text_and_by_themselves() -> None:
    [zones] = zone_texts(analyzed(["Le port", "de Hanoï", "La mer"], titles=1, captions=1))
    assert zones.title == "ele sport|eport"
    assert zones.captions == "ela smer|emer"
    gap = "_ " * (GAP - 1)
    assert zones.kept == f"ele sport|eport {'_ ' * 10}ede shanoi|ehanoi {gap}ela smer|emer"


def test_captions_of_a_server_stand_nearer_than_in_an_index_of_files() -> None:
    assert GAP < CAPTIONS


def test_documents_without_words_have_no_text() -> None:
    tokens = BatchAnalyzer().analyze([[], ["la mer"], ["…"]])
    assert texts(tokens) == ["", "ela smer|emer", ""]


def test_other_notations_stand_at_the_position_of_their_first_word() -> None:
    [text] = texts(analyzed(["cyber-attaque"]))
    assert read(text)[0][0] == 0
    assert (0, "ecyberattaque") in read(text)


@pytest.mark.parametrize("term", ["a b", "a|b", "a\tb\u2009c", "x" * 40_000])
def test_no_term_is_taken_apart_or_too_long(term: str) -> None:
    sent = term_of(Field.EXACT, term)
    assert not re.search(r"[\s|]", sent)
    assert len(sent.encode()) < 32_766
    assert term_of(Field.EXACT, term) != term_of(Field.EXACT, term + "z")


def test_a_long_term_begins_as_it_does() -> None:
    assert safe("x" * 3_000).startswith("x" * written.LONGEST)


def test_stop_words_are_found_in_their_own_form_alone() -> None:
    assert terms_of(word("de")) == ["ede"]
    assert terms_of(word("traités")) == ["strait", "etraites"]
