import textwrap
import time

import pytest

from search.cleaning.lines import split_lines
from search.cleaning.wrapping import read_lines
from tests.cleaning.pages import PARAGRAPHS, TITLE

PAGE = (TITLE, *PARAGRAPHS)


def texts(text: str) -> list[str]:
    return [line.text for line in read_lines(text)]


def wrapped(width: int, *, between: str = "\n\n", indent: str = "") -> str:
    fill = [
        textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent) for text in PAGE
    ]
    return between.join(fill)


@pytest.mark.parametrize("width", [60, 72, 76, 80, 100])
@pytest.mark.parametrize("indent", ["", "   "])
def test_wrapped_paragraphs_are_joined(width: int, indent: str) -> None:
    assert texts(wrapped(width, indent=indent)) == list(PAGE)


def test_paragraphs_need_no_empty_line_between_them() -> None:
    assert texts(wrapped(72, between="\n")) == list(PAGE)


def test_a_paragraph_stands_at_its_first_line() -> None:
    first, second, *_ = read_lines(wrapped(72))
    assert (first.number, first.height) == (1, 2)
    assert (second.number, second.height) == (4, 3)


def test_spaces_that_the_wrapping_program_left_at_the_ends_are_no_words() -> None:
    assert texts(wrapped(72).replace("\n", " \n")) == list(PAGE)


def test_a_program_that_counts_bytes_is_understood() -> None:
    accents = "L'été où l'élève a été félicité à l'école, près de là où était né l'évêque âgé. " * 6
    rows = [""]
    for word in accents.split():
        if len(f"{rows[-1]} {word}".encode()) > 72:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    assert texts("\n".join(rows)) == [accents.strip()]


def test_items_of_a_list_stay_apart_and_hang_below_their_bullets() -> None:
    items = """\
     * la première étape est la fermeture du pont aux camions, que la
       mairie a prévue dès le début du mois de juin
     * la deuxième est la réfection des piles"""
    found = texts(f"{wrapped(72, indent='   ')}\n\n{items}")
    assert found[5:] == [
        (
            "* la première étape est la fermeture du pont aux camions, que la mairie "
            "a prévue dès le début du mois de juin"
        ),
        "* la deuxième est la réfection des piles",
    ]


def test_a_quoted_mail_is_joined_under_one_mark() -> None:
    mail = "\n".join(f"> {row}" for row in textwrap.wrap(PARAGRAPHS[0] + PARAGRAPHS[1], 70))
    assert texts(mail) == [f"> {PARAGRAPHS[0]}{PARAGRAPHS[1]}"]


def test_a_compound_broken_behind_its_hyphen_is_one_word() -> None:
    text = f"{wrapped(72)}\n\n{'a' * 60} le sous-\npréfet est venu"
    assert texts(text)[-1].endswith("le sous-préfet est venu")


def test_an_address_longer_than_the_lines_does_not_matter() -> None:
    address = f"https://valbourg.example/{'a' * 90}"
    assert texts(f"{wrapped(72)}\n\n{address}") == [*PAGE, address]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(PAGE),
        "\n\n".join(PAGE),
        # verse
        (
            "Quand le pont se lève au matin gris de la ville endormie,\n"
            "les barques s'en vont sur l'eau noire, sans bruit,\n"
            "et la rive les regarde partir une à une vers la mer lointaine,\n"
            "comme on regarde s'éteindre une lampe,\n"
            "comme on écoute un pas dans l'escalier qui s'éloigne et ne revient\n"
            "plus jamais de ce côté du fleuve."
        ),
        # a menu
        "\n".join(["Accueil", "Politique", "Les archives du journal", "Sports", "Contact"] * 8),
        # a recipe
        "Gratin\n\n1 kg de pommes de terre\n50 cl de crème\nune gousse d'ail\nsel et poivre",
        # headlines of much the same length
        (
            "À Montclair, le marché change de place pour laisser passer le tram\n"
            "Football : Valbourg s'impose à Rive et garde la tête du championnat\n"
            "La bibliothèque de Rive ouvrira le dimanche à partir de septembre\n"
            "iPhone volé : un lycéen de Montclair retrouve son voleur en ligne\n"
            "Crues : la préfecture place trois communes en vigilance orange\n"
            "eBay : un habitant de Rive vend la collection de son grand-père"
        ),
        # a table
        "\n".join(f"| commune | habitants en {year} | évolution |" for year in range(1990, 2010)),
        # a line that goes on, under one that is longer than it was wrapped at
        f"{PARAGRAPHS[0]}\n{textwrap.fill(PARAGRAPHS[3], 80)}",
    ],
)
def test_text_that_nobody_wrapped_is_not_joined(text: str) -> None:
    assert read_lines(text) == split_lines(text)


def test_a_paragraph_that_was_wrapped_alone_is_joined() -> None:
    for width in (72, 80):
        assert [line.text for line in read_lines(textwrap.fill(PARAGRAPHS[3], width))] == [
            PARAGRAPHS[3]
        ]


def test_a_hundred_thousand_lines_take_seconds() -> None:
    started = time.process_time()
    assert len(read_lines("\n".join([wrapped(72)] * 7_000))) == 7_000 * len(PAGE)
    assert time.process_time() - started < 20
