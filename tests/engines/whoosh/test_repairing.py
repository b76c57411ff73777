"""A damaged index is repaired from what is whole of it and from the documents."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import search
from search.engines.whoosh.codec.contents import read_contents
from search.engines.whoosh.codec.segments import KINDS, SegmentRecord
from search.errors import BrokenIndexError, IndexNotFoundError, NothingToIndexError, ReadError
from search.index import main
from search.index_health import print_repair
from tests.engines.whoosh.rewriting import rewrite
from tests.engines.whoosh.stores import everything_small

REPAIR = search.IndexOptions(repair=True)

TEXTS = {
    "mer": "La mer\n\nLes pays signent le traité de la mer et de ses côtes.",
    "port": "Le port\n\nLe port de Brest accueille les navires de la marine.",
    "phare": "Le phare\n\nLe phare de la pointe est rallumé ce soir par les marins.",
    "digue": "La digue\n\nLa digue du nord est réparée depuis la grande marée.",
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


@pytest.fixture
def index(tmp_path: Path, articles: Path) -> Path:
    """An index of them in two segments: of three articles, one deleted, and of two."""
    path = tmp_path / "index"
    with everything_small():
        (articles / "gone.txt").write_text("Le vent\n\nLe vent souffle sur la jetée.")
        (articles / "digue.txt").unlink()
        search.build_index(articles, path)
        (articles / "digue.txt").write_text(TEXTS["digue"])
        (articles / "gone.txt").unlink()
        search.build_index(articles, path)
    assert [record.live for record in read_contents(path).segments] == [3, 1]
    return path


def old_and_new(index: Path) -> tuple[SegmentRecord, SegmentRecord]:
    old, new = read_contents(index).segments
    return old, new


def damage(file: Path) -> None:
    """Change the last byte of a file."""
    found = file.read_bytes()
    file.write_bytes(found[:-1] + bytes([found[-1] ^ 1]))


def found(index: Path) -> dict[str, list[str]]:
    with search.open_index(index) as searcher:
        return {word: [hit.document.id for hit in searcher.search(word).hits] for word in TEXTS}


def repaired(report: search.IndexReport) -> search.Repair:
    assert report.repair
    return report.repair


EVERYTHING = {word: [word] for word in TEXTS}


@pytest.mark.parametrize("kind", [*KINDS, "deletions"])
def test_the_documents_of_a_damaged_segment_are_indexed_anew(
    articles: Path, index: Path, kind: str
) -> None:
    old, _ = old_and_new(index)
    file = index / (old.deletions or "") if kind == "deletions" else index / f"{old.name}.{kind}"
    damage(file)
    report = search.build_index(articles, index, REPAIR)
    assert (report.indexed, report.unchanged, report.removed) == (3, 1, 0)
    repair = repaired(report)
    assert repair.damages == (search.Damage(file.name, "its checksum is wrong"),)
    held = ["gone", "mer", "phare", "port"] if kind == "deletions" else ["mer", "phare", "port"]
    assert repair.lost == (() if kind == "columns" else tuple(held))
    assert repair.unnamed == (3 if kind == "columns" else 0)
    assert repair.gone == (("gone",) if kind == "deletions" else ())
    assert search.verify_index(index).is_whole
    assert found(index) == EVERYTHING


@pytest.mark.parametrize("array", ["id.offsets", "id.text"])
def test_ids_that_were_never_any_are_not_asked_for(articles: Path, index: Path, array: str) -> None:
    old, _ = old_and_new(index)
    damage(index / f"{old.name}.terms")
    rewrite(index, "columns", {array: lambda values: values * 0 + 255})
    report = search.build_index(articles, index, REPAIR)
    repair = repaired(report)
    assert [each.file for each in repair.damages] == [f"{old.name}.terms"]
    assert (repair.lost, repair.unnamed, repair.gone) == ((), 3, ())
    assert search.verify_index(index).is_whole
    assert found(index) == EVERYTHING


@pytest.mark.parametrize("name", ["contents", "contents.copy"])
@pytest.mark.parametrize("harm", [damage, Path.unlink, lambda file: file.write_bytes(b"")])
def test_a_table_of_contents_is_repaired_from_the_other_one(
    articles: Path, index: Path, name: str, harm: Callable[[Path], object]
) -> None:
    harm(index / name)
    report = search.build_index(articles, index, REPAIR)
    assert (report.indexed, report.unchanged, report.removed) == (0, 4, 0)
    assert search.verify_index(index).is_whole
    assert (index / "contents").read_bytes() == (index / "contents.copy").read_bytes()
    assert found(index) == EVERYTHING


def test_without_any_table_of_contents_everything_is_indexed_anew(
    articles: Path, index: Path
) -> None:
    damage(index / "contents")
    damage(index / "contents.copy")
    report = search.build_index(articles, index, REPAIR)
    assert (report.indexed, report.unchanged) == (4, 0)
    assert repaired(report).lost == ("digue", "gone", "mer", "phare", "port")
    assert repaired(report).gone == ("gone",)
    assert found(index) == EVERYTHING
    assert len(list(index.glob("*.terms"))) == 1


def test_a_repair_may_go_back_a_commit_but_brings_back_nothing(articles: Path, index: Path) -> None:
    before = (index / "contents.copy").read_bytes()
    (articles / "port.txt").unlink()
    search.build_index(articles, index)
    (index / "contents.copy").write_bytes(before)
    damage(index / "contents")
    search.build_index(articles, index, REPAIR)
    assert found(index) == EVERYTHING | {"port": []}
    assert search.verify_index(index).is_whole


@pytest.mark.parametrize("is_damaged", [False, True])
def test_a_repair_with_the_paths_of_others_neither_removes_nor_adds(
    tmp_path: Path, index: Path, *, is_damaged: bool
) -> None:
    (tmp_path / "others").mkdir()
    (tmp_path / "others" / "other.txt").write_text("La gare\n\nLa gare du nord est fermée.")
    if is_damaged:
        damage(index / f"{old_and_new(index)[1].name}.terms")
    report = search.build_index(tmp_path / "others", index, REPAIR)
    assert (report.indexed, report.removed) == (0, 0)
    gone = ["digue"] if is_damaged else []
    assert found(index) == {word: [] if word in gone else [word] for word in TEXTS}


def test_documents_that_are_nowhere_any_more_are_named(articles: Path, index: Path) -> None:
    old, _ = old_and_new(index)
    damage(index / f"{old.name}.positions")
    (articles / "phare.txt").unlink()
    repair = repaired(search.build_index(articles, index, REPAIR))
    assert repair.lost == ("mer", "phare", "port")
    assert repair.gone == ("phare",)
    assert found(index) == EVERYTHING | {"phare": []}


def test_what_is_whole_needs_no_repair(articles: Path, index: Path) -> None:
    def written() -> dict[str, int]:
        files = (each for each in index.iterdir() if each.name not in {"lock", "last-run.json"})
        return {each.name: each.stat().st_mtime_ns for each in files}

    before = written()
    report = search.build_index(articles, index, REPAIR)
    assert report.repair is None
    assert report.touched_nothing
    assert written() == before


def test_a_damaged_index_is_left_alone_until_somebody_asks_for_its_repair(
    articles: Path, index: Path
) -> None:
    damage(index / "contents")
    files = {each.name for each in index.iterdir()}
    for use in (search.open_index, lambda path: search.build_index(articles, path)):
        with pytest.raises(BrokenIndexError) as error:
            use(index)
        assert error.value.path == str(index)
        assert "--repair" in str(error.value)
        assert "--rebuild" in str(error.value)
        assert "\n" not in str(error.value)
    assert {each.name for each in index.iterdir()} == files


def test_a_damaged_index_can_be_built_anew(articles: Path, index: Path) -> None:
    damage(index / "contents")
    report = search.build_index(articles, index, search.IndexOptions(rebuild=True))
    assert report.indexed == 4
    assert found(index) == EVERYTHING
    assert search.verify_index(index).is_whole


def test_a_repair_that_finds_no_documents_leaves_everything_as_it_is(
    tmp_path: Path, articles: Path, index: Path
) -> None:
    damage(index / f"{old_and_new(index)[0].name}.terms")
    files = {each.name: each.read_bytes() for each in index.iterdir()}
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingToIndexError):
        search.build_index(tmp_path / "empty", index, REPAIR)
    with pytest.raises(ReadError):
        search.build_index(tmp_path / "none", index, REPAIR)
    assert {each.name: each.read_bytes() for each in index.iterdir()} == files


def test_there_must_be_something_to_repair(tmp_path: Path, articles: Path) -> None:
    with pytest.raises(IndexNotFoundError):
        search.build_index(articles, tmp_path / "none", REPAIR)
    assert not (tmp_path / "none").exists()
    (tmp_path / "none").mkdir()
    with pytest.raises(IndexNotFoundError):
        search.build_index(articles, tmp_path / "none", REPAIR)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_command_says_that_an_index_is_whole(index: Path) -> None:
    result = run("--verify", "--index", index)
    health = search.verify_index(index)
    assert result.exit_code == 0
    assert result.stdout == f"{index}: whole (4 documents, 16 files, {health.bytes:,} bytes)\n"
    assert result.stderr == ""


def test_the_command_names_what_is_damaged(index: Path) -> None:
    old, new = old_and_new(index)
    damage(index / f"{old.name}.terms")
    (index / f"{new.name}.traces").unlink()
    result = run("--verify", "--index", index)
    assert result.exit_code == 1
    assert result.stderr == (
        f"damaged   {old.name}.terms: its checksum is wrong\n"
        f"damaged   {new.name}.traces: it is not there\n"
    )
    assert result.stdout.startswith(f"{index}: damaged (")
    as_json = json.loads(run("--verify", "--json", "--index", index).stdout)
    assert as_json["whole"] is False
    assert as_json["damaged"] == [
        {"file": f"{old.name}.terms", "reason": "its checksum is wrong"},
        {"file": f"{new.name}.traces", "reason": "it is not there"},
    ]


def test_the_command_says_what_it_repaired(articles: Path, index: Path) -> None:
    old, new = old_and_new(index)
    damage(index / f"{old.name}.terms")
    damage(index / f"{new.name}.columns")
    (articles / "mer.txt").unlink()
    result = run(articles, "--repair", "--index", index)
    assert result.exit_code == 0
    assert result.stderr == (
        f"damaged   {old.name}.terms: its checksum is wrong\n"
        f"damaged   {new.name}.columns: its checksum is wrong\n"
        "gone      mer\n"
        "restored  phare\n"
        "restored  port\n"
        "damaged   documents of which the ids are, too: 1\n"
    )
    assert result.stdout.startswith(f"{index}: 3 indexed")
    assert run("--verify", "--index", index).exit_code == 0


def test_a_repair_can_be_read_by_programs(articles: Path, index: Path) -> None:
    damage(index / f"{old_and_new(index)[0].name}.terms")
    report = json.loads(run(articles, "--repair", "--json", "--index", index).stdout)
    assert report["repair"] == {
        "damaged": [{"file": "00000001.terms", "reason": "its checksum is wrong"}],
        "lost": ["mer", "phare", "port"],
        "unnamed": 0,
        "gone": [],
    }


def test_only_one_of_verify_repair_and_rebuild_is_done(index: Path) -> None:
    for options in (["--verify", "--repair"], ["--rebuild", "--repair"]):
        result = run(*options, "--index", index)
        assert result.exit_code == 2
        assert "only one of" in result.stderr


def test_where_there_is_no_index_the_command_says_so(tmp_path: Path) -> None:
    result = run("--verify", "--index", tmp_path / "none")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"error: {tmp_path / 'none'}: no index here")


def test_of_many_restored_documents_only_some_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    lost = tuple(f"d{number:02}" for number in range(25))
    print_repair(search.Repair(damages=(), lost=lost, unnamed=0, gone=("d03",)))
    lines = capsys.readouterr().err.splitlines()
    assert lines[:2] == ["gone      d03", "restored  d00"]
    assert lines[-1] == "restored  4 more (--json names all)"
    assert len(lines) == 1 + 20 + 1
