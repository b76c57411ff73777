from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.cleaning.rule_writing import with_rule
from search.cleaning.site_rules import Order, read_rules

FILE = """# Our rules.
["lemonde.fr"] # a newspaper
keep = [
    "Le rappel des faits", # always above the article
    '/^Encadré/',
]
remove = ["Newsletter du jour", 'À lire aussi']

["*"]
remove = []
"""


@pytest.mark.parametrize(
    ("site", "order", "line", "before", "after"),
    [
        ("rfi.fr", Order.KEEP, "Écouter", "", '\n["rfi.fr"]\nkeep = ["Écouter"]\n'),
        ("*", Order.REMOVE, "Publicité", "remove = []", 'remove = ["Publicité"]'),
        ("*", Order.KEEP, "Abc", '["*"]\n', '["*"]\nkeep = ["Abc"]\n'),
        (
            "www.lemonde.fr",
            Order.REMOVE,
            "Voir  aussi",
            'remove = ["News',
            'remove = ["Voir aussi", "News',
        ),
        (
            "lemonde.fr",
            Order.KEEP,
            'Le "fait"',
            "keep = [\n",
            'keep = ["Le \\"fait\\"", \n',
        ),
    ],
)
def test_a_rule_is_put_where_it_belongs_and_nothing_else_changes(
    site: str, order: Order, line: str, before: str, after: str
) -> None:
    expected = FILE.replace(before, after, 1) if before else FILE + after
    assert with_rule(FILE, site, order, line) == expected


def test_a_line_leaves_the_list_that_says_the_opposite() -> None:
    edited = with_rule(FILE, "lemonde.fr", Order.KEEP, "Newsletter du jour")
    assert "remove = ['À lire aussi']" in edited
    again = with_rule(edited, "lemonde.fr", Order.KEEP, "À lire aussi")
    assert tomllib.loads(again)["lemonde.fr"]["remove"] == []


def test_a_rule_that_is_there_changes_nothing() -> None:
    assert with_rule(FILE, "lemonde.fr", Order.KEEP, "Le rappel des faits") == FILE


def test_the_first_rule_makes_the_file() -> None:
    assert with_rule("", "rfi.fr", Order.REMOVE, "x") == '["rfi.fr"]\nremove = ["x"]\n'


@pytest.mark.parametrize("content", ["[", 'lemonde.fr = 3\n"', '["rfi.fr"\n'])
def test_a_file_that_cannot_be_read_is_not_written(content: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        with_rule(content, "rfi.fr", Order.KEEP, "x")


@pytest.mark.parametrize("content", ['"rfi.fr" = { remove = ["a"] }\n', '"rfi.fr".remove = ["a"]'])
def test_a_table_that_is_written_otherwise_is_refused(content: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        with_rule(content, "rfi.fr", Order.REMOVE, "b")


LINES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)


@given(st.lists(st.tuples(st.sampled_from(Order), LINES), max_size=4), LINES)
def test_any_line_is_ruled_as_it_was_asked_for_last(
    tmp_path_factory: pytest.TempPathFactory, others: list[tuple[Order, str]], line: str
) -> None:
    content = FILE
    for order, other in others:
        content = with_rule(content, "lemonde.fr", order, other)
    for order in Order:
        content = with_rule(content, "lemonde.fr", order, line)
        file: Path = tmp_path_factory.getbasetemp() / "sites.toml"
        file.write_text(content, encoding="utf-8", newline="")
        [rules, *_] = read_rules(file).of_site("lemonde.fr")
        plain = " ".join(line.split())
        assert rules.order(plain) is order or rules.keep.patterns
    assert all(
        comment in content for comment in ("# Our rules.", "# a newspaper", "# always above")
    )
