import json
from collections.abc import Iterator

import pytest

import search

TEXTS = {
    "noise": "Le 10 mars, 26 joueurs : 15 buts, 5 passes. 2025, 000 et 1 le 01 et le 12.",
    "day": "Signature le 26 octobre 2025 à Hanoï.",
    "figures": "Signature le 26/10/2025 à Hanoï.",
    "first": "Réunion du 1er octobre 2025 à Hué.",
    "december": "Le 5 décembre 2017, un deuil.",
    "apart": "Environ 1 000 personnes sont là.",
    "joined": "Environ 1000 personnes sont ici.",
    "decimal": "Un taux de 15.5 pour cent.",
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[search.Searcher]:
    folder = tmp_path_factory.mktemp("notations")
    lines = (json.dumps({"id": name, "text": text}) for name, text in TEXTS.items())
    (folder / "texts.jsonl").write_text("\n".join(lines), encoding="utf-8")
    options = search.IndexOptions(cleaning=search.Cleaning.OFF)
    search.build_index(folder / "texts.jsonl", folder / "index", options)
    with search.open_index(folder / "index") as opened:
        yield opened


def found(searcher: search.Searcher, query: str) -> list[str]:
    return [hit.document.id.rpartition(":")[2] for hit in searcher.search(query).hits]


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("26 octobre 2025", {"day", "figures"}),
        ("26/10/2025", {"day", "figures"}),
        ("2025-10-26", {"day", "figures"}),
        ("01/10/2025", {"first"}),
        ("05/12/2017", {"december"}),
        ("1 000", {"apart", "joined"}),
        ("1000", {"apart", "joined"}),
        ("15,5", {"decimal"}),
        ("2025-10", {"day", "figures", "first"}),
        ("26 octobre", {"day"}),
    ],
)
def test_what_says_the_same_in_any_notation_is_best(
    searcher: search.Searcher, query: str, best: set[str]
) -> None:
    assert set(found(searcher, query)[: len(best)]) == best


@pytest.mark.parametrize("query", ["1 000", "1000", "15,5"])
def test_parts_of_a_number_are_not_found(searcher: search.Searcher, query: str) -> None:
    assert "noise" not in found(searcher, query)


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ('"1000 personnes"', {"apart", "joined"}),
        ('"1 000 personnes"', {"apart", "joined"}),
        ('"le 26 octobre 2025"', {"day", "figures"}),
        ('"le 26/10/2025 à Hanoï"', {"day", "figures"}),
        ('"octobre 2025 à Hué"', {"first"}),
        ('-"26 octobre 2025"', TEXTS.keys() - {"day", "figures"}),
        ("-1000", TEXTS.keys() - {"apart", "joined"}),
    ],
)
def test_phrases_and_what_is_left_out_are_found_in_any_notation(
    searcher: search.Searcher, query: str, texts: set[str]
) -> None:
    assert set(found(searcher, query)) == texts
