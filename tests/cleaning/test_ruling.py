import dataclasses
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from search.cleaning import clean, clean_all
from search.cleaning.bounded_patterns import MATCHED_CHARACTERS
from search.cleaning.page_lines import page_lines
from search.cleaning.parsing import parse_page
from search.cleaning.selected_lines import selected_lines
from search.cleaning.selectors import parse_selector
from search.cleaning.site_rules import Order, Rules, read_rules
from search.models import Block, CleanedDocument, Cleaning, Format, Label, RawDocument
from tests.cleaning.pages import PARAGRAPHS, TITLE, article, markup


def rules(folder: Path, text: str) -> Rules:
    (folder / "sites.toml").write_text(text, encoding="utf-8")
    return read_rules(folder / "sites.toml")


def raw(text: str, format: Format = Format.TEXT) -> RawDocument:
    return RawDocument("pont", text, format, "pont.txt", "0")


def block(blocks: tuple[Block, ...], start: str) -> Block:
    (found,) = [block for block in blocks if block.text.startswith(start)]
    return found


def test_a_removed_line_is_kept_where_the_user_wants_it(tmp_path: Path) -> None:
    found = clean(raw(article("Voir plus")), rules=rules(tmp_path, '["*"]\nkeep = ["Voir plus"]'))
    assert block(found.blocks, "Voir plus") == Block(
        8, "Voir plus", Label.BODY, "toujours gardé : sites.toml"
    )


def test_a_kept_line_is_removed_where_the_user_wants_it(tmp_path: Path) -> None:
    found = clean(raw(article()), rules=rules(tmp_path, '["*"]\nremove = ["/^Les commerçants/"]'))
    removed = block(found.blocks, "Les commerçants")
    assert (removed.label, removed.reason) == (Label.CHROME, "toujours retiré : sites.toml")


def test_a_line_that_the_cleaner_treats_so_anyway_keeps_its_label(tmp_path: Path) -> None:
    wanted = rules(tmp_path, f'["*"]\nkeep = ["{TITLE}"]\nremove = ["/^Source/"]')
    found = clean(raw(article("Source : https://www.exemple.fr/pont")), rules=wanted)
    assert (found.blocks[0].label, found.title) == (Label.TITLE, TITLE)
    assert found.blocks[-1].label is Label.SOURCE
    assert found.metadata.site == "exemple.fr"


def test_a_title_that_is_removed_is_the_title_no_more(tmp_path: Path) -> None:
    found = clean(raw(article()), rules=rules(tmp_path, '["*"]\nremove = ["/^À Valbourg/"]'))
    assert found.title is None


def test_the_rules_of_a_site_apply_to_its_documents_only(tmp_path: Path) -> None:
    wanted = rules(tmp_path, '["exemple.fr"]\nremove = ["/^Les commerçants/"]')
    ours = clean(raw(article("Source : https://www.exemple.fr/pont")), rules=wanted)
    other = clean(raw(article("Source : https://www.autre.fr/pont")), rules=wanted)
    assert not block(ours.blocks, "Les commerçants").label.is_kept
    assert block(other.blocks, "Les commerçants").label.is_kept


def test_a_line_is_held_against_rules_up_to_a_bound(tmp_path: Path) -> None:
    wanted = rules(tmp_path, '["*"]\nremove = ["/fin$/"]')
    long_line = "a" * MATCHED_CHARACTERS + " fin"
    assert clean(raw(long_line), rules=wanted).blocks[0].label is Label.BODY
    assert clean(raw(long_line[5:]), rules=wanted).blocks[0].label is Label.CHROME


def test_rules_mean_nothing_when_cleaning_is_off(tmp_path: Path) -> None:
    wanted = rules(tmp_path, '["*"]\nremove = ["/./"]')
    assert clean(raw(article()), Cleaning.OFF, rules=wanted).removed == ()


