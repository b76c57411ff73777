"""What `python -m search` is asked beside a query, and in which forms it answers."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from click.testing import CliRunner, Result

from search import build_index
from search.__main__ import main
from search.models import Block, CleanedDocument, Hit, Label, Passage, ResultPage, Snippet
from search.options.output import OutputOptions
from search.requests import Query
from search.searching import Searcher
from search.terminal.printing import print_answer

ARTICLES = [
    {"id": "a", "title": "Le port de Brest", "date": "2024-05-01", "url": "https://un.fr/a"},
    {"id": "b", "title": "Le port de Sète", "date": "2025-05-02", "url": "https://un.fr/b"},
    {"id": "c", "title": "Le port de Nantes", "date": "2025-06-03", "url": "https://deux.fr/c"},
    {"id": "d", "title": "La gare de Lyon", "author": "Anne Roy"},
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    lines = [json.dumps({**it, "text": f"{it['title']} accueille du monde."}) for it in ARTICLES]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build_index(str(folder / "articles.jsonl"), str(folder / "index"))
    return folder / "index"


def run(index: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--index", str(index)])


def found(index: Path, *arguments: str) -> list[str]:
    """Return the ids of what is found, in order."""
    result = run(index, *arguments, "--json")
    assert result.exit_code == 0, result.stderr
    return [hit["id"] for hit in json.loads(result.stdout)["hits"]]


def test_the_order_can_be_chosen(index: Path) -> None:
    assert found(index, "port", "--sort", "newest") == ["c", "b", "a"]
    assert found(index, "port", "--sort", "ancien") == ["a", "b", "c"]
    assert found(index, "port", "--sort", "titre") == ["a", "c", "b"]


def test_options_choose_among_articles(index: Path) -> None:
    assert found(index, "port", "--since", "2025-05", "--until", "2025-05") == ["b"]
    assert sorted(found(index, "port", "--year", "2025", "--year", "2024")) == ["a", "b", "c"]
    assert found(index, "monde", "--author", "Anne Roy") == ["d"]
    assert found(index, "port", "--within", "Brest") == ["a"]


def test_options_find_articles_without_a_word(index: Path) -> None:
    assert found(index, "--year", "2025", "--sort", "oldest") == ["b", "c"]
    assert run(index, "--sort", "oldest").exit_code == 2


def test_pages_can_be_turned(index: Path) -> None:
    pages = [found(index, "port", "--sort", "newest", "--limit", "1", "--page", n) for n in "123"]
    assert pages == [["c"], ["b"], ["a"]]
    assert (
        run(index, "port", "--limit", "1", "--page", "2")
        .stdout.splitlines()[-1]
        .startswith("3 articles, page 2 sur 3, ")
    )


def test_all_are_shown_whatever_the_limit(index: Path) -> None:
    assert found(index, "port", "--sort", "newest", "--limit", "1", "--all") == ["c", "b", "a"]
    lines = run(index, "port", "--limit", "1", "--all").stdout.splitlines()
    assert [line[:3] for line in lines if line[1:2] == "."] == ["1. ", "2. ", "3. "]
    assert lines[-1].startswith("3 articles, ")


def test_all_can_be_explained(index: Path) -> None:
    result = run(index, "port", "--limit", "1", "--all", "--explain", "--json")
    hits = json.loads(result.stdout)["hits"]
    assert [hit["explanation"]["id"] for hit in hits] == [hit["id"] for hit in hits]


def test_facets_are_counted_on_demand(index: Path) -> None:
    lines = run(index, "port", "--facets").stdout.splitlines()
    place = lines.index("   Années")
    assert lines[place + 1 : place + 3] == ["           1  2024", "           2  2025"]
    facets = json.loads(run(index, "port", "--facets", "--json").stdout)["facets"]
    counts = [(value["value"], value["count"]) for value in facets["year"]["values"]]
    assert counts == [("2024", 1), ("2025", 2)]
    assert json.loads(run(index, "port", "--json").stdout)["facets"] is None


def test_all_of_a_result_can_be_taken_out(index: Path) -> None:
    result = run(index, "port", "--sort", "newest", "--limit", "1", "--export", "csv")
    text = result.stdout_bytes.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["id"] for row in rows] == ["c", "b", "a"]
    assert {row["query"] for row in rows} == {"port [du plus récent au plus ancien]"}
    value = json.loads(run(index, "port", "--export", "json").stdout)
    assert (value["total"], len(value["hits"])) == (3, 3)
    assert value["index"] == rows[0]["index"]


@pytest.mark.parametrize(
    ("format", "start"),
    [
        ("jsonl", '{"rank": 1'),
        ("ris", "TY  - "),
        ("bibtex", "% Requête : port"),
        ("atom", "<?xml"),
    ],
)
def test_each_format_can_be_taken_out(index: Path, format: str, start: str) -> None:
    assert run(index, "port", "--export", format).stdout.startswith(start)


def test_warnings_do_not_stand_in_what_is_taken_out(index: Path) -> None:
    result = run(index, '"port absolument introuvable" port', "--export", "jsonl")
    assert result.stderr.startswith("! ")
    assert all(json.loads(line)["rank"] for line in result.stdout.splitlines())


@pytest.mark.parametrize("arguments", [["--export", "ris"], ["--all"], ["--all", "--json"]])
def test_a_reader_who_has_enough_is_not_told_of_an_error(index: Path, arguments: list[str]) -> None:
    command = [sys.executable, "-m", "search", "port", "--index", str(index), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""


def test_hits_are_printed_as_they_come(capsys: pytest.CaptureFixture[str]) -> None:
    printed: list[int] = []

    class Finder:
        def search(self, query: Query, *arguments: object, **options: object) -> ResultPage:
            return ResultPage(query.text, 1, 1, 3, 1.0, (), (), distinct=3)

        def hits(self, query: Query) -> Iterator[Hit]:
            for rank in (1, 2, 3):
                printed.append(capsys.readouterr().out.count("\n\n"))
                document = CleanedDocument(f"d{rank}", (Block(1, "La mer", Label.BODY, "corps"),))
                yield Hit(rank, 1.0, document, Passage("La mer"), Snippet(()))

    output = OutputOptions(
        limit=10,
        page=1,
        all_=True,
        facets=False,
        explain=False,
        as_json=False,
        export=None,
        format_="text",
    )
    print_answer(cast(Searcher, Finder()), Query("mer"), output)
    assert printed == [0, 1, 1]
