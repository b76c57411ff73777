import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import search
from search.analysis import FrenchAnalyzer
from search.engines.whoosh import WhooshIndexReader
from search.query import Clause, Near, ParsedQuery, Term, Wildcard, parse
from search.ranking import explain
from search.scoring import FeatureWeights, Scoring
from search.searching import Searcher
from tests.ranking.stores import build

ANALYZER = FrenchAnalyzer()

TEXTS = {
    "a": "La convention de Hanoï. Des conventions de paix, à Hanoi.",
    "b": "La paix dans le monde. La mer et les navires. Cybercriminalité.",
    "c": "Le port accueille les navires du monde.",
    "d": "Rien de tout cela ne parle de la mer du monde.",
}
WORDS = ("convention", "Hanoï", "paix", "la", "monde", "navire", "cybercriminel", "« la mer »")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("explained"), TEXTS)


@pytest.fixture(scope="module")
def searcher(index: Path) -> Iterator[Searcher]:
    with search.open_index(index) as searcher:
        yield searcher


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), st.integers(1, 4))
@settings(deadline=None)
def test_shares_add_up_to_the_score_whether_ranked_again_or_not(
    index: Path, words: list[str], depth: int
) -> None:
    query = " ".join(words)
    with Searcher(str(index), Scoring(depth=depth)) as searcher:
        for id, score in searcher.best(query, 10):
            explanation = searcher.explain(query, id)
            shares = [part.share for part in explanation.terms]
            shares += [part.share for part in explanation.features]
            assert sum(shares) == pytest.approx(explanation.score)
            assert explanation.score == pytest.approx(score, rel=1e-5)


def test_each_field_of_a_word_has_its_share(searcher: Searcher) -> None:
    parts = searcher.explain("navires", "c").terms
    assert [(part.word, part.field, part.term) for part in parts] == [
        ("navires", "stem", "navir"),
        ("navires", "exact", "navires"),
    ]
    assert parts[0].share > parts[1].share > 0


def test_another_way_to_write_a_word_has_its_share(tmp_path: Path) -> None:
    index = build(tmp_path, {"a": "L'Organisation des Nations unies parle de la mer."})
    with search.open_index(index) as searcher:
        explanation = searcher.explain("ONU mer", "a")
    ways = {(part.word, part.way, part.field) for part in explanation.terms}
    assert ("ONU", "Nations unies", "phrase") in ways
    assert ("mer", "mer", "stem") in ways
    assert {"nations", "unies", "mer"} <= {form.form for form in explanation.forms}


def test_a_feature_counts_its_value_by_its_weight(index: Path) -> None:
    with Searcher(str(index), Scoring(features=FeatureWeights(whole=1.5))) as searcher:
        features = searcher.explain("convention de Hanoï", "a").features
    assert features == (search.FeaturePart("whole", 1.0, 1.5),)
    assert features[0].share == 1.5


def test_a_document_beyond_the_best_has_no_features(index: Path) -> None:
    with Searcher(str(index), Scoring(depth=1)) as searcher:
        first, second = (id for id, _ in searcher.best("paix", 2))
        assert searcher.explain("paix", first).features
        assert not searcher.explain("paix", second).features


def test_forms_are_counted_where_they_stand(searcher: Searcher) -> None:
    forms = searcher.explain("Hanoï conventions", "a").forms
    assert [(each.word, each.form, each.count, each.line) for each in forms] == [
        ("conventions", "convention", 1, 1),
        ("Hanoï", "hanoï", 1, 1),
        ("conventions", "conventions", 1, 1),
        ("Hanoï", "hanoi", 1, 1),
    ]
    assert {each.label for each in forms} == {search.Label.BODY}


def test_words_of_a_phrase_that_was_loosened_are_explained(searcher: Searcher) -> None:
    explanation = searcher.explain("monde « navires de Hanoï »", "c")
    assert {part.word for part in explanation.terms} == {"monde", "navires"}


def explained(index: Path, id: str, clause: Clause, *terms: Term) -> search.Explanation:
    query = ParsedQuery("", clause, terms)
    with contextlib.closing(WhooshIndexReader(str(index))) as reader:
        return explain(query, reader, reader.document(id), Scoring(), ANALYZER)


def test_a_pattern_has_one_share_and_all_the_forms_that_are_its_words(index: Path) -> None:
    pattern = Wildcard("con*s")
    explanation = explained(index, "a", pattern, pattern)
    [part] = explanation.terms
    assert (part.word, part.way, part.field, part.term) == ("con*s", "con*s", "pattern", "con*s")
    assert explanation.score == part.share > 0
    assert [(each.word, each.form) for each in explanation.forms] == [("con*s", "conventions")]


def test_words_near_each_other_have_their_shares_as_words(index: Path) -> None:
    words = parse("paix Hanoï", ANALYZER).words
    explanation = explained(index, "a", Near(words, 3), Near(words, 3))
    assert {part.word for part in explanation.terms} == {"paix", "Hanoï"}
    assert {part.name for part in explanation.features} >= {"near", "window"}
    assert {each.word for each in explanation.forms} == {"paix", "Hanoï"}


def test_a_document_that_does_not_match_has_no_parts(searcher: Searcher) -> None:
    assert searcher.explain("navires", "a") == search.Explanation("a", 0.0)
    assert searcher.explain("", "a") == search.Explanation("a", 0.0)


def test_a_document_that_is_not_there_cannot_be_explained(searcher: Searcher) -> None:
    with pytest.raises(search.DocumentNotFoundError):
        searcher.explain("navires", "unknown")
