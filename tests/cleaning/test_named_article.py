import pytest

from search.cleaning import clean
from search.models import CleanedDocument, Format, Label, RawDocument

MENU = "<nav><a href='/'>Accueil</a><a href='/s'>Sports</a></nav>"
FOOT = "<footer><p>Le Journal, 12 rue du Pont, Valbourg</p></footer>"


def cleaned(page: str) -> CleanedDocument:
    source = f"<html><head><title>Le lac</title></head><body>{page}</body></html>"
    return clean(RawDocument("a", source, Format.HTML, "a", ""))


@pytest.mark.parametrize(
    ("article", "lines"),
    [
        ("<p>Sur le lac<br>un cygne<br>passe</p>", ["Sur le lac", "un cygne", "passe"]),
        ("<p>Trop de bruit. <em>M. B.</em></p><p>Bravo ! <em>Mme R.</em></p>",
         ["Trop de bruit. M. B.", "Bravo ! Mme R."]),
        ("<p>La foule était très serrée. 12 €</p>", ["La foule était très serrée. 12 €"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("region", ["article", "main", "div"])
def test_of_an_article_of_short_lines_the_text_is_kept(
    article: str, lines: list[str], region: str
) -> None:
    document = cleaned(f"{MENU}<{region}><h1>Le lac</h1>{article}</{region}>{FOOT}")
    labels = [block.label for block in document.kept]
    assert [block.text for block in document.kept] == ["Le lac", *lines]
    assert labels == [Label.TITLE, *[Label.BODY] * len(lines)]


@pytest.mark.parametrize(
    "page",
    [
        "<main><h1>Sports</h1><ul><li><a href='/a'>Le tournoi</a></li></ul><p>Lundi</p></main>",
        "<article><p>Sur le lac</p></article>",
        "<h1>Une</h1><article><p>Un lac</p></article><h1>Deux</h1><article>Un</article>",
    ],
)
def test_of_lists_and_of_pages_without_one_heading_nothing_more_is_kept(page: str) -> None:
    assert not cleaned(f"{MENU}{page}{FOOT}").kept


def test_links_and_what_is_called_the_sites_are_left_out() -> None:
    links = "<p><a href='/r'>Un autre lac du pays</a></p>"
    related = "<aside><p>Dans le pays</p></aside><div class='newsletter'>Par courriel</div>"
    poem = "<p>Sur le lac<br>un cygne<br>passe<br>et puis plus rien</p>"
    document = cleaned(f"{MENU}<article><h1>Le lac</h1>{poem}{links}{related}</article>{FOOT}")
    assert [block.text for block in document.kept] == [
        "Le lac", "Sur le lac", "un cygne", "passe", "et puis plus rien",
    ]  # fmt: skip
    assert document.is_unsure
