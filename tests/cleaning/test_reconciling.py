import datetime

import pytest

from search.cleaning.reconciling import reconcile
from search.models import Block, Label, Metadata
from tests.cleaning.pages import PARAGRAPHS


def published(hour: int, byline: str) -> datetime.date | None:
    """Return the day of a page that was published on March 5th by its markup."""
    moment = datetime.datetime(2024, 3, 5, hour, tzinfo=datetime.UTC)
    found = Metadata(published=moment.date(), published_at=moment)
    return reconcile(found, [Block(1, byline, Label.BYLINE, "x")]).published


@pytest.mark.parametrize(
    ("hour", "byline", "day"),
    [
        (18, "6 mars 2024", 6),
        (17, "6 mars 2024", 5),
        (22, "7 mars 2024", 5),
        (5, "4 mars 2024", 4),
        (6, "4 mars 2024", 5),
        (22, "5 mars 2024", 5),
    ],
)
def test_the_day_that_a_page_shows_counts_where_a_night_lies_between(
    hour: int, byline: str, day: int
) -> None:
    assert published(hour, byline) == datetime.date(2024, 3, day)


def test_a_byline_that_names_the_author_and_more_is_better_than_markup() -> None:
    byline = Block(1, "Par Anne Roy et Luc Petit", Label.BYLINE, "x")
    assert reconcile(Metadata(author="Anne Roy"), [byline]).author == "Anne Roy et Luc Petit"
    assert reconcile(Metadata(author="Exemple"), [byline]).author == "Anne Roy et Luc Petit"
    assert reconcile(Metadata(author="Jean Bon"), [byline]).author == "Jean Bon"


def test_a_text_in_french_is_french_whatever_its_markup_says() -> None:
    body = [Block(1, paragraph, Label.BODY, "x") for paragraph in PARAGRAPHS]
    assert reconcile(Metadata(language="en"), body).language == "fr"
    assert reconcile(Metadata(language="en"), []).language == "en"


def test_the_lead_is_the_subtitle_where_markup_gives_none() -> None:
    lead = [Block(1, "Six mois de travaux", Label.LEAD, "x")]
    assert reconcile(Metadata(), lead).subtitle == "Six mois de travaux"
    assert reconcile(Metadata(subtitle="Travaux"), lead).subtitle == "Travaux"


def test_a_short_line_near_the_title_tells_the_day_where_no_byline_does() -> None:
    title = Block(1, "Le pont", Label.TITLE, "x")
    below = [Block(n, "Valbourg", Label.CHROME, "x") for n in range(2, 6)]
    dated = Block(6, "mardi 5 mars 2024", Label.CHROME, "x")
    day = datetime.date(2024, 3, 5)
    assert reconcile(Metadata(), [title, *below, dated]).published == day
    assert reconcile(Metadata(), [dated, title]).published == day
    assert reconcile(Metadata(), [title, *below, *below, dated]).published is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Valbourg, mardi 5 mars 2024", 5),
        ("5/3/2024 - 18h30", 5),
        ("Publié le 5 mars 2024 par la rédaction", 5),
        ("5 mars 2024 : le pont ferme.", None),
        ("Le 5 mars 2024, le pont ferme", None),
    ],
)
def test_a_line_of_text_near_the_title_tells_the_day_only_where_it_is_a_date(
    line: str, day: int | None
) -> None:
    blocks = [Block(1, "Le pont", Label.TITLE, "x"), Block(2, line, Label.BODY, "x")]
    assert reconcile(Metadata(), blocks).published == (day and datetime.date(2024, 3, day))


@pytest.mark.parametrize("label", [Label.BODY, Label.BYLINE])
def test_a_day_amid_paragraphs_is_not_that_of_publication(label: Label) -> None:
    texts = [Block(n, "Le pont ferme. " * 6, Label.BODY, "x") for n in range(1, 8)]
    quoted = Block(8, "— Mairie (@mairie) 5 mars 2024", label, "x")
    assert reconcile(Metadata(), [*texts, quoted, *texts]).published is None
    said = Block(8, "Publié le 5 mars 2024", Label.BYLINE, "x")
    assert reconcile(Metadata(), [*texts, said, *texts]).published == datetime.date(2024, 3, 5)


def test_a_date_in_the_last_line_is_that_of_publication() -> None:
    texts = [Block(n, "Le pont ferme. " * 6, Label.BODY, "x") for n in range(1, 8)]
    last = Block(8, "Valbourg, 5 mars 2024", Label.BODY, "x")
    assert reconcile(Metadata(), [*texts, last]).published == datetime.date(2024, 3, 5)


def test_the_address_tells_the_day_where_nothing_else_does() -> None:
    found = Metadata(url="https://exemple.fr/2024/03/05/pont")
    assert reconcile(found, []).published == datetime.date(2024, 3, 5)
    assert reconcile(Metadata(), []).published is None
