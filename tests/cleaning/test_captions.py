import pytest

from search.cleaning import captions
from search.cleaning.lines import Line, split_lines


@pytest.mark.parametrize(
    "text",
    [
        "PHOTO : JEANNE MARTIN",
        "Photo: AFP",
        "© AFP",
        "Crédit photo : J. Martin",
        "Photo d'archives / AFP",
    ],
)
def test_a_credit_alone_is_a_credit(text: str) -> None:
    assert captions.is_credit(Line(1, text))


@pytest.mark.parametrize("text", ["Photographe à Lyon", "Le pont. Photo : VNA", "Photo"])
def test_what_says_more_or_less_is_no_credit(text: str) -> None:
    assert not captions.is_credit(Line(1, text))


@pytest.mark.parametrize(
    "text", ["Le pont. Photo : VNA", "Le pont (Photo : Jeanne Martin).", "Le pont © AFP"]
)
def test_a_line_that_ends_in_a_credit_is_a_caption(text: str) -> None:
    assert captions.is_caption([Line(1, text)], 0)


@pytest.mark.parametrize("text", ["Le pont (fermé).", "La photo : un art", "Le pont est fermé."])
def test_a_line_without_a_credit_is_none(text: str) -> None:
    assert not captions.is_caption([Line(1, text)], 0)


def test_the_line_right_above_a_credit_is_a_caption() -> None:
    assert captions.is_caption(split_lines("Vue du pont\nPHOTO : J. MARTIN"), 0)


def test_an_empty_line_parts_a_line_from_the_credit() -> None:
    assert not captions.is_caption(split_lines("Vue du pont\n\nPHOTO : J. MARTIN"), 0)


def test_a_caption_has_at_most_320_characters() -> None:
    credit = ". Photo : VNA"
    longest = "x" * (320 - len(credit)) + credit
    assert captions.is_caption([Line(1, longest)], 0)
    assert not captions.is_caption([Line(1, "x" + longest)], 0)
