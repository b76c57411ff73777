import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.exporting.plain_text import encodable, one_line, printable


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("la\nmer\r\n\tbleue", "la mer bleue"),
        ("la\u2028mer\x85bleue\x0cici", "la mer bleue ici"),
        ("  la\x00 \x1b mer ", "la mer"),
        ("10\u202f%\xa0!", "10\u202f%\xa0!"),
        ("demi\ud800", "demi\ufffd"),
    ],
)
def test_a_text_is_set_on_one_line(text: str, expected: str) -> None:
    assert one_line(text) == expected


@given(st.text() | st.text(alphabet="a \n\r\t\x00\x0b\x0c\x1c\x1f\x85\u2028\ud800\ufffe"))
def test_a_line_stays_as_it_is_and_can_be_encoded(text: str) -> None:
    line = one_line(text)
    assert one_line(line) == line
    assert len(line.splitlines()) <= 1
    assert line.encode().decode() == encodable(line)


@given(st.text())
def test_lines_are_kept_where_a_format_can_hold_them(text: str) -> None:
    assert printable(text).count("\n") == text.count("\n")
    printable(text).encode()
