import datetime

import pytest

from search.cleaning.metadata import merge_metadata, read_metadata
from search.models import Block, Label, Metadata


def read(text: str, label: Label) -> Metadata:
    return read_metadata([Block(1, text, label, "")])


def test_no_blocks_tell_nothing() -> None:
    assert read_metadata([]) == Metadata()


def test_the_title_is_the_first_block_so_labeled() -> None:
    blocks = [Block(1, "Le pont", Label.TITLE, ""), Block(2, "La rive", Label.TITLE, "")]
    assert read_metadata(blocks).title == "Le pont"


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("Par Jeanne Martin", "Jeanne Martin"),
        ("Publié le 3 mai 2021 par Jeanne Martin", "Jeanne Martin"),
        ("Auteur: Anna Martin", "Anna Martin"),
        ("Texte par : RFI Suivre", "RFI"),
        ("Le JournalLe Journal26/10/2025", "Le Journal"),
        ("Jeanne Martin", "Jeanne Martin"),
        ("Par Jeanne Martin | 06.12.2022", "Jeanne Martin"),
        ("Publié le 3 mai 2021", None),
        ("15/10/2022 14:36", None),
    ],
)
def test_a_byline_names_the_author(byline: str, author: str | None) -> None:
    assert read(byline, Label.BYLINE).author == author


@pytest.mark.parametrize(
    ("paragraph", "author"),
    [
        ("New York, 21 décembre (VNA) - Il est nécessaire", "VNA"),
        ("(Dan Tri) - De nombreux délégués", "Dan Tri"),
        ("RENNES (Reuters) – Les deux policiers", "Reuters"),
        ("Le maire (2020-2026) de la ville", None),
        ("Le pont (fermé depuis lundi) sera rouvert", None),
        ("Le pont", None),
    ],
)
def test_a_dateline_names_the_agency(paragraph: str, author: str | None) -> None:
    assert read(paragraph, Label.BODY).author == author


def test_a_byline_outranks_a_dateline() -> None:
    blocks = [
        Block(1, "Paris (AFP) - Oui", Label.BODY, ""),
        Block(2, "Par J. Martin", Label.BYLINE, ""),
    ]
    assert read_metadata(blocks).author == "J. Martin"


def test_a_byline_outranks_the_address_of_the_source() -> None:
    source = Block(1, "Source : https://www.exemple.fr/2025/10/25/pont", Label.SOURCE, "")
    byline = Block(2, "26/10/2025", Label.BYLINE, "")
    assert read_metadata([source]).published == datetime.date(2025, 10, 25)
    assert read_metadata([source, byline]).published == datetime.date(2025, 10, 26)
    assert read_metadata([source]).site == "exemple.fr"


def test_french_is_known_by_its_small_words() -> None:
    assert read("Le pont est fermé et les habitants sont en colère.", Label.BODY).language == "fr"
    assert read("El puente de la ciudad se cierra en un mes.", Label.BODY).language is None
    assert read("", Label.BODY).language is None


@pytest.mark.parametrize("sign", ["", "’", "Œ", "ơ", "\U0001f600"])
@pytest.mark.parametrize(("others", "language"), [(11, "fr"), (12, None)])
def test_the_share_of_french_words_is_the_same_whatever_signs_stand_beside_them(
    sign: str, others: int, language: str | None
) -> None:
    told = " ".join(["LES étés_d'ÎLE", "dans", f"x{sign}", *["mot"] * others])
    assert read(told, Label.BODY).language == language


def test_merging_fills_gaps_only() -> None:
    first = Metadata(title="Le pont", site="exemple.fr")
    second = Metadata(title="La rive", author="J. Martin")
    merged = Metadata(title="Le pont", author="J. Martin", site="exemple.fr")
    assert merge_metadata(first, second) == merged


def test_a_moment_on_another_day_than_the_known_one_is_not_taken_over() -> None:
    day, moment = datetime.date(2024, 3, 5), datetime.datetime(2024, 3, 5, 8)  # noqa: DTZ001
    known = Metadata(published=day, published_at=moment)
    assert merge_metadata(Metadata(published=day), known).published_at == moment
    other = Metadata(published=datetime.date(2024, 3, 4))
    assert merge_metadata(other, known).published_at is None
