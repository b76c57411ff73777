import pytest

from search.models import (
    Block,
    CleanedDocument,
    Label,
    Metadata,
    Passage,
    ResultPage,
    Snippet,
    make_blocks,
)


def document(*blocks: tuple[Label, str], title: str | None = None) -> CleanedDocument:
    made = tuple(Block(n, text, label, "raison") for n, (label, text) in enumerate(blocks, 1))
    return CleanedDocument("dossier/a", made, Metadata(title=title))


def test_blocks_made_at_once_are_as_those_made_one_by_one() -> None:
    labels = [Label.TITLE, Label.BODY]
    made = make_blocks([1, 3], ["Titre", "Texte"], labels, ["un", "deux"])
    assert made == [Block(1, "Titre", Label.TITLE, "un"), Block(3, "Texte", Label.BODY, "deux")]


def test_kept_text_is_a_block_a_line() -> None:
    made = document(
        (Label.CHROME, "Menu"), (Label.TITLE, "Titre"), (Label.BYLINE, "AFP"), (Label.BODY, "Texte")
    )
    assert made.text == "Titre\nTexte"
    assert [block.text for block in made.removed] == ["Menu", "AFP"]


@pytest.mark.parametrize("label", list(Label))
def test_only_the_article_is_kept(label: Label) -> None:
    assert label.is_kept is (label.value in {"title", "lead", "body", "caption"})


TWELVE = "un deux trois quatre cinq six sept huit neuf dix onze douze"


@pytest.mark.parametrize(
    ("title", "text", "heading"),
    [
        ("Un titre", "Le texte", "Un titre"),
        (None, TWELVE, TWELVE),
        (None, f"{TWELVE} treize", f"{TWELVE}…"),
        (None, "", "dossier/a"),
    ],
)
def test_a_lost_title_is_replaced_by_the_first_words(
    title: str | None, text: str, heading: str
) -> None:
    assert document((Label.BODY, text), title=title).heading == heading


def test_a_snippet_s_highlights_point_into_its_joined_text() -> None:
    snippet = Snippet((Passage("la mer", ((3, 6),)), Passage("un port", ((3, 7),))))
    assert snippet.text == "la mer … un port"
    assert [snippet.text[start:end] for start, end in snippet.highlights] == ["mer", "port"]


@pytest.mark.parametrize(("total", "pages"), [(0, 0), (1, 1), (10, 1), (11, 2)])
def test_pages_are_counted(total: int, pages: int) -> None:
    page = ResultPage("q", page=1, size=10, total=total, took_ms=1.0, warnings=(), hits=())
    assert page.pages == pages
