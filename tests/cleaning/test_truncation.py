import pytest

from search.cleaning.truncation import is_truncated
from search.models import Block, Label
from tests.cleaning.pages import PARAGRAPHS


def blocks(*below: str, last: str = PARAGRAPHS[1]) -> list[Block]:
    """Return an article of two paragraphs with removed lines below it."""
    kept = [Block(1, PARAGRAPHS[0], Label.BODY, "x"), Block(2, last, Label.BODY, "x")]
    return [*kept, *(Block(n, text, Label.CHROME, "x") for n, text in enumerate(below, start=3))]


@pytest.mark.parametrize(
    "line",
    [
        "Il vous reste 70% de cet article à lire.",
        "Il vous reste 70.5 % de cet article à lire. La suite est réservée aux abonnés.",
        "Article réservé aux abonnés",
        "Réservé aux abonnés",
        "La suite est réservée à nos abonnés",
        "Cet article est réservé aux abonnés",
        "Abonnez-vous pour lire la suite",
    ],
)
def test_a_line_says_that_the_article_goes_on_for_subscribers(line: str) -> None:
    assert is_truncated(blocks(line))


def test_an_offer_below_a_text_that_breaks_off_is_one_for_the_rest() -> None:
    assert is_truncated(blocks("Déjà abonné ? Connectez-vous", last="Le pont de la rivière…"))
    assert not is_truncated(blocks("Déjà abonné ? Connectez-vous"))
    assert not is_truncated(blocks("Voir plus", last="Le pont de la rivière…"))


def test_the_notice_of_a_teaser_far_below_is_not_the_articles() -> None:
    teasers = [f"Titre numéro {number}" for number in range(6)]
    assert not is_truncated(blocks(*teasers, "Réservé aux abonnés"))
    assert is_truncated(blocks(*teasers[:5], "Réservé aux abonnés"))


def test_a_long_paragraph_about_subscribers_is_no_notice() -> None:
    assert not is_truncated(blocks(last="Le contenu réservé aux abonnés " + "est un sujet " * 20))


def test_a_document_without_text_is_not_truncated() -> None:
    assert not is_truncated([Block(1, "Réservé aux abonnés", Label.CHROME, "x")])
