from pathlib import Path

import pytest

import search
from search.scoring import Scoring
from search.searching import Searcher


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Three documents of the same words in different orders, and others without them."""
    texts = {
        "apart": "la convention parle du monde et Hanoï de la paix",
        "pair": "la paix du monde parle et convention Hanoï de la",
        "together": "du monde et la paix parle la convention de Hanoï",
        **{f"other{number}": "le port accueille les navires" for number in range(5)},
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text)
    options = search.IndexOptions(cleaning=search.Cleaning.OFF)
    search.build_index(sorted(tmp_path.glob("*.txt")), tmp_path / "index", options)
    return tmp_path / "index"


def best(index: Path, query: str, scoring: Scoring, limit: int = 10) -> dict[str, float]:
    with Searcher(str(index), scoring) as searcher:
        return dict(searcher.best(query, limit))


def test_words_that_stand_together_as_typed_rank_first(index: Path) -> None:
    assert list(best(index, "convention de Hanoï", Scoring())) == ["together", "apart", "pair"]
    assert next(iter(best(index, "convention Hanoï", Scoring()))) == "pair"


def test_without_the_bonus_they_rank_alike(index: Path) -> None:
    scores = best(index, "convention de Hanoï", Scoring(pair_weight=0))
    assert len(set(scores.values())) == 1


def test_only_the_best_are_ranked_again(index: Path) -> None:
    plain = best(index, "convention de Hanoï", Scoring(pair_weight=0))
    again = best(index, "convention de Hanoï", Scoring(depth=1))
    assert again == plain


def test_a_small_limit_takes_the_best_of_all_that_are_ranked_again(index: Path) -> None:
    assert list(best(index, "convention de Hanoï", Scoring(), limit=1)) == ["together"]
