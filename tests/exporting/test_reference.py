from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given

from search.exporting.reference import reference_of, web_address
from search.models import CleanedDocument, Metadata
from tests.exporting.results import texts


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (" https://e.fr/a b ", "https://e.fr/a%20b"),
        ("http://e.fr/é?q={x}\\", "http://e.fr/é?q=%7Bx%7D%5C"),
        ("https://e.fr/\ud800", "https://e.fr/%EF%BF%BD"),
        ("https://e.fr/%20#a", "https://e.fr/%20#a"),
        ("javascript:alert(1)", None),
        ("//e.fr/a", None),
        ("", None),
        (None, None),
    ],
)
def test_an_address_of_the_web_breaks_no_format(url: str | None, address: str | None) -> None:
    assert web_address(url) == address


@given(texts)
def test_no_address_holds_what_ends_it(text: str) -> None:
    address = web_address(f"https://e.fr/{text}")
    assert address is not None
    assert not re.search(r"[\s{}<>\"\\]", address)
    address.encode()


@pytest.mark.parametrize(
    ("metadata", "key"),
    [
        (Metadata(title="L'œuvre de Mao", author="Anne Roy"), "roy-oeuvre"),
        (Metadata(title="La mer", site="exemple.fr"), "exemplefr"),
        (Metadata(title="河内", published=datetime.date(2025, 1, 2)), "2025"),
    ],
)
def test_a_key_is_made_of_letters_without_accents(metadata: Metadata, key: str) -> None:
    reference = reference_of(CleanedDocument("a", (), metadata))
    assert reference.key == f"{key}-ca978112ca"


def test_documents_have_keys_of_their_own() -> None:
    same = Metadata(title="Convention", author="Anne Roy")
    keys = {reference_of(CleanedDocument(f"d{n}", (), same)).key for n in range(1000)}
    assert len(keys) == 1000
