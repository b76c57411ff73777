import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.cleaning import main
from benchmarks.cleaning_details import label_rows, worst_rows
from benchmarks.cleaning_outcomes import (
    Figures,
    Outcome,
    figures_of,
    markup_outcome,
    text_outcome,
)
from benchmarks.cleaning_pages import LabeledPage
from benchmarks.cleaning_peers import justext_blocks, long_block
from search.cleaning.lines import Line, split_lines
from search.models import Block, Label
from tests.cleaning.pages import PARAGRAPHS, TITLE, article, markup

WORDS = "un deux trois quatre cinq six sept huit neuf dix"


def page(*lines: tuple[str, Label]) -> LabeledPage:
    numbered = tuple(Line(number, text) for number, (text, _) in enumerate(lines, start=1))
    return LabeledPage("a", "x.fr", "", numbered, tuple(label for _, label in lines))


def kept(outcome: Outcome) -> list[bool]:
    return [fate.is_kept for fate in outcome.fates]


def test_in_text_every_line_counts_by_its_label() -> None:
    gold = page(("Menu", Label.CHROME), ("Le pont", Label.TITLE), ("Fini.", Label.BODY))
    blocks = [Block(1, "Menu", Label.BODY, ""), Block(2, "Le pont", Label.TITLE, "")]
    outcome = text_outcome(gold, blocks)
    assert kept(outcome) == [True, True, False]
    assert figures_of(outcome.fates) == Figures(0.5, 0.5, 0.5)
    assert outcome.title == Line(2, "Le pont")


def test_in_markup_only_lines_that_must_stay_or_go_count() -> None:
    gold = page(("Le pont", Label.TITLE), ("Menu", Label.CHROME), ("Fini.", Label.BODY))
    outcome = markup_outcome(gold, "Le pont\nFini")
    assert kept(outcome) == [False, True]
    assert figures_of(outcome.fates) == Figures(1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("line", "text", "is_kept"),
    [
        (WORDS, WORDS.replace("dix", "onze"), True),  # 7 of 8 trigrams
        (WORDS, WORDS.replace("six", "sept"), False),  # 5 of 8
        ("un deux trois quatre cinq", f"zéro {WORDS}", True),
        ("un deux trois quatre onze", WORDS, False),
        ("un deux", f"zéro\nUn, deux\n{WORDS}", True),
        ("un deux", WORDS, False),
    ],
)
def test_the_kept_text_has_a_line_by_its_words(line: str, text: str, is_kept: bool) -> None:  # noqa: FBT001
    assert kept(markup_outcome(page((line, Label.BODY)), text)) == [is_kept]


def test_nothing_kept_rightly_is_worth_nothing() -> None:
    assert figures_of(text_outcome(page(("a", Label.BODY)), []).fates) == Figures(0.0, 0.0, 0.0)


def test_each_label_has_its_precision_and_recall() -> None:
    gold = page(("a", Label.CHROME), ("b", Label.CHROME), ("c", Label.RELATED))
    blocks = [Block(n, "", Label.CHROME, "") for n in (1, 3)]
    rows = {row[0]: row[1:] for row in label_rows([text_outcome(gold, blocks)])}
    assert rows["chrome"] == ("0.500", "0.500", "2")
    assert rows["related"] == ("-", "0.000", "1")


def test_the_worst_lines_are_the_longest_mistakes() -> None:
    gold = page(("court", Label.BODY), ("l" * 99, Label.BODY), ("Menu", Label.CHROME))
    rows = worst_rows([text_outcome(gold, [])])
    assert rows == [
        ("a", "2", "removed", "body", "99", "l" * 60),
        ("a", "1", "removed", "body", "5", "court"),
    ]


def test_peers_keep_the_paragraphs() -> None:
    paragraph = " ".join(PARAGRAPHS)
    lines = split_lines(f"Menu\nSports\n{paragraph}\n{paragraph}\nVoir plus")
    assert [block.line for block in justext_blocks(lines)] == [3, 4]
    assert [block.line for block in long_block(lines)] == [3, 4]


def test_the_command_prints_figures_and_speed(tmp_path: Path) -> None:
    labels = ["title", "lead", *["body"] * (len(PARAGRAPHS) - 1), "chrome"]
    gold = {
        "id": "pont",
        "url": "https://www.exemple.fr/pont",
        "text": article("Voir plus"),
        "lines": [{"label": label} for label in labels],
    }
    for name in ("seeds", "pages", "pages_window"):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "pont.html").write_text(markup(), encoding="utf-8")
    result = CliRunner().invoke(main, ["--gold", str(tmp_path), "--details"])
    assert result.exit_code == 0
    rows = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert "pages, text 1.000 1.000 1.000 0.0% 1 of 1 6 of 6 these" in rows
    assert any(row.startswith("HTML ") and row.endswith(" trafilatura") for row in rows)
    assert "title 1.000 1.000 1" in rows
    assert TITLE not in result.stdout
