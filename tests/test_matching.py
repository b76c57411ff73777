import contextlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

import search
from search.analysis import FrenchAnalyzer
from search.engines.whoosh import WhooshIndexReader
from search.expansion import Expander
from search.query import All, Any, Clause, ParsedQuery, Way, Word, parse
from search.query.expanding import ways_of
from search.scoring import Scoring
from tests.matching import Pair, read_pairs

ANALYZER = FrenchAnalyzer()
PAIRS = read_pairs("terms")
PAIRS_OF_WAYS = read_pairs("ways")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshIndexReader]:
    """An index of the text of each pair, by its number."""
    with index_of(tmp_path_factory.mktemp("pairs"), PAIRS) as opened:
        yield opened


@contextlib.contextmanager
def index_of(folder: Path, pairs: Sequence[Pair]) -> Iterator[WhooshIndexReader]:
    texts = (json.dumps({"id": str(n), "text": pair.text}) for n, pair in enumerate(pairs))
    (folder / "texts.jsonl").write_text("\n".join(texts), encoding="utf-8")
    options = search.IndexOptions(cleaning=search.Cleaning.OFF)
    search.build_index(folder / "texts.jsonl", folder / "index", options)
    with contextlib.closing(WhooshIndexReader(str(folder / "index"))) as opened:
        yield opened


def found(reader: WhooshIndexReader, clause: Clause) -> set[str]:
    matches = reader.search(ParsedQuery("", clause, ()), Scoring(), len(PAIRS))
    return {candidate.id.rpartition(":")[2] for candidate in matches.candidates}


@pytest.mark.parametrize(("number", "pair"), [*enumerate(PAIRS)], ids=str)
def test_a_query_finds_what_a_reader_takes_for_the_same_and_nothing_else(
    reader: WhooshIndexReader, number: int, pair: Pair
) -> None:
    words = parse(pair.query, ANALYZER).words
    assert (str(number) in found(reader, All(words))) is pair.must_match


@pytest.mark.parametrize("pair", PAIRS_OF_WAYS, ids=str)
def test_a_query_finds_its_words_in_any_of_their_ways(tmp_path: Path, pair: Pair) -> None:
    words = parse(pair.query, ANALYZER).words
    with index_of(tmp_path, [pair]) as reader:
        ways = ways_of(words, Expander(reader, ANALYZER).sources)
        clause = Any(tuple(map(All, readings(words, ways))))
        assert bool(found(reader, clause)) is pair.must_match


def readings(
    words: Sequence[Word], ways: Mapping[tuple[int, int], Sequence[Way]], place: int = 0
) -> Iterator[tuple[Clause, ...]]:
    """Yield what a query asks for, each word by itself or several of them in another way."""
    if place == len(words):
        yield ()
        return
    steps: list[tuple[int, Clause]] = [(place + 1, words[place])]
    steps += [(end, way.clause) for (at, end), some in ways.items() if at == place for way in some]
    for end, clause in steps:
        yield from ((clause, *rest) for rest in readings(words, ways, end))


def test_there_are_pairs_enough() -> None:
    every = PAIRS + PAIRS_OF_WAYS
    assert len(set(every)) == len(every)
    assert sum(pair.must_match for pair in every) >= 170
    assert sum(not pair.must_match for pair in every) >= 70
