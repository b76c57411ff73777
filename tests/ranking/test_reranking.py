import contextlib
from pathlib import Path
from unittest import mock

import numpy as np
import pytest

import search
from search.analysis import FrenchAnalyzer
from search.engines.base import Placings
from search.engines.whoosh import WhooshIndexReader
from search.query import Any, Near, ParsedQuery, Prefix, Term, parse
from search.ranking import rank
from search.scoring import FeatureWeights, Scoring
from search.searching import Searcher
from tests.ranking.stores import build

ANALYZER = FrenchAnalyzer()
PLAIN = Scoring(features=FeatureWeights())


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Three documents of the same words in different orders, and others without them."""
    texts = {
        "apart": "la convention parle du monde et Hanoï de la paix",
        "pair": "la paix du monde parle et convention Hanoï de la",
        "together": "du monde et la paix parle la convention de Hanoï",
        **{f"other{number}": "le port accueille les navires" for number in range(5)},
    }
    return build(tmp_path, texts)


def best(index: Path, query: str, scoring: Scoring, limit: int = 10) -> dict[str, float]:
    with Searcher(str(index), scoring) as searcher:
        return dict(searcher.best(query, limit))


def test_words_that_stand_together_as_typed_rank_first(index: Path) -> None:
    assert list(best(index, "convention de Hanoï", Scoring())) == ["together", "pair", "apart"]
    assert next(iter(best(index, "convention Hanoï", Scoring()))) == "pair"


def test_without_the_bonus_they_rank_alike(index: Path) -> None:
    scores = best(index, "convention de Hanoï", PLAIN)
    assert len(set(scores.values())) == 1


def test_only_the_best_are_ranked_again(index: Path) -> None:
    plain = best(index, "convention de Hanoï", PLAIN)
    again = best(index, "convention de Hanoï", Scoring(depth=1))
    assert [id for id in plain if again[id] != plain[id]] == [next(iter(plain))]


def test_a_small_limit_takes_the_best_of_all_that_are_ranked_again(index: Path) -> None:
    assert list(best(index, "convention de Hanoï", Scoring(), limit=1)) == ["together"]


def test_a_lower_ranked_document_is_not_looked_at(index: Path) -> None:
    with (
        mock.patch.object(WhooshIndexReader, "positions", autospec=True) as positions,
        Searcher(str(index), Scoring(depth=2)) as searcher,
    ):
        positions.side_effect = lambda _, words, keys, _zone: Placings(
            np.zeros((len(keys), len(words)), np.uint32), np.empty(0, np.uint32)
        )
        searcher.best("convention de Hanoï", 10)
    assert len(positions.call_args.args[2]) == 2


def test_a_query_of_words_that_are_nowhere_is_not_ranked_again(index: Path) -> None:
    assert best(index, "introuvable", Scoring()) == {}


def test_a_document_whose_words_only_begin_alike_ranks_higher_for_it(tmp_path: Path) -> None:
    texts = {
        "a": "la réforme et les fleurs",
        "b": "la réforme et la cybercriminalité",
        **{f"other{number}": "le port accueille les navires" for number in range(5)},
    }
    index = build(tmp_path, texts)
    assert list(best(index, "réforme cybercriminel", PLAIN)) == ["a", "b"]
    assert list(best(index, "réforme cybercriminel", Scoring())) == ["b", "a"]


def test_a_word_that_stands_in_a_caption_only_counts_less(tmp_path: Path) -> None:
    page = "<html><body><article><h1>Un port</h1>{}</article></body></html>"
    prose = (
        "<p>Le port de la ville accueille chaque année les navires de la région, dit-on ici.</p>"
    )
    named = "<p>Les marins de Brest regardent les navires qui passent devant le long quai.</p>"
    other = "<p>Les marins du lieu regardent les navires qui passent devant le long quai.</p>"
    caption = "<figcaption>Le quai de Brest en octobre. Photo : AFP</figcaption>"
    figure = f"<figure><img src='a.jpg'>{caption}</figure>"
    (tmp_path / "caption.html").write_text(page.format(prose * 3 + figure + other))
    (tmp_path / "text.html").write_text(page.format(prose * 3 + named))
    search.build_index(sorted(tmp_path.glob("*.html")), tmp_path / "index")
    assert list(best(tmp_path / "index", "Brest", Scoring())) == ["text", "caption"]
    found = best(tmp_path / "index", "Brest", Scoring(features=FeatureWeights(captions=-1)))
    plain = best(tmp_path / "index", "Brest", PLAIN)
    assert found["text"] == plain["text"]
    assert found["caption"] < plain["caption"]


def ranked(index: Path, *terms: Term, scoring: Scoring) -> dict[str, float]:
    with contextlib.closing(WhooshIndexReader(str(index))) as reader:
        matches = rank(ParsedQuery("", Any(terms), terms), reader, 10, scoring)
    return {each.id: each.score for each in matches.candidates}


def test_a_query_of_patterns_ranks_by_their_frequency_and_is_not_ranked_again(
    tmp_path: Path,
) -> None:
    texts = {
        "a": "la cybercriminalité et les droits de la personne",
        "b": "la cybercriminalité, le cyberespace et les cybers",
        "c": "le port accueille les navires",
    }
    index = build(tmp_path, texts)
    found = ranked(index, Prefix("cyber"), scoring=Scoring())
    assert list(found) == ["b", "a"]
    assert found == ranked(index, Prefix("cyber"), scoring=PLAIN)


def test_words_near_each_other_are_ranked_again_as_words_are(index: Path) -> None:
    words = parse("convention Hanoï", ANALYZER).words
    assert ranked(index, Near(words, 30), scoring=Scoring()) == pytest.approx(
        ranked(index, *words, scoring=Scoring())
    )