def test_selectors_keep_and_remove_parts_of_a_page(tmp_path: Path) -> None:
    wanted = rules(
        tmp_path, '["*"]\nkeep-selectors = ["footer"]\nremove-selectors = ["h1", "ul a"]'
    )
    found = clean(raw(markup(), Format.HTML), rules=wanted)
    assert [b.text for b in found.kept] == [*PARAGRAPHS, "Mentions légales"]
    assert found.kept[-1].reason == "toujours gardé : sites.toml"
    assert {b.reason for b in found.removed} == {"toujours retiré : sites.toml"}


def test_a_line_that_is_always_kept_stays_where_the_site_repeats_it(tmp_path: Path) -> None:
    wanted = rules(tmp_path, '["exemple.fr"]\nkeep = ["Le rappel des faits"]')
    source = "Source : https://www.exemple.fr/pont"
    documents = [
        raw(f"{paragraph}\nLe rappel des faits\n{paragraph[::-1]}\n{source}")
        for paragraph in PARAGRAPHS
    ]
    named = [dataclasses.replace(found, id=found.text[:9]) for found in documents]
    plain = [each.text for each in clean_all(named) if isinstance(each, CleanedDocument)]
    ruled = [
        each.text for each in clean_all(named, rules=wanted) if isinstance(each, CleanedDocument)
    ]
    assert len(plain) == len(ruled) == len(named)
    assert not any("rappel" in text for text in plain)
    assert all("rappel" in text for text in ruled)


def orders(source: str, keep: str, remove: str) -> list[tuple[str, Order | None]]:
    pairs = [(parse_selector(keep), Order.KEEP), (parse_selector(remove), Order.REMOVE)]
    return [(text, order) for _, text, order in selected_lines(source, pairs)]


def test_the_innermost_element_decides() -> None:
    source = "<div class=r>un<div class=k>deux<div class=r>trois</div>quatre</div></div>cinq"
    assert orders(source, ".k", ".r") == [
        ("un", Order.REMOVE),
        ("deux", Order.KEEP),
        ("trois", Order.REMOVE),
        ("quatre", Order.KEEP),
        ("cinq", None),
    ]


def test_a_part_of_a_line_keeps_it_but_does_not_remove_it() -> None:
    source = "<p>un <a>deux</a> trois</p><p>un <b>deux</b></p><p><a>un</a> <a>deux</a></p>"
    assert [order for _, order in orders(source, "b", "a")] == [
        None,
        Order.KEEP,
        Order.REMOVE,
    ]


def test_of_lines_that_look_the_same_only_the_selected_one_is_meant(tmp_path: Path) -> None:
    wanted = rules(tmp_path, '["*"]\nremove-selectors = [".r"]')
    source = "<div><p>Oui</p><p class=r>Oui</p><p>Oui</p></div>"
    found = clean(raw(source, Format.HTML), rules=wanted)
    reasons = [b.reason == "toujours retiré : sites.toml" for b in found.blocks if b.line]
    assert reasons == [False, True, False]


PIECES = [
    "<p>",
    "</p>",
    "<b> ",
    "</b>",
    "<div class=r>",
    "</div>",
    " un ",
    "deux",
    "\n",
    "<br>",
    "&nbsp;",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_the_lines_are_those_of_the_page(pieces: list[str]) -> None:
    source = "".join(pieces)
    tree = parse_page(source)
    shown = [] if tree is None else [placed.line for placed in page_lines(tree)]
    expected = [(line.number, line.text) for line in shown]
    selectors = [(parse_selector(".r"), Order.REMOVE)]
    assert [(n, text) for n, text, _ in selected_lines(source, selectors)] == expected


def test_deep_nesting_is_read_once() -> None:
    source = "<div class=r>" * 200 + "un" + "</div>" * 200
    assert selected_lines(source, [(parse_selector(".r .r .r"), Order.REMOVE)]) == [
        (1, "un", Order.REMOVE)
    ]
