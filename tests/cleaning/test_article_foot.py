import pytest

from search.cleaning.markup_blocks import label_page
from search.cleaning.text_blocks import label_text
from search.models import Block
from tests.cleaning.pages import PARAGRAPHS, TITLE, article, markup


def kept(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks if block.label.is_kept]


@pytest.mark.parametrize(
    ("below", "line"),
    [
        ("<p>La police enquête.</p>", "La police enquête."),
        ("<p>Paul Morel, à Valbourg</p>", "Paul Morel, à Valbourg"),
        ("<table><tr><td>Lundi</td><td>4</td></tr></table>", "Lundi | 4"),
    ],
)
def test_the_last_short_line_in_an_article_is_its_own(below: str, line: str) -> None:
    assert kept(label_page(markup(below=below))[0]) == [TITLE, *PARAGRAPHS, line]


@pytest.mark.parametrize(
    "below",
    [
        '<p><a href="/r">Le port rouvre aussi</a></p>',
        "<div class='newsletter'><p>Une lettre par jour</p></div>",
        "<p>Partager sur Facebook</p>",
    ],
)
def test_what_is_linked_or_the_site_s_below_an_article_is_not(below: str) -> None:
    assert kept(label_page(markup(below=below))[0]) == [TITLE, *PARAGRAPHS]


def test_in_a_text_a_short_sentence_right_below_an_article_is_its_own() -> None:
    menu = ("Partager sur Facebook", "Mentions légales", "Gérer mes cookies")
    below = ("Trois maisons évacuées.", *menu)
    assert kept(label_text(article(*below))) == [TITLE, *PARAGRAPHS, "Trois maisons évacuées."]
    assert kept(label_text(article(*menu))) == [TITLE, *PARAGRAPHS]
