import dataclasses

import pytest

from search.advice import Advice
from search.models import Block, CleanedDocument, Hit, Label, Metadata, Passage, ResultPage, Snippet
from search.readings import Reading, ReadingNode
from search.terminal.results import WIDEST, print_result


def page(heading: Passage, *passages: Passage, warnings: tuple[str, ...] = ()) -> ResultPage:
    block = Block(1, "La mer", Label.BODY, "corps")
    document = CleanedDocument("a", (block,), Metadata(site="exemple.fr", url="https://e.fr/a"))
    hit = Hit(1, 1.0, document, heading, Snippet(passages))
    return ResultPage("mer", 1, 10, 1, 12.3, warnings, (hit,))


def show(page: ResultPage) -> None:
    print_result(page, ((hit, None) for hit in page.hits))


def test_a_page_is_set_in_readable_lines(capsys: pytest.CaptureFixture[str]) -> None:
    show(page(Passage("Titre"), Passage("mot " * 60), warnings=("Attention.",)))
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["! Attention.", "1. Titre", "   a · exemple.fr"]
    assert lines[-1] == "1 article, 12 ms"
    assert all(len(line) <= WIDEST for line in lines)


def test_matches_are_colored_on_a_terminal_only(capsys: pytest.CaptureFixture[str]) -> None:
    show(page(Passage("La mer", ((3, 6),)), Passage("La mer", ((3, 6),))))
    assert "\x1b" not in capsys.readouterr().out


def test_a_document_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    show(page(Passage("La \x1b[2J mer", ((3, 4),)), Passage("a\x07b\x9bc")))
    assert not set("\x1b\x07\x9b") & set(capsys.readouterr().out)


def test_a_suggestion_stands_above_the_hits(capsys: pytest.CaptureFixture[str]) -> None:
    show(dataclasses.replace(page(Passage("Titre")), suggestion="la \x1bmer"))
    assert capsys.readouterr().out.splitlines()[0].startswith("! Essayez avec : la ")


def test_a_query_that_reads_otherwise_than_typed_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    read = Reading("mer SAUF port", ReadingNode("not"), ())
    show(dataclasses.replace(page(Passage("Titre")), query="mer -port", reading=read))
    assert capsys.readouterr().out.startswith("Recherche comprise : mer SAUF port\n")
    show(dataclasses.replace(page(Passage("Titre")), query="mer SAUF port ", reading=read))
    assert capsys.readouterr().out.startswith("1. Titre\n")


def test_where_nothing_is_found_advice_stands_above_the_counts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    empty = dataclasses.replace(page(Passage("Titre")), total=0, hits=(), advice=Advice(("x\x1b",)))
    show(empty)
    nowhere = "! Aucun article ne contient « x\ufffd »."
    assert capsys.readouterr().out.splitlines() == [nowhere, "0 article, 12 ms"]


def test_reprints_that_stand_behind_a_hit_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    (hit,) = page(Passage("Titre")).hits
    found = dataclasses.replace(
        page(Passage("Titre")), hits=(dataclasses.replace(hit, reprints=5),)
    )
    show(found)
    assert "   a · exemple.fr · 5 reprises" in capsys.readouterr().out.splitlines()
