import datetime

import pytest

from search.cleaning import clean
from search.models import CleanedDocument, Cleaning, Format, Label, RawDocument
from tests.cleaning.pages import PARAGRAPHS

TEXT = "\n\n".join(PARAGRAPHS)


def cleaned(text: str, cleaning: Cleaning = Cleaning.AUTO) -> CleanedDocument:
    return clean(RawDocument("a", text, Format.TEXT, "a", ""), cleaning)


@pytest.mark.parametrize(
    "tags",
    [
        "tags: [faune, 'eau vive']",
        "tags:\n  - faune\n  - eau vive",
        "keywords: [faune, eau vive]",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_front_matter_declares_what_the_text_is(tags: str, end: str) -> None:
    rows = f'---\ntitle: "Le retour"\ndate: 2024-02-11\nauthor: Lise Arnoux\n{tags}\n---\n\n{TEXT}'
    document = cleaned(rows.replace("\n", end))
    known = document.metadata
    assert (known.title, known.author, known.tags) == (
        "Le retour", "Lise Arnoux", ("faune", "eau vive"),
    )  # fmt: skip
    assert known.published == datetime.date(2024, 2, 11)
    assert [block.text for block in document.kept] == ["Le retour", *PARAGRAPHS]
    assert {block.label for block in document.removed} == {Label.SOURCE}


def test_lines_below_front_matter_keep_their_numbers() -> None:
    document = cleaned(f"---\ntitle: Le retour\n---\n# Le retour\n\n{TEXT}")
    assert [block.line for block in document.blocks] == [1, 2, 3, 4, 6, 8, 10, 12]


def test_the_first_heading_is_the_title_where_front_matter_gives_none() -> None:
    document = cleaned(f"---\nlayout: post\n---\n\n# Le retour des castors du lac\n\n{TEXT}")
    assert document.metadata.title == "Le retour des castors du lac"


@pytest.mark.parametrize(
    "above",
    [
        "---\n",
        "---\n---\n",
        "---\nLe pont : il ferme.\n---\n",
        "---\nNote : un pont\n---\n",
        "----\ntitle: Un\n---\n",
    ],
)
def test_rules_around_a_text_are_no_front_matter(above: str) -> None:
    document = cleaned(f"{above}{TEXT}")
    assert Label.SOURCE not in {block.label for block in document.blocks}


def test_front_matter_is_kept_where_cleaning_is_off() -> None:
    document = cleaned(f"---\ntitle: Le retour\n---\n{TEXT}", Cleaning.OFF)
    assert all(block.label.is_kept for block in document.blocks)
