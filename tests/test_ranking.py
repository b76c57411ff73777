from pathlib import Path
from unittest import mock

import pytest

import search
from search.engines.whoosh import WhooshIndexReader
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


def test_pairs_are_looked_for_only_where_they_can_lift_a_document_among_those_wanted(
    tmp_path: Path,
) -> None:
    texts = {f"d{number}": "la convention " + "mer " * 10 * number for number in range(5)}
    texts |= {f"other{number}": "le port accueille les navires" for number in range(50)}
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text)
    options = search.IndexOptions(cleaning=search.Cleaning.OFF)
    search.build_index(sorted(tmp_path.glob("*.txt")), tmp_path / "index", options)
    for pair_weight, limit, looked_at in ((1e-6, 1, 1), (1e-6, 2, 2), (9.0, 1, 5), (1e-6, 5, 5)):
        with mock.patch.object(WhooshIndexReader, "pairs") as pairs:
            pairs.side_effect = lambda asked, _keys: dict.fromkeys(asked, ())
            best(tmp_path / "index", "la convention", Scoring(pair_weight=pair_weight), limit)
        assert len(pairs.call_args.args[1]) == looked_at
