from hypothesis import given
from hypothesis import strategies as st

from search.cleaning.text_blocks import label_text
from search.models import Label
from tests.cleaning.pages import PARAGRAPHS, TITLE, article


def labels(text: str, title: str | None = None) -> list[Label]:
    return [block.label for block in label_text(text, title=title)]


def test_an_article_alone_is_kept_whole() -> None:
    assert (
        labels(article()) == [Label.TITLE, *[Label.BODY] * 4] or labels(article())[1] is Label.LEAD
    )
    assert all(label.is_kept for label in labels(article()))


def test_teasers_below_an_article_are_removed() -> None:
    teaser = (
        TITLE.replace("Valbourg", "Montclair"),
        PARAGRAPHS[0].replace("Valbourg", "Montclair"),
    )
    blocks = label_text(article("Voir plus", *teaser, *teaser))
    assert [block.label.is_kept for block in blocks] == [True] * 5 + [False] * 5
    assert blocks[5].reason == "début des autres articles"


def test_comments_end_the_article() -> None:
    (*_, end) = label_text(article("Comment (0)"))
    assert end.label is Label.CHROME
    assert end.reason == "commentaires"


def test_a_line_repeated_right_below_is_a_duplicate() -> None:
    text = article().replace(PARAGRAPHS[1], f"{PARAGRAPHS[1]}\n{PARAGRAPHS[1]}")
    (twin,) = [block for block in label_text(text) if block.label is Label.DUPLICATE]
    assert twin.line == 5
    assert twin.reason == "répétition de la ligne précédente"


def test_a_long_line_repeated_anywhere_is_a_duplicate_and_a_short_one_is_not() -> None:
    long_line = "Le pont de la ville sera fermé. PHOTO : MARTIN"
    short_line = "Le pont fermé. PHOTO : MARTIN"
    text = "\n".join(
        (
            TITLE,
            PARAGRAPHS[0],
            long_line,
            short_line,
            *PARAGRAPHS[1:3],
            long_line,
            short_line,
            PARAGRAPHS[3],
        )
    )
    found = labels(text)
    assert found[6] is Label.DUPLICATE
    assert found[7] is Label.CAPTION


def test_a_credited_line_is_a_caption() -> None:
    text = article().replace(PARAGRAPHS[2], f"Vue du pont\nPHOTO : J. MARTIN\n{PARAGRAPHS[2]}")
    found = {block.text: block for block in label_text(text)}
    assert found["Vue du pont"].label is Label.CAPTION
    assert found["Vue du pont"].reason == "légende avec son crédit"


def test_a_text_of_one_line_is_an_article() -> None:
    assert labels("Voir plus") == [Label.BODY]


def test_a_text_of_two_lines_may_be_none() -> None:
    assert Label.BODY not in labels("Accueil\nVoir plus")


def test_a_title_that_stood_apart_comes_first_at_line_0() -> None:
    blocks = label_text("\n".join(PARAGRAPHS), title=TITLE)
    assert (blocks[0].line, blocks[0].label) == (0, Label.TITLE)
    assert blocks[0].reason == "titre donné à part du texte"
    assert [block.line for block in blocks] == [0, 1, 2, 3, 4]
    assert [block.label for block in blocks].count(Label.TITLE) == 1


def test_a_title_that_the_text_has_too_is_there_once() -> None:
    blocks = label_text(article(), title=TITLE.upper())
    assert [block.line for block in blocks if block.label is Label.TITLE] == [1]


def test_a_title_without_text_is_a_block_of_its_own() -> None:
    assert labels("", title="Le pont") == [Label.TITLE]
    assert labels("", title=" ") == []


@given(st.text(alphabet=st.sampled_from("aÀ .:\n\r\t•*0«»ạ"), max_size=300))
def test_every_line_that_is_not_empty_is_one_block_in_order(text: str) -> None:
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    expected = [(number, row.strip()) for number, row in enumerate(rows, 1) if row.strip()]
    assert [(block.line, block.text) for block in label_text(text)] == expected


def test_a_list_of_short_lines_without_a_site_is_kept() -> None:
    recipe = (
        "Gratin dauphinois\n\nIngrédients\n1 kg de pommes de terre\n\nPréparation\nCuire au four."
    )
    assert all(label.is_kept for label in labels(recipe))


def test_a_menu_without_an_article_has_no_title() -> None:
    menu = "Accueil\nSports\nCulture\nMonde\nContact\nMentions légales"
    assert not any(label.is_kept for label in labels(menu))


def test_a_text_has_at_most_one_title() -> None:
    recipe = (
        "Gratin dauphinois\nIngrédients\n1 kg de pommes de terre\n50 cl de crème\nCuire au four."
    )
    assert labels(recipe).count(Label.TITLE) <= 1


def test_a_title_without_article_has_five_words() -> None:
    page = "Menu\n{}\nPar Jeanne Martin\nPublié le 3 mai 2021 à 10h12\nPartager\nSe connecter"
    long_title = labels(page.format("Le pont de Valbourg fermera"))
    short_title = labels(page.format("Le pont de Valbourg"))
    assert long_title.count(Label.TITLE) == 1
    assert short_title.count(Label.TITLE) == 0
