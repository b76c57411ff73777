from __future__ import annotations

from pathlib import Path

import pytest

import search
from search.answering import overview as overviews

MENU = "Partager sur Facebook\nComment (0)"


WORDS = (
    *("port", "navire", "phare", "marché", "jardin", "théâtre"),
    *("lycée", "tramway", "stade", "musée", "hôpital", "gare"),
)


def text(number: int) -> str:
    turned = WORDS[number % 12 :] + WORDS[: number % 12]
    return " ".join(f"Le {word} numéro {number} ouvre en {2000 + number}." for word in turned)


def opened(folder: Path, *texts: str) -> search.Searcher:
    for number, content in enumerate(texts):
        (folder / f"{number}.txt").write_text(content, encoding="utf-8")
    search.build_index(folder, folder / "index")
    return search.open_index(folder / "index")


def test_an_overview_counts_all_documents_with_and_without_reprints(tmp_path: Path) -> None:
    with opened(tmp_path, text(1), text(2), text(2)) as searcher:
        found = searcher.overview()
    assert (found.documents, found.distinct, found.sampled) == (3, 2, 3)
    assert [(group.id, group.documents) for group in found.groups] == [("1", 2)]
    assert sum(value.count for value in found.facets.values[search.Facet.LENGTH]) == 3


def test_an_overview_is_found_out_once_for_each_state_of_the_index(tmp_path: Path) -> None:
    with opened(tmp_path, text(1)) as searcher:
        first = searcher.overview()
        assert searcher.overview() is first
        (tmp_path / "more.txt").write_text(text(2), encoding="utf-8")
        search.build_index(tmp_path, tmp_path / "index")
        searcher.refresh()
        assert searcher.overview().documents == 2


def test_the_last_run_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    with opened(tmp_path, text(1)) as searcher:
        run = searcher.overview().last_run
    assert run is not None
    assert (run.indexed, run.rejected_count, run.sources) == (1, 1, (str(tmp_path),))
    assert [each.reason for each in run.rejected] == ["empty"]


def test_what_was_removed_is_told_with_the_lines_of_two_documents_or_more(tmp_path: Path) -> None:
    texts = [f"{text(number)}\n{text(number + 1)}\n{MENU}" for number in range(0, 9, 3)]
    with opened(tmp_path, *texts, f"{text(50)}\nImprimer") as searcher:
        [unknown] = searcher.overview().cleaning
    assert (unknown.site, unknown.documents) == (None, 4)
    assert 0 < unknown.share_removed < 1
    assert [(line.text, line.documents) for line in unknown.lines] == [
        ("Comment (0)", 3),
        ("Partager sur Facebook", 3),
    ]


@pytest.mark.parametrize(("most", "sampled"), [(1, 1), (2, 2), (3, 3), (5, 5), (6, 5)])
def test_no_more_documents_are_looked_at_than_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, sampled: int
) -> None:
    monkeypatch.setattr(overviews, "SAMPLED", most)
    with opened(tmp_path, *map(text, range(5))) as searcher:
        assert searcher.overview().sampled == sampled
        assert searcher.overview().documents == 5


def test_without_reprints_there_are_no_groups(tmp_path: Path) -> None:
    with opened(tmp_path, text(1)) as searcher:
        assert searcher.overview().groups == ()
