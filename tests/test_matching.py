import json
from collections.abc import Iterator

import pytest

import search
from search.analysis import FrenchAnalyzer
from search.engines.whoosh import WhooshIndexReader
from search.query import All, Query, parse
from search.scoring import Scoring
from tests.matching import Pair, read_pairs

ANALYZER = FrenchAnalyzer()
PAIRS = read_pairs("terms")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshIndexReader]:
    """An index of the text of each pair, by its number."""
    folder = tmp_path_factory.mktemp("pairs")
    texts = (json.dumps({"id": str(n), "text": pair.text}) for n, pair in enumerate(PAIRS))
    (folder / "texts.jsonl").write_text("\n".join(texts), encoding="utf-8")
    options = search.IndexOptions(cleaning=search.Cleaning.OFF)
    search.build_index(folder / "texts.jsonl", folder / "index", options)
    opened = WhooshIndexReader(str(folder / "index"))
    yield opened
    opened.close()


@pytest.mark.parametrize(("number", "pair"), [*enumerate(PAIRS)], ids=str)
def test_a_query_finds_what_a_reader_takes_for_the_same_and_nothing_else(
    reader: WhooshIndexReader, number: int, pair: Pair
) -> None:
    words = parse(pair.query, ANALYZER).words
    found = reader.search(Query(pair.query, All(words), words), Scoring(), len(PAIRS))
    ids = {candidate.id for candidate in found.candidates}
    assert any(id.endswith(f":{number}") or id == str(number) for id in ids) is pair.must_match


def test_there_are_pairs_enough() -> None:
    every = PAIRS + read_pairs("ways")
    assert len(set(every)) == len(every)
    assert sum(pair.must_match for pair in every) >= 170
    assert sum(not pair.must_match for pair in every) >= 70
