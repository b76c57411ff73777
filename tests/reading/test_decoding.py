from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.reading.decoding import decode_page, decode_text

SENTENCE = "Là-bas, l'élève dîne à côté du garçon ; « où ? » dit-elle, déçue. Été, forêt, Noël."
TYPOGRAPHY = "L’élève a payé 5 € – déjà ! – pour une œuvre… « Bien\u00a0! »"
WORDS = [
    *("élève", "à", "garçon", "forêt", "où", "dîner", "Noël", "l'été", "déjà", "côté"),
    *("État", "Çà", "le", "de", "ambassadeur", "10", "brûlé", "théâtre"),
]
french_texts = st.lists(st.sampled_from(WORDS), min_size=8, max_size=60).map(" ".join)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac-roman"])
def test_typographic_french_reads_back(encoding: str) -> None:
    assert decode_text(TYPOGRAPHY.encode(encoding)) == TYPOGRAPHY


@pytest.mark.parametrize("encoding", ["latin-1", "iso8859-15", "cp850"])
def test_plain_french_reads_back(encoding: str) -> None:
    assert decode_text(SENTENCE.encode(encoding)) == SENTENCE


@given(text=french_texts, encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "iso8859-15"]))
def test_any_french_reads_back_in_the_usual_encodings(text: str, encoding: str) -> None:
    assert decode_text(text.encode(encoding)) == text


@given(text=french_texts, encoding=st.sampled_from(["mac-roman", "cp850"]))
def test_a_sentence_reads_back_in_the_encodings_of_old_computers(text: str, encoding: str) -> None:
    assert decode_text(f"{SENTENCE} {text}".encode(encoding)) == f"{SENTENCE} {text}"


@given(st.binary())
def test_any_bytes_decode_to_text_that_can_be_written_again(content: bytes) -> None:
    assert decode_text(content).encode("utf-8") is not None
    assert decode_page(content).encode("utf-8") is not None


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufeff"))
)
def test_valid_utf8_always_reads_as_utf8(text: str) -> None:
    assert decode_text(text.encode()) == text


def test_a_bom_is_not_part_of_the_text() -> None:
    assert decode_text(b"\xef\xbb\xbfBonjour") == "Bonjour"


def test_the_oe_of_iso_8859_15_is_not_a_half() -> None:
    assert decode_text("Un cœur et une œuvre".encode("iso8859-15")) == "Un cœur et une œuvre"


def test_the_curly_apostrophe_of_windows_is_read_in_a_page_that_declares_latin_9() -> None:
    page = b'<meta charset="iso-8859-15"><p>L\x92\xe9l\xe8ve et le c\xbdur'
    assert decode_page(page).endswith("<p>L’élève et le cœur")


def test_a_curly_apostrophe_that_became_a_control_character_is_restored() -> None:
    assert decode_text("l\x92élève".encode()) == "l’élève"


@pytest.mark.parametrize("byte", [0x81, 0x8D, 0x8F, 0x90, 0x9D])
def test_a_byte_that_windows_leaves_undefined_becomes_a_replacement_character(byte: int) -> None:
    content = SENTENCE.encode("cp1252") + b" (" + bytes([byte]) + b")"
    assert decode_text(content) == SENTENCE + " (\ufffd)"


def test_a_broken_byte_in_utf8_is_read_from_windows_and_the_rest_stays() -> None:
    content = SENTENCE.encode() + b" l\x92\xe9t\xe9 " + SENTENCE.encode()
    assert decode_text(content) == f"{SENTENCE} l’été {SENTENCE}"


def test_utf8_cut_inside_a_letter_ends_in_a_replacement_character() -> None:
    assert decode_text((SENTENCE + "é").encode()[:-1]) == SENTENCE + "\ufffd"


def test_utf8_cut_inside_a_curly_apostrophe_ends_in_a_replacement_character() -> None:
    assert decode_text((SENTENCE + "’").encode()[:-1]) == SENTENCE + "\ufffd"


def test_utf8_with_a_broken_byte_far_behind_its_accents_stays_utf8() -> None:
    content = b"a" * 3_000_000 + SENTENCE.encode() + b"\xff"
    assert decode_text(content).endswith(SENTENCE + "ÿ")


def test_french_in_windows_encoding_is_no_chinese_where_its_bytes_happen_to_be_utf8() -> None:
    text = "« Le café\u00a0» a été fermé à côté"
    assert decode_text(text.encode("cp1252")) == text


def test_a_page_in_utf8_that_declares_latin_1_is_read_as_utf8() -> None:
    page = '<meta charset="iso-8859-1"><p>élève'
    assert decode_page(page.encode()) == page


def test_a_page_in_latin_1_that_declares_utf8_is_read_as_latin_1() -> None:
    page = '<meta charset="utf-8"><p>élève'
    assert decode_page(page.encode("latin-1")) == page


def test_a_page_in_another_encoding_is_read_as_it_declares() -> None:
    page = '<meta charset="windows-1251"><p>Москва встречает гостей из Франции'
    assert decode_page(page.encode("cp1251")) == page


def test_a_french_page_that_declares_a_russian_encoding_is_read_as_french() -> None:
    page = f'<meta charset="windows-1251"><p>{SENTENCE}'
    assert decode_page(page.encode("cp1252")) == page


def test_a_declaration_means_nothing_in_a_text() -> None:
    text = f'<meta charset="windows-1251"> {TYPOGRAPHY}'
    assert decode_text(text.encode("cp1252")) == text


def test_every_end_of_line_becomes_a_line_feed() -> None:
    assert decode_text(b"a\r\nb\rc\nd\r\r\ne") == "a\nb\nc\nd\n\ne"


def test_other_white_space_stays_as_it_is() -> None:
    assert decode_text("\ta\u2028b\x0cc \n".encode()) == "\ta\u2028b\x0cc \n"
