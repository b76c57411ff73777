import pytest

from search.cleaning.markup_blocks import label_page
from search.models import Label
from tests.cleaning.pages import PARAGRAPHS

HEADING = "Grève : le direct"


def title_of(title: str, heading: str = f"<h1>{HEADING}</h1>", region: str = "article") -> str:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    page = f"<nav><a>Accueil</a></nav><{region}>{heading}{paragraphs}</{region}>"
    blocks, known = label_page(f"<head><title>{title}</title></head><body>{page}</body>")
    (named,) = [block.text for block in blocks if block.label is Label.TITLE]
    assert named == known.title
    return named


@pytest.mark.parametrize("title", ["Accueil", "Amp", "Direct", "Article complet", ""])
@pytest.mark.parametrize("region", ["article", "main"])
def test_the_heading_of_an_article_outranks_a_title_that_is_not_its_own(
    title: str, region: str
) -> None:
    assert title_of(title, region=region) == HEADING


def test_a_title_that_shares_words_with_the_heading_stays() -> None:
    assert title_of("La grève des trains, heure par heure") == (
        "La grève des trains, heure par heure"
    )


def test_one_of_two_headings_is_no_title() -> None:
    assert title_of("Journal du soir", f"<h1>{HEADING}</h1><h1>Sport</h1>") == "Journal du soir"


def test_a_heading_outside_the_article_is_no_title() -> None:
    assert title_of("Journal du soir", region="div") == "Journal du soir"


def test_a_declared_title_outranks_the_heading() -> None:
    page = f"<title>Amp</title><article><h1>{HEADING}</h1><p>{PARAGRAPHS[0]}</p></article>"
    assert label_page(page, title="Travaux")[1].title == "Travaux"
