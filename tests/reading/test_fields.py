from __future__ import annotations

import datetime

import pytest

from search.errors import ReadError
from search.models import Format, Metadata
from search.reading.fields import declared_metadata, document_id, document_text


def test_every_field_beside_the_text_is_declared() -> None:
    fields = {
        "title": " Titre ",
        "author": "Anne",
        "date": "2025-10-26",
        "url": "https://www.exemple.fr/a?b",
    }
    assert declared_metadata(fields, "origin") == Metadata(
        title="Titre",
        author="Anne",
        published=datetime.date(2025, 10, 26),
        url="https://www.exemple.fr/a?b",
    )


def test_a_title_and_authors_in_several_lines_are_put_in_one() -> None:
    fields = {"title": " La mer\u202f:\r\n\n  le\u2028vent ", "author": "Anne,\nJean"}
    declared = declared_metadata(fields, "a.jsonl:1")
    assert (declared.title, declared.author) == ("La mer\u202f: le vent", "Anne, Jean")


def test_empty_and_null_fields_declare_nothing() -> None:
    fields = {"title": "", "author": "  ", "date": "", "url": None}
    assert declared_metadata(fields, "origin") == Metadata()


@pytest.mark.parametrize(
    "date",
    [
        "2025-10-26",
        " 2025-10-26 ",
        "20251026",
        "2025-10-26T23:30:00Z",
        "2025-10-26T00:10:00+02:00",
        "2025-10-26 18:30",
        "26/10/2025",
        "26/10/2025 à 18h30",
    ],
)
def test_a_date_is_read_to_the_day(date: str) -> None:
    expected = datetime.date(2025, 10, 26)
    assert declared_metadata({"date": date}, "origin").published == expected


def test_the_day_comes_first_in_a_french_date() -> None:
    expected = datetime.date(2025, 3, 1)
    assert declared_metadata({"date": "1/3/2025"}, "origin").published == expected


@pytest.mark.parametrize(
    "date",
    [
        "hier",
        "2025-13-01",
        "2025-02-30",
        "31/02/2025",
        "0000-01-01",
        "1729900000",
        "26/10/25",
        5,
        [],
    ],
)
def test_a_date_that_is_not_understood_is_left_out(date: object) -> None:
    assert declared_metadata({"date": date}, "origin").published is None


@pytest.mark.parametrize(
    ("fields", "text", "format"),
    [
        ({"text": "Corps"}, "Corps", Format.TEXT),
        ({"html": "<p>Corps"}, "<p>Corps", Format.HTML),
        ({"text": "Corps", "html": "<p>"}, "Corps", Format.TEXT),
        ({"text": " ", "html": "<p>"}, "<p>", Format.HTML),
        ({"text": None, "html": "<p>"}, "<p>", Format.HTML),
        ({"title": "Titre", "text": ""}, "", Format.TEXT),
        ({"text": "a\r\nb\rc"}, "a\nb\nc", Format.TEXT),
    ],
)
def test_the_text_is_taken_before_the_html(
    fields: dict[str, object], text: str, format: Format
) -> None:
    assert document_text(fields, "origin") == (text, format)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, 'no "text" or "html"'),
        ({"title": "Titre"}, 'no "text" or "html"'),
        ({"text": None}, 'no "text" or "html"'),
        ({"text": ""}, "empty"),
        ({"text": " \n", "html": "", "title": " "}, "empty"),
        ({"text": 5}, '"text" is not a string'),
        ({"text": "a", "html": ["<p>"]}, '"html" is not a string'),
        ({"text": "", "title": {}}, '"title" is not a string'),
    ],
)
def test_an_object_without_text_is_no_document(fields: dict[str, object], reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        document_text(fields, "a.jsonl:3")
    assert (caught.value.origin, caught.value.reason) == ("a.jsonl:3", reason)


@pytest.mark.parametrize("name", ["title", "author", "url"])
def test_a_field_of_another_type_is_an_error(name: str) -> None:
    with pytest.raises(ReadError) as caught:
        declared_metadata({name: 5}, "origin")
    assert caught.value.reason == f'"{name}" is not a string'


@pytest.mark.parametrize(
    ("id", "expected"), [("a", "a"), (12, "12"), (0, "0"), ("", None), (" ", None), (None, None)]
)
def test_an_id_is_a_string_or_an_integer(id: object, expected: str | None) -> None:
    assert document_id({"id": id}, "origin") == expected


@pytest.mark.parametrize("id", [True, 1.5, ["a"]])
def test_an_id_of_another_type_is_an_error(id: object) -> None:
    with pytest.raises(ReadError) as caught:
        document_id({"id": id}, "origin")
    assert caught.value.reason == '"id" is not a string or an integer'


def test_half_a_character_is_replaced() -> None:
    assert document_text({"text": "a\ud83d"}, "origin")[0] == "a\ufffd"
    assert document_id({"id": "\ude00"}, "origin") == "\ufffd"
