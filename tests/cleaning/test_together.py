from collections.abc import Iterator

from search.cleaning import clean, clean_all
from search.models import Format, Label, RawDocument

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
    assert next(cleaned).id == "bravo"
    assert read == ["bravo", "alpha", "charlie"]
    assert [each.id for each in cleaned] == ["alpha", "charlie"]


def test_a_line_on_every_page_of_a_site_is_kept_on_none() -> None:
    for document in clean_all([raw("alpha"), raw("bravo"), raw("charlie")]):
        [slogan] = [block for block in document.blocks if block.text == SLOGAN]
        assert slogan.label in {Label.CHROME, Label.RELATED}
