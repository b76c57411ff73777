from collections.abc import Iterator

import pytest

from search.cleaning import clean, clean_all
from search.models import CleanedDocument, Cleaning, Format, Label, RawDocument, Rejection

SLOGAN = "Le journal de la vallée depuis 1921"


def raw(id: str) -> RawDocument:
    """Return a page of a site; no two of them share a sentence."""
    paragraphs = [
        f"Le navire {id} a quitté le port de {id} lundi matin, a annoncé la capitainerie de {id}.",
        f"Les marins du {id} rentreront à {id} en mai, si la mer de {id} le permet, dit-elle.",
        f"« La tempête {id} nous a surpris près de {id} », raconte le capitaine du {id}, inquiet.",
    ]
    text = "\n\n".join([*paragraphs, SLOGAN, f"Source : https://www.exemple.fr/{id}"])
    return RawDocument(id, text, Format.TEXT, id, id)


def test_a_document_alone_is_cleaned_as_by_itself() -> None:
    assert list(clean_all([raw("alpha")])) == [clean(raw("alpha"))]


def test_documents_come_in_their_order_once_all_were_read() -> None:
    read: list[str] = []

    def documents() -> Iterator[RawDocument]:
        for id in ("bravo", "alpha", "charlie"):
            read.append(id)
            yield raw(id)

    cleaned = clean_all(documents())
    first = next(cleaned)
    assert read == ["bravo", "alpha", "charlie"]
    ids = [each.id for each in (first, *cleaned) if isinstance(each, CleanedDocument)]
    assert ids == read


def test_a_document_that_makes_the_cleaner_fail_is_rejected_and_the_others_are_cleaned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail_on_bravo(document: RawDocument, cleaning: Cleaning, **_rules: object) -> object:
        if document.id == "bravo":
            raise ZeroDivisionError
        return clean(document, cleaning)

    monkeypatch.setattr("search.cleaning.together.clean", fail_on_bravo)
    assert list(clean_all([raw("alpha"), raw("bravo")])) == [
        Rejection("bravo", "cannot be cleaned: ZeroDivisionError()"),
        clean(raw("alpha")),
    ]


def test_a_line_on_every_page_of_a_site_is_kept_on_none() -> None:
    for document in clean_all([raw("alpha"), raw("bravo"), raw("charlie")]):
        assert isinstance(document, CleanedDocument)
        [slogan] = [block for block in document.blocks if block.text == SLOGAN]
        assert slogan.label in {Label.CHROME, Label.RELATED}
