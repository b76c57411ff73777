import errno
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

import search
from search import sharing
from search.engines.whoosh.codec.segments import Segment
from search.engines.whoosh.storage import read_index
from search.errors import BrokenIndexError
from search.index_options import IndexOptions
from search.indexing import build_index
from search.models import Cleaning, RawDocument
from search.preparing import BATCH_SIZE
from search.reports import Progress


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("Le traité de la mer\n\nLes pays signent le traité de la mer.")
    (folder / "b.txt").write_text("Un port breton\n\nLe port de Brest accueille les navires.")
    return folder


def found(index: Path, query: str) -> list[str]:
    with search.open_index(index) as searcher:
        return [hit.document.id for hit in searcher.search(query).hits]


def counts(report: search.IndexReport) -> tuple[int, int, int]:
    return report.indexed, report.unchanged, report.removed


def test_documents_are_read_cleaned_and_indexed(folder: Path, tmp_path: Path) -> None:
    report = build_index(folder, tmp_path / "index")
    assert counts(report) == (2, 0, 0)
    assert found(tmp_path / "index", "traités") == ["a"]


def test_a_second_run_touches_nothing_and_says_so(folder: Path, tmp_path: Path) -> None:
    assert not build_index(folder, tmp_path / "index").touched_nothing
    report = build_index(folder, tmp_path / "index")
    assert counts(report) == (0, 2, 0)
    assert report.touched_nothing


def test_only_what_changed_is_touched(folder: Path, tmp_path: Path) -> None:
    build_index(folder, tmp_path / "index")
    (folder / "a.txt").write_text("Le canal de Suez\n\nLe canal de Suez est rouvert.")
    (folder / "c.txt").write_text("Le phare\n\nLe phare de la pointe est rallumé ce soir.")
    (folder / "b.txt").unlink()
    assert counts(build_index(folder, tmp_path / "index")) == (2, 0, 1)
    assert found(tmp_path / "index", "canal") == ["a"]
    assert found(tmp_path / "index", "phare") == ["c"]
    assert found(tmp_path / "index", "traité port") == []


