import json
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import search
from search.answering.answers import LONGEST_SAID
from search.query import Phrase

AS_THEY_ARE = search.IndexOptions(cleaning=search.Cleaning.OFF)


@pytest.fixture(scope="module")
def searcher(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[search.Searcher]:
    index = tmp_path_factory.mktemp("index")
    search.build_index(corpus, index)
    with search.open_index(index) as searcher:
        yield searcher


def ids(page: search.ResultPage) -> list[str]:
    return [hit.document.id[:3] for hit in page.hits]


def marks(hit: search.Hit) -> list[str]:
    return [hit.snippet.text[start:end] for start, end in hit.snippet.highlights]


def test_the_best_article_is_first_with_its_words_marked(searcher: search.Searcher) -> None:
    page = searcher.search("cyberespace pacifique")
    first = page.hits[0]
    assert first.document.id.startswith("000_")
    assert marks(first) == ["cyberespace", "pacifique"]
    assert [first.heading.text[a:b] for a, b in first.heading.highlights] == [
        "cyberespace",
        "pacifique",
    ]


def test_a_teaser_of_another_article_is_not_found(searcher: search.Searcher) -> None:
    assert "000" not in ids(searcher.search("Cuba amitié"))


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("Hanoï", "Hanoi"),
        ("Hanoï", "HANOÏ"),
        ("cyberattaque", "cyberattaques"),
        ("l'ambassadeur", "l’ambassadeur"),
        ("l'ambassadeur", "ambassadeur"),
        ("To Lam", "Tô Lâm"),
    ],
)
def test_two_ways_of_writing_find_the_same(
    searcher: search.Searcher, typed: str, same: str
) -> None:
    assert searcher.search(typed).total > 0
    assert set(ids(searcher.search(typed))) == set(ids(searcher.search(same)))


def test_a_phrase_is_found_in_its_inflected_and_unaccented_forms(
    searcher: search.Searcher,
) -> None:
    assert ids(searcher.search("« conventions de hanoi »")) == ids(
        searcher.search('"convention de Hanoï"')
    )


def test_a_phrase_alone_that_is_nowhere_finds_nothing(searcher: search.Searcher) -> None:
    page = searcher.search("« cyberespace de Hanoï »")
    assert (page.total, page.warnings) == (0, ())


def test_what_is_mistyped_is_found_as_it_is_meant_and_told(searcher: search.Searcher) -> None:
    page = searcher.search("cybercriminalitée")
    assert ids(page) == ids(searcher.search("cybercriminalité"))
    assert page.suggestion is None
    [warning] = page.warnings
    assert "inconnu : «\u202fcybercriminalitée\u202f» ; résultats pour" in warning
    assert "cybercriminalité" in [mark.lower() for mark in marks(page.hits[0])]


def test_a_query_that_finds_nothing_is_answered_as_it_may_be_meant(
    searcher: search.Searcher,
) -> None:
    page = searcher.search("« convantion de Hanoy »")
    assert ids(page) == ids(searcher.search("« convention de Hanoï »"))
    assert page.suggestion is None
    [warning] = page.warnings
    assert warning == (
        "Aucun article ne répond à «\u202f« convantion de Hanoy »\u202f» : "
        "voici les résultats pour «\u202f« convention de Hanoï »\u202f»."
    )


def test_what_a_long_query_may_mean_is_not_repeated(searcher: search.Searcher) -> None:
    short, long = "« Hanoy » " * 20, "« Hanoy » " * 21
    assert len(short) == LONGEST_SAID < len(long)
    [warning] = searcher.search(long).warnings
    assert len(warning) < 3 * LONGEST_SAID


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., search.Searcher]:
    """Return a function that opens an index of texts."""

    def write(*texts: str) -> search.Searcher:
        lines = (
            json.dumps({"id": str(place), "title": text, "text": text})
            for place, text in enumerate(texts)
        )
        (tmp_path / "texts.jsonl").write_text("\n".join(lines), encoding="utf-8")
        search.build_index(tmp_path / "texts.jsonl", tmp_path / "index", AS_THEY_ARE)
        return search.open_index(tmp_path / "index")

    return write


def test_a_french_word_that_is_nowhere_is_not_taken_for_another(
    written: Callable[..., search.Searcher],
) -> None:
    with written(*(f"Le compte rendu {number}" for number in range(30))) as searcher:
        page = searcher.search("comète")
    assert (page.total, page.warnings, page.suggestion) == (0, (), None)


def test_a_slip_that_is_a_word_is_suggested_and_not_replaced(
    written: Callable[..., search.Searcher],
) -> None:
    with written("Didier Raoult répond", "Didier Deschamps répond") as searcher:
        page = searcher.search("Didier Raout")
        assert (page.total, page.warnings, page.suggestion) == (2, (), "Didier Raoult")
        alone = searcher.search("Raout")
    assert (alone.total, alone.suggestion) == (1, None)
    assert "Aucun article" in alone.warnings[0]


def test_nothing_is_suggested_for_what_is_written_well(searcher: search.Searcher) -> None:
    assert searcher.search("convention de Hanoï").suggestion is None


