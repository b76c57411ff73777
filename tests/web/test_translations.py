from __future__ import annotations

import importlib.resources
import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

from search.answering import answers, counting, paging
from search.query import operands, parsing, relaxing, settling
from tests.web.markup import address, elements, texts
from tests.web.messages import messages
from tests.web.requests import asking
from web.languages import counted_message, language, translated
from web.remarks import said

FIELDS = re.compile(r"%(?:\((\w+)\))?s")
PAGES = ["/", "/search?q=cyberespace", "/search?q=zyzomys", "/help", "/corpus", "/rien"]
PAGES += ["/article/004_5336a5d1cd968246?q=paix&removed=1", "/reprints/004_5336a5d1cd968246"]


def catalog(name: str) -> Catalog:
    path = importlib.resources.files("web").joinpath(f"translations/{name}.po")
    with path.open("rb") as file:
        return read_po(file)


def several(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Return the forms of a text, of one that counts nothing the only one."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def test_every_message_is_translated_and_no_translation_is_left_over() -> None:
    known = {message.id for message in catalog("en") if message.id}
    assert known == set(messages())


def test_no_translation_is_empty_or_uncertain_and_all_have_what_is_put_into_them() -> None:
    for message in catalog("en"):
        for id, translation in zip(several(message.id), several(message.string), strict=True):
            assert translation
            assert not message.fuzzy
            assert sorted(FIELDS.findall(translation)) == sorted(FIELDS.findall(id))


def test_no_english_sentence_has_french_spaces_or_quotation_marks() -> None:
    for message in catalog("en"):
        if message.id:
            for translation in several(message.string):
                assert not re.search("[«»\u202f\xa0]| [;:!?]", translation)


@pytest.mark.parametrize(
    ("asked", "preferred", "expected"),
    [
        ("", "", "fr"),
        ("", "en-GB,en;q=0.9", "en"),
        ("", "de,fr;q=0.5,en;q=0.3", "fr"),
        ("", "de", "fr"),
        ("?lang=en", "fr", "en"),
        ("?lang=fr", "en", "fr"),
        ("?lang=de", "en", "en"),
    ],
)
def test_the_address_decides_the_language_and_then_the_browser(
    asked: str, preferred: str, expected: str
) -> None:
    with asking(f"/{asked}", preferred):
        assert language() == expected


def test_messages_are_well_set_and_plurals_begin_where_the_language_has_them() -> None:
    one, many = "%(num)s article", "%(num)s articles"
    with asking():
        assert translated("Retiré :") == "Retiré\u202f:"
        assert [counted_message(one, many, count) for count in (0, 1, 2)] == [one, one, many]
    with asking(language="en"):
        assert translated("Retiré :") == "Removed:"
        assert [counted_message(one, many, count) for count in (0, 1, 2)] == [many, one, many]


@pytest.mark.parametrize("path", PAGES)
def test_the_language_that_was_asked_for_is_kept_from_page_to_page(
    client: FlaskClient, path: str
) -> None:
    page = client.get(f"{path}{'&' if '?' in path else '?'}lang=en").text
    assert texts(page, "//html[@lang='en']")
    links = [link.get("href") for link in elements(page, "//a[starts-with(@href, '/')]")]
    assert [link for link in links if "lang=en" not in link and "lang=fr" not in link] == []
    assert len([link for link in links if "lang=fr" in link]) == 1


def test_a_search_from_an_english_page_is_english(client: FlaskClient) -> None:
    page = client.get("/?lang=en").text
    hidden = elements(page, "//form//input[@type='hidden']")
    assert [(each.get("name"), each.get("value")) for each in hidden] == [("lang", "en")]


def test_a_page_leads_to_itself_in_the_other_language(client: FlaskClient) -> None:
    page = client.get("/search?q=cyberespace").text
    english = client.get(address(page, "//a[@lang='en']")).text
    assert texts(english, "//form//button")[0] == "Search"
    assert elements(english, "//input[@name='q']")[0].get("value") == "cyberespace"
    assert texts(english, "//a[@lang='fr']") == ["Français"]


def test_dates_and_numbers_are_those_of_the_language(client: FlaskClient) -> None:
    path = "/article/004_5336a5d1cd968246"
    french, english = (client.get(f"{path}?lang={name}").text for name in ("fr", "en"))
    assert texts(french, "//article//time") == ["26 octobre 2025"]
    assert texts(english, "//article//time") == ["26 October 2025"]
    assert texts(english, "//article/@lang/..")


@pytest.mark.parametrize("path", PAGES)
def test_an_english_page_says_nothing_of_its_own_in_french(client: FlaskClient, path: str) -> None:
    page = client.get(path, headers={"Accept-Language": "en"}).text
    written = " ".join(texts(page, "//body"))
    sentences = [
        text
        for message in messages()
        for text in ([message] if isinstance(message, str) else message)
    ]
    french = [text for text in sentences if len(text) > 25 and "%" not in text and text in written]
    assert french == []


@pytest.mark.parametrize(
    "remark",
    [
        parsing.NO_WORD,
        parsing.PROSE,
        settling.LONG,
        settling.UNCLOSED,
        settling.UNPAIRED,
        settling.TOO_DEEP,
        settling.NO_OPERAND.format("ET"),
        settling.IN_CAPITALS.format("ET", "&&"),
        settling.TOO_WIDE.format("*"),
        operands.NO_PATTERN.format("*a*"),
        operands.TOO_MANY,
        operands.TOO_FAR,
        operands.ONLY_WORDS,
        operands.UNKNOWN_FIELD.format("couleur"),
        operands.UNKNOWN_VALUE.format("jamais", "date"),
        counting.ONE_UNDATED,
        paging.PARTIAL,
        counting.UNDATED.format(12),
        answers.NOTHING_FOUND.format("pais", "paix"),
        relaxing.WARNING,
        "Mot inconnu : «\u202fpais\u202f» ; résultats pour «\u202fpaix\u202f».",
    ],
)
def test_what_the_library_remarks_on_a_query_is_known_in_english(remark: str) -> None:
    with asking(language="en"):
        assert said(remark) != remark
    with asking():
        assert said(remark).replace("\u202f", " ") == remark.replace("\u202f", " ")


@pytest.mark.parametrize(
    ("reason", "french"),
    [
        ("empty", "vide"),
        ("cannot be read: Permission denied", "illisible\u202f: Permission denied"),
        ("larger than the limit of 50 MB", "plus de 50 MB, la limite"),
        ("larger than the limit of 50 MB (61.2 MB)", "plus de 50 MB, la limite (61.2 MB)"),
        ("something new", "something new"),
    ],
)
def test_why_a_file_was_rejected_is_known_in_french(reason: str, french: str) -> None:
    with asking():
        assert said(reason) == french
    with asking(language="en"):
        assert said(reason) == reason


@pytest.mark.parametrize("name", ["library-en", "library-fr"])
def test_sentences_of_the_library_keep_what_changes_in_them(name: str) -> None:
    for message in catalog(name):
        assert message.string
        assert str(message.string).count("{}") == str(message.id).count("{}")
