from __future__ import annotations

import dataclasses
import stat
from pathlib import Path

import pytest

from search.cleaning.bounded_patterns import MATCHED_CHARACTERS
from search.cleaning.rule_files import (
    LineRule,
    add_rule,
    is_written,
    rule_for,
    rules_path,
    take_out_rule,
    written_rules,
)
from search.cleaning.site_rules import Order, read_rules
from search.errors import SiteRulesError
from search.models import Block, Label

KEEP = LineRule("www.rfi.fr", Order.KEEP, "À lire aussi")
REMOVE = dataclasses.replace(KEEP, order=Order.REMOVE)


def test_rules_stand_in_the_folder_or_beside_the_first_file(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b.jsonl").touch()
    assert rules_path([tmp_path / "a", tmp_path / "b.jsonl"]) == tmp_path / "a" / "sites.toml"
    assert rules_path([str(tmp_path / "b.jsonl")]) == tmp_path / "sites.toml"


def test_the_rule_of_a_block_is_of_the_line_that_rules_are_held_against() -> None:
    block = Block(1, "a  b\n" + "c" * MATCHED_CHARACTERS, Label.BODY, "")
    rule = rule_for(block, None, Order.KEEP)
    assert rule == LineRule(None, Order.KEEP, "a b " + "c" * (MATCHED_CHARACTERS - 5))


def test_the_first_rule_makes_the_file_and_the_second_time_it_stays_as_it_is(
    tmp_path: Path,
) -> None:
    path = tmp_path / "sites.toml"
    add_rule(path, KEEP)
    assert path.read_text(encoding="utf-8") == '["rfi.fr"]\nkeep = ["À lire aussi"]\n'
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    before = path.stat()
    add_rule(path, KEEP)
    assert path.stat() == before
    assert [each.name for each in tmp_path.iterdir()] == ["sites.toml"]


def test_the_opposite_rule_takes_its_place_and_both_can_be_taken_out(tmp_path: Path) -> None:
    path = tmp_path / "sites.toml"
    for rule in (KEEP, REMOVE):
        add_rule(path, rule)
        [table] = read_rules(path).of_site("rfi.fr")
        assert table.order("À lire aussi") is rule.order
    take_out_rule(path, KEEP)
    assert is_written(REMOVE, written_rules(path, "rfi.fr"))
    take_out_rule(path, REMOVE)
    assert written_rules(path, "rfi.fr") == frozenset()


def test_what_is_written_of_a_site_is_known_by_any_of_its_names(tmp_path: Path) -> None:
    path = tmp_path / "sites.toml"
    add_rule(path, KEEP)
    add_rule(path, dataclasses.replace(REMOVE, site=None, line="/Partager/"))
    assert is_written(KEEP, written_rules(path, "rfi.fr"))
    assert not is_written(REMOVE, written_rules(path, "rfi.fr"))
    assert written_rules(path, "m.rfi.fr") == frozenset()
    unknown = written_rules(path, None)
    assert is_written(LineRule(None, Order.REMOVE, "/Partager/"), unknown)
    assert "[unknown]" in path.read_text(encoding="utf-8").replace('"', "")


def test_the_rest_of_a_file_its_line_ends_and_its_mode_stay(tmp_path: Path) -> None:
    path = tmp_path / "sites.toml"
    path.write_bytes(b'# Ours\r\n["rfi.fr"] # radio\r\nkeep = ["a"]\r\n')
    path.chmod(0o640)
    add_rule(path, KEEP)
    written = '# Ours\r\n["rfi.fr"] # radio\r\nkeep = ["À lire aussi", "a"]\r\n'
    assert path.read_bytes().decode() == written
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    take_out_rule(path, KEEP)
    assert path.read_bytes() == b'# Ours\r\n["rfi.fr"] # radio\r\nkeep = ["a"]\r\n'


def test_a_linked_file_stays_linked(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").touch()
    (tmp_path / "sites.toml").symlink_to(tmp_path / "ours.toml")
    add_rule(tmp_path / "sites.toml", KEEP)
    assert (tmp_path / "sites.toml").is_symlink()
    assert is_written(KEEP, written_rules(tmp_path / "ours.toml", "rfi.fr"))


@pytest.mark.parametrize(
    "content", ["[", "a = 3", '["rfi.fr"]\nkeep = 3', '"rfi.fr" = { keep = ["a"] }', "\ufeff["]
)
def test_a_file_that_no_rule_can_be_written_into_stays_as_it_is(
    tmp_path: Path, content: str
) -> None:
    path = tmp_path / "sites.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SiteRulesError) as caught:
        add_rule(path, KEEP)
    assert caught.value.path == str(path)
    assert path.read_text(encoding="utf-8") == content


def test_a_rule_that_another_one_outranks_is_told(tmp_path: Path) -> None:
    path = tmp_path / "sites.toml"
    path.write_text('["rfi.fr"]\nkeep = ["/lire/"]\n', encoding="utf-8")
    with pytest.raises(SiteRulesError, match="another rule"):
        add_rule(path, REMOVE)
    assert path.read_text(encoding="utf-8") == '["rfi.fr"]\nkeep = ["/lire/"]\n'


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(SiteRulesError, match="cannot be written: No such file or directory"):
        add_rule(tmp_path / "gone" / "sites.toml", KEEP)


def test_nothing_is_written_where_nothing_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "sites.toml"
    assert written_rules(path, "rfi.fr") == frozenset()
    path.write_text("[", encoding="utf-8")
    assert written_rules(path, "rfi.fr") == frozenset()
