import dataclasses
from pathlib import Path

import pytest

import search
from benchmarks.cluster_agreement import Aspect, Told, compare, differences, requests_about
from search.engines.base import Candidate, Counts
from search.requests import Facet, Sort
from tests.benchmarks.test_agreement import CORPUS

COUNTS = Counts(2, 2, {Facet.SITE: {"a.example": 1, "b.example": 1}}, {}, {})


def told(**scores: float) -> Told:
    """Return an answer that holds documents, in the order given, by their scores."""
    top = tuple(Candidate(key, id, score) for key, (id, score) in enumerate(scores.items()))
    return Told(None, len(scores), scores, COUNTS, top)


def aspects(ours: Told, theirs: Told, sort: Sort = Sort.RELEVANCE) -> list[Aspect]:
    return [aspect for aspect, _ in compare(ours, theirs, sort)]


def test_an_index_answers_as_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    search.build_index(CORPUS, tmp_path / "index")
    with search.open_index(tmp_path / "index") as searcher:
        asked = requests_about(searcher, 60)
        assert list(differences(searcher, searcher, asked)) == []
    assert capsys.readouterr().out == ""


def test_documents_of_the_same_score_may_change_places() -> None:
    assert aspects(told(a=2.0, b=1.0), told(a=2.0, b=1.0)) == []
    assert aspects(told(a=1.0, b=1.0), told(b=1.000009, a=1.0)) == []


def test_documents_of_other_scores_may_not() -> None:
    assert aspects(told(a=1.0002, b=1.0), told(b=1.0002, a=1.0)) == [Aspect.TOP, Aspect.SCORES]


def test_nothing_changes_places_where_relevance_does_not_decide() -> None:
    assert aspects(told(a=1.0, b=1.0), told(b=1.0, a=1.0), Sort.NEWEST) == [Aspect.TOP]


def test_other_matches_are_a_difference_and_so_is_another_total() -> None:
    assert Aspect.MATCHES in aspects(told(a=1.0, b=1.0), told(a=1.0, c=1.0))
    more = dataclasses.replace(told(a=1.0), total=2)
    assert aspects(told(a=1.0), more) == [Aspect.MATCHES]


def test_the_order_of_counts_is_a_difference() -> None:
    turned = dataclasses.replace(COUNTS, values={Facet.SITE: {"b.example": 1, "a.example": 1}})
    other = dataclasses.replace(told(a=1.0), counts=turned)
    assert aspects(told(a=1.0), other) == [Aspect.COUNTS]
