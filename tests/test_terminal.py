import dataclasses

import pytest

from search.models import Block, CleanedDocument, Hit, Label, Metadata, Passage, ResultPage, Snippet
from search.terminal import WIDEST, print_page


def page(heading: Passage, *passages: Passage, warnings: tuple[str, ...] = ()) -> ResultPage:
    block = Block(1, "La mer", Label.BODY, "corps")
    document = CleanedDocument("a", (block,), Metadata(site="exemple.fr", url="https://e.fr/a"))
    hit = Hit(1, 1.0, document, heading, Snippet(passages))
    return ResultPage("mer", 1, 10, 1, 12.3, warnings, (hit,))


def test_a_page_is_set_in_readable_lines(capsys: pytest.CaptureFixture[str]) -> None:
    print_page(page(Passage("Titre"), Passage("mot " * 60), warnings=("Attention.",)))
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["! Attention.", "1. Titre", "   a · exemple.fr"]
    assert lines[-1] == "1 article, 12 ms"
    assert all(len(line) <= WIDEST for line in lines)


def test_matches_are_colored_on_a_terminal_only(capsys: pytest.CaptureFixture[str]) -> None:
    print_page(page(Passage("La mer", ((3, 6),)), Passage("La mer", ((3, 6),))))
    assert "\x1b" not in capsys.readouterr().out


def test_a_document_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    print_page(page(Passage("La \x1b[2J mer", ((3, 4),)), Passage("a\x07b\x9bc")))
    assert not set("\x1b\x07\x9b") & set(capsys.readouterr().out)


def test_a_suggestion_stands_above_the_hits(capsys: pytest.CaptureFixture[str]) -> None:
    print_page(dataclasses.replace(page(Passage("Titre")), suggestion="la \x1bmer"))
    assert capsys.readouterr().out.splitlines()[0].startswith("! Essayez avec : la ")
