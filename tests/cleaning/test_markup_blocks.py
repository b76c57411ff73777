import pytest

from search.cleaning.markup_blocks import label_page
from search.models import Label, Metadata
from tests.cleaning.pages import PARAGRAPHS, TITLE, markup

HEAD = (
    '<link rel="canonical" href="https://www.exemple.fr/pont">'
    '<meta property="article:published_time" content="2024-03-05T08:00:00+01:00">'
    f'<meta property="og:title" content="{TITLE} - Exemple">'
)


def test_the_article_of_a_page_is_kept_and_the_site_is_removed() -> None:
    blocks, _ = label_page(markup())
    assert [block.text for block in blocks if block.label.is_kept] == [TITLE, *PARAGRAPHS]
    removed = [block.text for block in blocks if not block.label.is_kept]
    assert removed == ["Accueil", "Sports", "Mentions légales"]
    assert all(block.reason for block in blocks)


def test_a_line_that_leads_to_another_article_is_removed() -> None:
    blocks, _ = label_page(markup(below='<p>Lire aussi : <a href="/r">La rive est inondée</a></p>'))
    (lead,) = [block for block in blocks if block.text.startswith("Lire aussi")]
    assert not lead.label.is_kept


def test_the_head_of_a_page_tells_its_metadata() -> None:
    _, known = label_page(markup(head=HEAD))
    assert known.url == "https://www.exemple.fr/pont"
    assert known.site == "exemple.fr"
    assert known.published is not None
    assert known.published.isoformat() == "2024-03-05"
    assert known.language == "fr"


def test_the_title_is_the_line_of_the_page_not_that_of_its_head() -> None:
    blocks, known = label_page(markup(head=HEAD))
    assert known.title == TITLE
    assert [block.text for block in blocks if block.label is Label.TITLE] == [TITLE]


def test_a_title_that_no_line_has_comes_first_at_line_0() -> None:
    blocks, _ = label_page(markup(), title="Travaux")
    assert (blocks[0].line, blocks[0].text, blocks[0].label) == (0, "Travaux", Label.TITLE)
    assert [block.label for block in blocks].count(Label.TITLE) == 1


@pytest.mark.parametrize("source", ["", " ", "<html>", "\x00", "<p", "<!DOCTYPE html><!-- -->"])
def test_a_page_without_text_has_no_blocks(source: str) -> None:
    blocks, known = label_page(source)
    assert not [block for block in blocks if block.label.is_kept]
    assert known == Metadata() or known.title is None


def test_a_page_without_article_keeps_nothing() -> None:
    source = "<html><body><ul><li><a href='/'>Accueil</a></li><li><a href='/s'>Sports</a></li></ul>"
    blocks, _ = label_page(source)
    assert [block.text for block in blocks] == ["Accueil", "Sports"]
    assert not any(block.label.is_kept for block in blocks)