def test_names_are_found_joined_and_apart_and_by_their_acronyms(
    searcher: search.Searcher,
) -> None:
    assert set(ids(searcher.search("Ha Noi"))) >= set(ids(searcher.search("Hanoï")))
    page = searcher.search("Nations unies")
    assert set(ids(page)) >= set(ids(searcher.search("ONU")))


def test_a_phrase_that_is_nowhere_does_not_hide_what_the_words_beside_it_find(
    searcher: search.Searcher,
) -> None:
    page = searcher.search("Guterres « cyberespace de Hanoï »")
    assert page.hits[0].document.id.startswith("002_")
    assert "guillemets" in page.warnings[0]
    assert "Hanoï" in marks(page.hits[0])


def test_an_article_is_marked_as_its_result_was(searcher: search.Searcher) -> None:
    text = "Le cyberespace vu de Hanoï par Guterres"
    spans = searcher.highlight("Guterres « cyberespace de Hanoï »", text)
    assert [text[start:end] for start, end in spans] == ["cyberespace", "Hanoï", "Guterres"]


def test_what_is_excluded_is_not_found(searcher: search.Searcher) -> None:
    everything = set(ids(searcher.search("cybercriminalité")))
    without = set(ids(searcher.search("cybercriminalité -Guterres")))
    assert without < everything


def test_an_exclusion_alone_finds_all_others(searcher: search.Searcher) -> None:
    assert searcher.search("-Guterres").total == 5 - searcher.search("Guterres").total


def test_pages_follow_each_other(searcher: search.Searcher) -> None:
    whole = searcher.search("cyberespace", size=5)
    parts = [searcher.search("cyberespace", page=page, size=2) for page in (1, 2, 3)]
    assert [len(part.hits) for part in parts] == [2, 2, 1]
    assert [hit.rank for part in parts for hit in part.hits] == [1, 2, 3, 4, 5]
    assert [i for part in parts for i in ids(part)] == ids(whole)


@pytest.mark.parametrize(("asked", "given"), [(-1, 1), (0, 1), (1, 1), (3, 3), (4, 3), (10**30, 3)])
def test_a_page_that_is_not_there_becomes_the_nearest(
    searcher: search.Searcher, asked: int, given: int
) -> None:
    assert searcher.search("cyberespace", page=asked, size=2).page == given


def test_scores_do_not_rise_along_the_ranks(searcher: search.Searcher) -> None:
    scores = [hit.score for hit in searcher.search("la convention contre le crime").hits]
    assert scores == sorted(scores, reverse=True)


@given(st.text(max_size=60) | st.text(alphabet='-"«»“”()*?~:/ ETOUabcd’\x00', max_size=60))
@settings(deadline=None)
def test_any_text_is_a_query(searcher: search.Searcher, query: str) -> None:
    page = searcher.search(query)
    assert page.query == query
    assert len(page.hits) == min(page.total, 10)


def test_ten_thousand_characters_are_a_query(searcher: search.Searcher) -> None:
    page = searcher.search("cyberespace pacifique " * 500)
    assert page.total == 5
    assert page.warnings == ("La requête est longue : seul son début est pris en compte.",)


def test_a_document_is_there_by_its_id(searcher: search.Searcher) -> None:
    hit = searcher.search("cyberespace").hits[0]
    assert searcher.document(hit.document.id) == hit.document
    with pytest.raises(search.DocumentNotFoundError):
        searcher.document("unknown")


def test_matches_are_marked_in_any_text(searcher: search.Searcher) -> None:
    text = "L’ambassadeur de Cuba"
    spans = searcher.highlight("ambassadeurs Cuba", text)
    assert [text[start:end] for start, end in spans] == ["ambassadeur", "Cuba"]


def test_a_searcher_sees_a_commit_when_it_is_refreshed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Le port de Brest accueille les navires.")
    search.build_index(tmp_path / "a.txt", tmp_path / "index")
    with search.open_index(tmp_path / "index") as searcher:
        (tmp_path / "a.txt").write_text("Le canal de Suez accueille les navires.")
        search.build_index(tmp_path / "a.txt", tmp_path / "index")
        assert searcher.search("Brest").total == 1
        searcher.refresh()
        assert searcher.search("Brest").total == 0
        assert searcher.search("Suez").total == 1
        assert searcher.document_count == 1


def test_threads_may_share_a_searcher(searcher: search.Searcher) -> None:
    wanted = {query: ids(searcher.search(query)) for query in ("Hanoï", "ONU", "« droit »")}
    wrong: list[str] = []

    def work() -> None:
        for _ in range(10):
            wrong.extend(q for q, found in wanted.items() if ids(searcher.search(q)) != found)

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_query_is_understood_as_it_is_answered(searcher: search.Searcher) -> None:
    typed, loosened = searcher.understand("Hanoï"), searcher.understand("Guterres « Hanoï Suez »")
    assert [word.text for word in typed.words] == ["Hanoï"]
    assert not any(isinstance(term, Phrase) for term in loosened.terms)