def test_a_file_of_the_same_size_and_time_but_other_text_is_changed(
    folder: Path, tmp_path: Path
) -> None:
    file = folder / "a.txt"
    build_index(folder, tmp_path / "index")
    status = file.stat()
    file.write_text(file.read_text().replace("traité", "trajet"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert counts(build_index(folder, tmp_path / "index")) == (1, 1, 0)


def test_rebuilding_touches_everything(folder: Path, tmp_path: Path) -> None:
    build_index(folder, tmp_path / "index")
    report = build_index(folder, tmp_path / "index", IndexOptions(rebuild=True))
    assert counts(report) == (2, 0, 0)
    assert found(tmp_path / "index", "traité") == ["a"]


def test_another_way_of_cleaning_touches_everything(corpus: Path, tmp_path: Path) -> None:
    build_index(corpus, tmp_path / "index")
    assert found(tmp_path / "index", "Cuba amitié") == []
    report = build_index(corpus, tmp_path / "index", IndexOptions(cleaning=Cleaning.OFF))
    assert counts(report) == (5, 0, 0)
    assert found(tmp_path / "index", "Cuba amitié")[0].startswith("000_")


def test_a_bad_document_is_reported_and_the_others_are_indexed(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "bad.txt").write_bytes(b"%PDF-1.7\x00\x01\x02")
    (folder / "picture.jpg").write_bytes(b"\xff\xd8\xff")
    report = build_index(folder, tmp_path / "index")
    assert report.indexed == 2
    assert report.skipped == 1
    assert [Path(each.document).name for each in report.rejected] == ["bad.txt"]


def test_a_document_that_cannot_be_cleaned_is_reported_and_the_others_are_indexed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def clean(
        raw: RawDocument, cleaning: Cleaning, *, rules: search.Rules
    ) -> search.CleanedDocument:
        if raw.id == "a":
            raise ValueError("boom")
        return search.clean(raw, cleaning, rules=rules)

    monkeypatch.setattr("search.cleaning.together.clean", clean)
    report = build_index(folder, tmp_path / "index")
    assert report.indexed == 1
    [rejection] = report.rejected
    assert rejection.document.endswith("a.txt")
    assert "boom" in rejection.reason


@pytest.mark.parametrize("limit", [90, 40])
def test_documents_above_the_limit_are_rejected(folder: Path, tmp_path: Path, limit: int) -> None:
    (folder / "a.txt").write_text("é" * 40)
    (folder / "b.txt").write_text("e" * 40)
    report = build_index(folder, tmp_path / "index", IndexOptions(limit_bytes=limit))
    assert len(report.rejected) == (0 if limit == 90 else 1)


def test_a_missing_path_leaves_the_index_as_it_was(folder: Path, tmp_path: Path) -> None:
    build_index(folder, tmp_path / "index")
    with pytest.raises(search.ReadError) as error:
        build_index([folder, tmp_path / "missing"], tmp_path / "index")
    assert error.value.origin.endswith("missing")
    assert found(tmp_path / "index", "traité") == ["a"]


def test_a_missing_path_makes_no_index(tmp_path: Path) -> None:
    with pytest.raises(search.ReadError):
        build_index(tmp_path / "missing", tmp_path / "index")
    assert not (tmp_path / "index").exists()


def test_an_empty_folder_leaves_the_index_as_it_was(folder: Path, tmp_path: Path) -> None:
    build_index(folder, tmp_path / "index")
    (tmp_path / "empty").mkdir()
    with pytest.raises(search.NothingToIndexError) as error:
        build_index(tmp_path / "empty", tmp_path / "index")
    assert error.value.paths == (str(tmp_path / "empty"),)
    assert found(tmp_path / "index", "traité") == ["a"]


def test_a_folder_of_which_nothing_can_be_read_leaves_the_index_as_it_was(
    folder: Path, tmp_path: Path
) -> None:
    build_index(folder, tmp_path / "index")
    for file in folder.iterdir():
        file.write_bytes(b"")
    report = build_index(folder, tmp_path / "index")
    assert counts(report) == (0, 0, 0)
    assert len(report.rejected) == 2
    assert found(tmp_path / "index", "traité") == ["a"]


def test_rebuilding_from_nothing_readable_leaves_the_index_as_it_was(
    folder: Path, tmp_path: Path
) -> None:
    build_index(folder, tmp_path / "index")
    for file in folder.iterdir():
        file.write_bytes(b"")
    build_index(folder, tmp_path / "index", IndexOptions(rebuild=True))
    assert found(tmp_path / "index", "traité") == ["a"]


def test_a_page_without_an_article_is_rejected(folder: Path, tmp_path: Path) -> None:
    (folder / "menu.html").write_text("<ul><li>Accueil<li>Contact<li>Mentions légales</ul>")
    report = build_index(folder, tmp_path / "index")
    assert report.indexed == 2
    assert [each.reason for each in report.rejected] == ["no article found in it"]


def test_an_empty_path_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(search.ReadError):
        build_index("", tmp_path / "index")


def test_no_phrase_runs_from_one_block_into_the_next(tmp_path: Path) -> None:
    line = json.dumps({"id": "a", "title": "La grande mer", "text": "Noire de monde, la plage."})
    (tmp_path / "a.jsonl").write_text(line)
    build_index(tmp_path / "a.jsonl", tmp_path / "index")
    assert found(tmp_path / "index", '"grande mer"') == ["a"]
    assert found(tmp_path / "index", '"mer noire"') == []


def test_several_processes_build_what_one_builds(tmp_path: Path) -> None:
    source = tmp_path / "many.jsonl"
    lines = [
        json.dumps({"id": f"d{number}", "text": f"Le navire numéro {number} quitte le port."})
        for number in range(BATCH_SIZE * 2 + 3)
    ]
    source.write_text("\n".join([*lines, "not JSON"]))
    results = []
    for jobs in (1, 2):
        index = tmp_path / f"index{jobs}"
        seen: list[Progress] = []
        report = build_index(source, index, IndexOptions(jobs=jobs, on_progress=seen.append))
        assert report.indexed == len(lines)
        assert [Path(each.document).name for each in report.rejected] == [
            f"many.jsonl:{len(lines) + 1}"
        ]
        assert [each.done for each in seen if each.step == "Cleaning"] == list(
            range(1, len(lines) + 2)
        )
        assert [each.done for each in seen if each.step == "Indexing"] == list(
            range(1, len(lines) + 1)
        )
        with search.open_index(index) as searcher:
            results.append(searcher.best("navire 17 port", 1000))
    assert results[0] == results[1]
    assert results[0][0][0] == "d17"


SLOGAN = "Le journal de la vallée depuis 1921"
STORY = (
    "Le navire {name} a quitté le port de {name} lundi, a annoncé la capitainerie de {name}. "
    "Les marins du {name} rentreront au printemps, si la mer le permet, disent les familles."
)


def write_page(folder: Path, name: str, *lines: str) -> None:
    text = "\n\n".join([STORY.format(name=name), *lines, f"Source : https://exemple.fr/{name}"])
    (folder / f"{name}.txt").write_text(text)


def test_an_unchanged_document_is_cleaned_again_when_others_show_what_is_the_site_s(
    tmp_path: Path,
) -> None:
    folder, index = tmp_path / "pages", tmp_path / "index"
    folder.mkdir()
    write_page(folder, "Alpha", SLOGAN)
    build_index(folder, index)
    assert found(index, "vallée") == ["Alpha"]
    write_page(folder, "Bravo", SLOGAN)
    assert counts(build_index(folder, index)) == (2, 0, 0)
    assert found(index, "vallée") == []
    assert build_index(folder, index).touched_nothing
    (folder / "Bravo.txt").unlink()
    assert counts(build_index(folder, index)) == (1, 0, 1)
    assert found(index, "vallée") == ["Alpha"]


def test_many_runs_lead_to_the_index_that_one_run_builds(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name in ("Alpha", "Bravo", "Charlie"):
        write_page(folder, name, SLOGAN)
        build_index(folder, tmp_path / "many")
    build_index(folder, tmp_path / "one")
    documents = []
    for index in ("many", "one"):
        with search.open_index(tmp_path / index) as searcher:
            documents.append([searcher.document(name) for name in ("Alpha", "Bravo", "Charlie")])
    assert documents[0] == documents[1]


def test_the_index_knows_which_documents_are_reprints(tmp_path: Path) -> None:
    text = " ".join(f"mot{number} et suite{number % 13}" for number in range(100))
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"{text} {name}.")
    (tmp_path / "c.txt").write_text("Le port de Brest accueille les navires.")
    build_index(tmp_path, tmp_path / "index")
    with search.open_index(tmp_path / "index") as searcher:
        groups = [searcher.document(name).group for name in ("a", "b", "c")]
    assert groups == ["a", "a", None]


def test_new_rules_for_sites_clean_the_documents_again(folder: Path, tmp_path: Path) -> None:
    build_index(folder, tmp_path / "index")
    (folder / "sites.toml").write_text('["*"]\nremove = ["/accueille/"]\n', encoding="utf-8")
    assert counts(build_index(folder, tmp_path / "index")) == (2, 0, 0)
    assert found(tmp_path / "index", "navires") == []
    assert counts(build_index(folder, tmp_path / "index")) == (0, 2, 0)
    (folder / "sites.toml").unlink()
    assert counts(build_index(folder, tmp_path / "index")) == (2, 0, 0)
    assert found(tmp_path / "index", "navires") == ["b"]


def test_new_rules_for_a_site_clean_its_documents_alone(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    for site in ("a.fr", "b.fr"):
        text = f"Le port de Brest\nIl accueille les navires.\nSource : https://www.{site}/port\n"
        (folder / f"{site}.txt").write_text(text, encoding="utf-8")
    assert counts(build_index(folder, tmp_path / "index")) == (2, 0, 0)
    rules = folder / "sites.toml"
    rules.write_text('["www.a.fr"]\nremove = ["/accueille/"]\n', encoding="utf-8")
    assert counts(build_index(folder, tmp_path / "index")) == (1, 1, 0)
    assert found(tmp_path / "index", "navires") == ["b.fr"]
    rules.unlink()
    assert counts(build_index(folder, tmp_path / "index")) == (1, 1, 0)
    assert found(tmp_path / "index", "navires") == ["a.fr", "b.fr"]


def test_the_rules_are_not_counted_as_a_file_of_another_kind(folder: Path, tmp_path: Path) -> None:
    (folder / "sites.toml").write_text("", encoding="utf-8")
    (folder / "autres.toml").write_text("", encoding="utf-8")
    assert build_index(folder, tmp_path / "index").skipped == 1


def test_rules_do_not_matter_when_cleaning_is_off(folder: Path, tmp_path: Path) -> None:
    options = IndexOptions(cleaning=Cleaning.OFF)
    build_index(folder, tmp_path / "index", options)
    (folder / "sites.toml").write_text('["*"]\nremove = ["/./"]\n', encoding="utf-8")
    assert counts(build_index(folder, tmp_path / "index", options)) == (0, 2, 0)


def test_rules_that_cannot_be_used_leave_the_index_as_it_was(folder: Path, tmp_path: Path) -> None:
    build_index(folder, tmp_path / "index")
    (folder / "sites.toml").write_text("[", encoding="utf-8")
    with pytest.raises(search.SiteRulesError):
        build_index(folder, tmp_path / "index")
    assert found(tmp_path / "index", "navires") == ["b"]


def bytes_of(index: Path) -> dict[str, bytes]:
    """Return the files of an index but those that say when something was done."""
    files = (path for path in index.iterdir() if path.name not in {"lock", "last-run.json"})
    return {path.name: path.read_bytes() for path in files}


@pytest.mark.parametrize("cleaning", list(Cleaning))
def test_the_index_is_the_same_to_the_byte_however_its_documents_were_shared_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cleaning: Cleaning
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(40):
        write_page(folder, f"Navire{number}", SLOGAN)
        (folder / f"copie{number % 5}.txt").write_text(STORY.format(name="Copie") * 4)
        (folder / f"long{number}.txt").write_text(STORY.format(name=f"Voilier{number}") * 10)
    indexes, portions = [], []

    def part(*asked: Any) -> list[range]:
        portions.append(len(sharing.part(*asked)))
        return sharing.part(*asked)

    monkeypatch.setattr("search.indexing_run.part", part)
    monkeypatch.setattr("search.preparing.BATCH_SIZE", 7)
    monkeypatch.setattr("search.sharing.LEAST_TOKENS", 100)
    for jobs, tokens in ((1, 1 << 20), (2, 1 << 20), (3, 1 << 20), (1, 1), (2, 1)):
        monkeypatch.setattr("search.engines.whoosh.memory._LEAST_TOKENS", tokens)
        index = tmp_path / f"index{jobs}{tokens}"
        options = IndexOptions(jobs=jobs, cleaning=cleaning, memory_mb=0)
        build_index(folder, index, options)
        indexes.append(bytes_of(index))
        with search.open_index(index) as searcher:
            assert len(searcher.best("voilier7", 100)) == 1
    assert all(each == indexes[0] for each in indexes)
    assert portions == [1, 2, 3, 13, 13]
    [record] = read_index(str(index)).segments
    segment = Segment(index, record)
    assert segment.documents.dictionary_count == 2
    assert segment.has("removed.stem") is (cleaning is Cleaning.AUTO)


def test_little_memory_changes_nothing_that_can_be_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(30):
        write_page(folder, f"Navire{number}")
    monkeypatch.setattr("search.preparing.BATCH_SIZE", 4)
    monkeypatch.setattr("search.engines.whoosh.memory._LEAST_TOKENS", 100)
    results = []
    for memory_mb in (1, 512):
        index = tmp_path / f"index{memory_mb}"
        build_index(folder, index, IndexOptions(memory_mb=memory_mb))
        with search.open_index(index) as searcher:
            results.append(searcher.best("navire17 port", 100))
    assert results[0] == results[1]
    assert len(results[0]) == 30


def test_a_full_disk_leaves_the_index_as_it_was(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def append(_self: object, _batch: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    build_index(folder, tmp_path / "index")
    (folder / "a.txt").write_text("Le navire quitte le port.")
    monkeypatch.setattr("search.spooling.BatchSpool.append", append)
    with pytest.raises(search.TrouvailleError, match="No space left on device"):
        build_index(folder, tmp_path / "index")
    assert found(tmp_path / "index", "traité") == ["a"]


def test_documents_are_read_again_only_as_far_as_one_is_seen_in_another_light(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, index = tmp_path / "pages", tmp_path / "index"
    folder.mkdir()
    for name in ("Alpha", "Charlie", "Delta"):
        write_page(folder, name, *[SLOGAN] * (name == "Alpha"))
    build_index(folder, index)
    write_page(folder, "Bravo", SLOGAN)
    read: list[str] = []

    def read_all(*paths: object, **options: object) -> Iterator[object]:
        for document in search.read_all(*paths, **options):  # type: ignore[arg-type]
            read.append(getattr(document, "id", ""))
            yield document

    monkeypatch.setattr("search.indexing.read_all", read_all)
    assert counts(build_index(folder, index)) == (2, 2, 0)
    assert read == ["Alpha", "Bravo", "Charlie", "Delta", "Alpha"]


def test_an_index_that_remembers_nonsense_is_broken_and_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("La mer\n\nLe traité de la mer est signé.")
    index = tmp_path / "index"
    nonsense = mock.patch("search.preparing.trace_to_json", return_value="no trace")
    with nonsense, pytest.raises(BrokenIndexError, match="makes no sense"):
        build_index(tmp_path / "articles", index)
    assert not (index / "contents").exists()
