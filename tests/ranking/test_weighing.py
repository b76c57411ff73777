import contextlib
from collections.abc import Iterator

import pytest

from search.analysis import FrenchAnalyzer
from search.engines.whoosh import WhooshIndexReader
from search.query import (
    Either,
    Near,
    Origin,
    ParsedQuery,
    Pattern,
    Phrase,
    Prefix,
    Term,
    Way,
    Word,
    parse,
)
from search.ranking import term_weights
from tests.ranking.stores import build

ANALYZER = FrenchAnalyzer()


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshIndexReader]:
    texts = {
        "a": "la mer",
        "b": "la mer et le port",
        "c": "la mer noire",
        "d": "le droit de la mer",
    }
    index = build(tmp_path_factory.mktemp("index"), texts)
    with contextlib.closing(WhooshIndexReader(str(index))) as reader:
        yield reader


def weights(reader: WhooshIndexReader, *terms: Term) -> dict[Term, float]:
    return term_weights(ParsedQuery("", None, terms), reader)


def weight(reader: WhooshIndexReader, form: Word | Pattern) -> float:
    [found] = reader.weights([form])
    return found


def test_a_word_is_worth_what_it_weighs_and_a_stop_word_nothing_among_others(
    reader: WhooshIndexReader,
) -> None:
    la, mer = parse("la mer", ANALYZER).words
    assert weights(reader, la, mer) == {mer: weight(reader, mer)}
    assert weights(reader, la) == {la: weight(reader, la)}


def test_a_pattern_is_worth_what_all_its_terms_weigh_as_one(reader: WhooshIndexReader) -> None:
    [la] = parse("la", ANALYZER).words
    assert weights(reader, la, Prefix("po")) == {Prefix("po"): weight(reader, Prefix("po"))}


def test_words_near_each_other_are_worth_their_sum_and_something_alone(
    reader: WhooshIndexReader,
) -> None:
    mer, port = parse("mer port", ANALYZER).words
    near, each = Near((mer, port), 3), (weight(reader, mer), weight(reader, port))
    assert weights(reader, near) == {mer: each[0], port: each[1], near: pytest.approx(sum(each))}


def test_another_way_is_worth_its_weight_times_its_words(reader: WhooshIndexReader) -> None:
    droit, mer, noire = parse("droit mer noire", ANALYZER).words
    phrase = Phrase((mer, noire))
    ways = (Way(droit, 1.0, Origin.TYPED), Way(phrase, 0.5, Origin.SYNONYM))
    found = weights(reader, Either(ways))
    together = weight(reader, mer) + weight(reader, noire)
    assert found == {droit: weight(reader, droit), phrase: pytest.approx(together / 2)}
