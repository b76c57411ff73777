import pytest

from search.cleaning.agencies import agency_of, find_agency
from search.models import Block, Label


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("20 Minutes avec AFP", "AFP"),
        ("Reuters Staff", "Reuters"),
        ("Le Monde avec AFP et Reuters", "AFP"),
        ("Agence QMI", "Agence QMI"),
        ("la map de la ville", None),
        ("Anne Roy", None),
    ],
)
def test_an_agency_is_known_by_its_name(text: str, agency: str | None) -> None:
    assert find_agency(text) == agency


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("VALBOURG (AFP) – Le pont est fermé.", Label.BODY),
        ("Par Anne Roy, avec AFP", Label.BYLINE),
        ("Le pont est fermé. (AFP)", Label.BODY),
    ],
)
def test_an_article_is_signed_by_its_agency(text: str, label: Label) -> None:
    assert agency_of([Block(1, text, label, "x")]) == "AFP"


def test_an_agency_that_a_text_is_about_does_not_sign_it() -> None:
    assert agency_of([Block(1, "Le journaliste de l'AFP est libre.", Label.BODY, "x")]) is None


def test_the_author_is_asked_first() -> None:
    assert agency_of([Block(1, "Par AFP", Label.BYLINE, "x")], "Reuters") == "Reuters"
