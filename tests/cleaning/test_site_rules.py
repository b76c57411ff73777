import pickle
from pathlib import Path

import pytest

from search.cleaning.site_rules import Order, Rules, find_rules, read_rules
from search.errors import SiteRulesError


def rules(folder: Path, text: str) -> Rules:
    path = folder / "sites.toml"
    path.write_text(text, encoding="utf-8")
    return read_rules(path)


def reason(folder: Path, text: str) -> str:
    with pytest.raises(SiteRulesError) as caught:
        rules(folder, text)
    assert caught.value.path == str(folder / "sites.toml")
    assert len(str(caught.value).splitlines()) == 1
    return caught.value.reason


def test_a_line_is_matched_as_it_is_written(tmp_path: Path) -> None:
    (table,) = rules(tmp_path, '["a.fr"]\nkeep = ["Le  rappel des faits"]').of_site("a.fr")
    assert table.order("Le rappel des faits") is Order.KEEP
    assert table.order("le rappel des faits") is None
    assert table.order("Le rappel des faits.") is None


def test_a_line_between_slashes_is_a_pattern(tmp_path: Path) -> None:
    (table,) = rules(tmp_path, '["a.fr"]\nremove = ["/^Encadré/", "/"]').of_site("a.fr")
    assert table.order("Encadré : le pont") is Order.REMOVE
    assert table.order("Un Encadré") is None
    assert table.order("/") is Order.REMOVE


def test_what_is_kept_comes_before_what_is_removed(tmp_path: Path) -> None:
    (table,) = rules(tmp_path, '["a.fr"]\nkeep = ["Oui"]\nremove = ["/./"]').of_site("a.fr")
    assert (table.order("Oui"), table.order("Non")) == (Order.KEEP, Order.REMOVE)


def test_a_site_is_a_host_with_its_subdomains_then_every_site(tmp_path: Path) -> None:
    found = rules(
        tmp_path,
        '["*"]\nkeep = ["tous"]\n["Exemple.fr"]\nkeep = ["ex"]\n["m.exemple.fr"]\nkeep = ["m"]\n'
        '[unknown]\nkeep = ["?"]',
    )

    def names(site: str | None) -> list[str]:
        return [line for table in found.of_site(site) for line in table.keep.lines]

    assert names("m.exemple.fr") == ["m", "ex", "tous"]
    assert names("exemple.fr") == ["ex", "tous"]
    assert names("autre.fr") == ["tous"]
    assert names("monexemple.fr") == ["tous"]
    assert names(None) == ["?", "tous"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('["a.fr"]\nretire = []', "unknown key: retire"),
        ('["a.fr"]\nkeep = "Oui"', "keep is not a list of strings"),
        ('["a.fr"]\nkeep = [1]', "keep is not a list of strings"),
        ('["a.fr"]\nkeep = ["/(/"]', "/(/: bad regular expression"),
        ('["a.fr"]\nkeep = ["/(a+)+$/"]', "/(a+)+$/: repeats what has repetitions"),
        ('["a.fr"]\nkeep-selectors = ["a > b"]', "'a > b': bad selector"),
        ('keep = ["Oui"]', '"keep" is not a table'),
        ("[", "cannot be read"),
    ],
)
def test_a_rule_that_cannot_be_used_is_named(tmp_path: Path, text: str, words: str) -> None:
    assert words in reason(tmp_path, text)


def test_a_file_that_is_no_text_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "sites.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SiteRulesError):
        find_rules([tmp_path])


def test_rules_stand_in_a_folder_and_beside_a_file(tmp_path: Path) -> None:
    rules(tmp_path, '["*"]\nkeep = ["Oui"]')
    (tmp_path / "pont.txt").write_text("Le pont", encoding="utf-8")
    assert find_rules([tmp_path]) == find_rules([tmp_path / "pont.txt"])
    assert find_rules([tmp_path, tmp_path / "pont.txt"]) == find_rules([tmp_path])


def test_rules_of_several_folders_all_apply(tmp_path: Path) -> None:
    for name in ("un", "deux"):
        (tmp_path / name).mkdir()
        rules(tmp_path / name, f'["*"]\nkeep = ["{name}"]')
    found = find_rules([tmp_path / "un", tmp_path / "deux"])
    assert [table.keep.lines for table in found.of_site(None)] == [{"un"}, {"deux"}]


def test_without_a_file_there_are_no_rules(tmp_path: Path) -> None:
    assert find_rules([tmp_path]) == Rules()


def test_the_digest_changes_with_the_rules_of_the_site_and_not_with_comments(
    tmp_path: Path,
) -> None:
    first = rules(tmp_path, '["a.fr"]\nkeep = ["Oui"]')
    assert first.digest("a.fr") == first.digest("www.a.fr") != ""
    assert first.digest("b.fr") == first.digest(None) == ""
    commented = rules(tmp_path, '# toujours\n["a.fr"]\nkeep = [ "Oui" ]\n["b.fr"]\nkeep = []')
    assert commented.digest("a.fr") == first.digest("a.fr")
    assert rules(tmp_path, '["a.fr"]\nremove = ["Oui"]').digest("a.fr") != first.digest("a.fr")
    everywhere = rules(tmp_path, '["a.fr"]\nkeep = ["Oui"]\n["*"]\nkeep = ["Non"]')
    assert everywhere.digest("a.fr") != first.digest("a.fr")


@pytest.mark.parametrize(
    "name", ["a.fr", "WWW.A.fr", "https://www.a.fr/", "http://a.fr:8080/une/page", "//a.fr"]
)
def test_a_site_is_named_by_its_host_or_any_address_on_it(tmp_path: Path, name: str) -> None:
    found = rules(tmp_path, f'["{name}"]\nkeep = ["Oui"]')
    assert len(found.of_site("a.fr")) == 1
    assert len(found.of_site("www.a.fr")) == 1
    assert found.of_site("b.fr") == ()


def test_two_names_of_one_site_are_both_read(tmp_path: Path) -> None:
    found = rules(tmp_path, '["a.fr"]\nkeep = ["un"]\n["www.a.fr"]\nkeep = ["deux"]')
    assert [table.keep.lines for table in found.of_site("a.fr")] == [{"un"}, {"deux"}]


def test_a_byte_order_mark_is_not_part_of_the_rules(tmp_path: Path) -> None:
    found = rules(tmp_path, '\ufeff["a.fr"]\nkeep = ["Oui"]')
    assert len(found.of_site("a.fr")) == 1


def test_rules_travel_to_other_processes(tmp_path: Path) -> None:
    found = rules(tmp_path, '["*"]\nkeep = ["/^O/"]\nremove-selectors = ["p.pub"]')
    assert pickle.loads(pickle.dumps(found)) == found


def test_the_whole_digest_changes_with_any_rule(tmp_path: Path) -> None:
    texts = ['["a.fr"]\nkeep = ["un"]', '["a.fr"]\nkeep = ["deux"]', '["b.fr"]\nkeep = ["un"]', ""]
    digests = [rules(tmp_path, text).whole_digest for text in texts]
    assert len(set(digests)) == 4
    both = '["b.fr"]\nkeep = ["un"]\n["a.fr"]\nkeep = ["un"]'
    other = '["a.fr"]\nkeep = ["un"]\n["b.fr"]\nkeep = ["un"]'
    assert rules(tmp_path, both).whole_digest == rules(tmp_path, other).whole_digest
