import json
from pathlib import Path

import pytest

import search
from benchmarks.agreement import build, disagreements, scan
from benchmarks.random_requests import RequestMaker
from search.analysis import FrenchAnalyzer
from search.query import parse
from search.requests import Facet, Query, Scope
from tests.engines.indexed import distance

ANALYZER = FrenchAnalyzer()
CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sentences of the corpus as short articles, so that some have what others lack."""
    path = tmp_path_factory.mktemp("articles") / "articles.jsonl"
    blocks = [
        (document, block.text)
        for path in sorted(CORPUS.glob("*.txt"))
        for document in [search.clean(search.read(str(path)))]
        for block in document.kept
    ]
    articles = (
        {
            "id": f"{number:03}",
            "title": document.heading if number % 3 else text[:60],
            "text": f"{text}\nVoir plus",
            "date": f"202{number % 4}-{number % 12 + 1:02}-15" if number % 5 else None,
            "url": f"https://{'abc'[number % 3]}.exemple.fr/{number}",
            "author": document.metadata.author,
        }
        for number, (document, text) in enumerate(blocks)
    )
    path.write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    return path


def test_every_kind_of_request_finds_and_counts_what_a_scan_does(
    lines: Path, tmp_path: Path
) -> None:
    with build(lines, 200, tmp_path) as searcher:
        scanned = scan(searcher)
        requests = list(RequestMaker([each.document for each in scanned]).requests(240))
        assert len(scanned) == searcher.document_count > 60
        assert list(disagreements(searcher, scanned, requests)) == []


def test_what_differs_is_told(lines: Path, tmp_path: Path) -> None:
    with build(lines, 20, tmp_path) as searcher:
        scanned = scan(searcher)
        [found, *_] = disagreements(searcher, scanned[1:], [Query("-zyzomys")])
        assert (found.what, found.found) == ("documents", f"{[scanned[0].id]} more")


def test_requests_are_of_every_kind(lines: Path, tmp_path: Path) -> None:
    with build(lines, 200, tmp_path) as searcher:
        documents = [each.document for each in scan(searcher)]
    requests = list(RequestMaker(documents).requests(600))
    assert requests == list(RequestMaker(documents).requests(600))
    kinds = {node.kind for each in requests for node in nodes(each.text)}
    assert kinds >= {"all", "any", "not", "word", "phrase", "near", "prefix", "wildcard", "fuzzy"}
    assert kinds >= {"exact", "field", "date"}
    assert {each.scope for each in requests} == set(Scope)
    assert {choice.facet for each in requests for choice in each.choices} == set(Facet)


def nodes(text: str) -> list[search.ReadingNode]:
    reading = parse(text, ANALYZER).reading
    found = [reading.tree] if reading and reading.tree else []
    for node in found:
        found += node.children
    return found


@pytest.mark.parametrize(
    ("first", "second", "edits"),
    [
        ("", "", 0),
        ("mer", "mer", 0),
        ("mer", "me", 1),
        ("mer", "mre", 1),
        ("mer", "mare", 2),
        ("ca", "abc", 2),
        ("hanoi", "", 5),
    ],
)
def test_a_distance_counts_changes_of_one_letter(first: str, second: str, edits: int) -> None:
    assert distance(first, second) == distance(second, first) == edits
