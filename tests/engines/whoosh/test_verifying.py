"""Damage is found wherever it is, and what is damaged crashes nobody."""

import contextlib
import dataclasses
import functools
import json
import random
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import search
from search.engines.whoosh.codec.contents import read_contents
from search.engines.whoosh.codec.files import Array, ArrayFileWriter
from search.engines.whoosh.codec.segments import KINDS, Segment, file_name
from search.engines.whoosh.publishing import prepare, publish
from search.errors import BrokenIndexError, IndexNotFoundError
from tests.engines.whoosh.children import status_of
from tests.engines.whoosh.rewriting import Rewrite, rewrite, set_to, shorten, swap
from tests.engines.whoosh.stores import copy, everything_small, files, store

QUERIES = ["mer", "le port de la mer", '"le port"', "phare SAUF mer", "tra*", "navire de"]

PLACES = 3
"""Places of each file that are damaged."""


@pytest.fixture(scope="module")
def whole(quick_folder: Path) -> Path:
    """An index of two segments, one with deletions, and with a word of more than 255 places."""
    path = quick_folder / "whole"
    with everything_small():
        texts = {f"a{n}": f"la mer {n} et le port de la ville" for n in range(9)}
        store(path, texts, removed="Voir plus")
        texts = {f"b{n}": f"le navire {n} passe le phare" for n in range(3)}
        store(path, texts | {"bb": "le port " * 300}, ["a2"])
    assert [record.deleted for record in read_contents(path).segments] == [1, 0]
    return path


def use(path: Path) -> None:
    """Ask an index everything; whatever is wrong with it is our error."""
    ours = contextlib.suppress(BrokenIndexError, search.DocumentNotFoundError)
    with ours, search.open_index(path) as searcher:
        for query in QUERIES:
            page = searcher.search(query)
            assert len(page.hits) <= page.total
        searcher.document("a1")


def test_an_index_as_it_was_written_is_whole(whole: Path) -> None:
    health = search.verify_index(whole)
    assert health.is_whole
    assert (health.documents, health.segments, health.files) == (12, 2, 2 * len(KINDS) + 2)
    sizes = [each.stat().st_size for each in files(whole) if each.name[0].isdigit()]
    assert health.bytes == sum(sizes)


def test_where_there_is_no_index_there_is_none_to_check(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(IndexNotFoundError):
            search.verify_index(path)


def flip(found: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(found))
    return found[:place] + bytes([found[place] ^ 1 << chance.randrange(8)]) + found[place + 1 :]


def cut(found: bytes, chance: random.Random) -> bytes:
    return found[: chance.randrange(len(found))]


def lengthen(found: bytes, chance: random.Random) -> bytes:
    return found + chance.randbytes(chance.randrange(1, 100))


@pytest.mark.parametrize("damage", [flip, cut, lengthen])
def test_damage_of_any_file_is_found_and_crashes_nobody(
    quick_path: Path, whole: Path, damage: Callable[[bytes, random.Random], bytes]
) -> None:
    chance = random.Random(damage.__name__)
    for file in files(whole):
        for place in range(PLACES):
            path = copy(whole, quick_path / f"{file.name} {place}")
            (path / file.name).unlink()
            (path / file.name).write_bytes(damage(file.read_bytes(), chance))
            found = search.verify_index(path).damages
            assert [each.file for each in found] == [file.name]
            assert status_of(functools.partial(use, path)) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_damage_is_not_merged_into_a_segment_that_looks_whole(quick_path: Path, kind: str) -> None:
    path, chance = quick_path / "index", random.Random(kind)
    store(path, {f"a{n}": f"la mer {n} et le port de la ville" for n in range(9)})
    [file] = path.glob(f"*.{kind}")
    file.write_bytes(flip(file.read_bytes(), chance))
    before = read_contents(path)
    with pytest.raises(BrokenIndexError):
        store(path, {"b": "le navire passe le phare"})
    assert read_contents(path) == before
    assert [each.file for each in search.verify_index(path).damages] == [file.name]


def test_a_missing_file_is_found(quick_path: Path, whole: Path) -> None:
    for file in files(whole):
        path = copy(whole, quick_path / file.name)
        (path / file.name).unlink()
        found = [(each.file, each.reason) for each in search.verify_index(path).damages]
        is_copy = file.name == "contents.copy"
        assert found == ([] if is_copy else [(file.name, "it is not there")])


@pytest.mark.parametrize("name", ["contents", "contents.copy", "*.terms"])
def test_what_is_no_file_is_damage(quick_path: Path, whole: Path, name: str) -> None:
    path = copy(whole, quick_path / "index")
    file = min(path.glob(name))
    file.unlink()
    file.mkdir()
    found = [(each.file, each.reason) for each in search.verify_index(path).damages]
    assert found == [(file.name, "it is no file")]


def other_ids(values: Array) -> Array:
    return np.frombuffer(values.tobytes().replace(b"a8", b"a0"), dtype="<u1")


def nonsense(values: Array) -> Array:
    return np.frombuffer(zlib.compress(b"{" * 1000), dtype="<u1")


@pytest.mark.parametrize(
    ("kind", "array", "change"),
    [
        ("terms", "stem.offsets", swap),
        ("terms", "stem.offsets", shorten),
        ("terms", "exact.offsets", set_to(-1, 250)),
        ("terms", "exact.text", set_to(0, ord("\n"))),
        ("terms", "exact.text", set_to(0, 0xFF)),
        ("terms", "stem.starts", swap),
        ("terms", "stem.starts", set_to(-1, 255)),
        ("terms", "exact.starts", shorten),
        ("postings", "stem.documents", np.flip),
        ("postings", "stem.documents", set_to(0, 60_000)),
        ("postings", "exact.documents", shorten),
        ("postings", "exact.frequencies", set_to(0, 0)),
        ("postings", "exact.frequencies", set_to(0, 255)),
        ("postings", "stem.frequencies", shorten),
        ("postings", "stem.frequencies", set_to(3, 9)),
        ("positions", "stem.starts", set_to(0, 200)),
        ("positions", "exact.starts", shorten),
        ("positions", "exact.positions", shorten),
        ("positions", "exact.positions", np.flip),
        ("lengths", "lengths", set_to(2, 200)),
        ("lengths", "words", set_to(2, 200)),
        ("lengths", "words", shorten),
        ("lengths", "titles", shorten),
        ("lengths", "titles", lambda ends: ends.astype("<u4") + (1 << 20)),
        ("lengths", "captions", shorten),
        ("terms", "removed.exact.offsets", swap),
        ("postings", "removed.stem.documents", set_to(0, 60_000)),
        ("positions", "removed.exact.positions", shorten),
        ("columns", "id.text", other_ids),
        ("columns", "id.offsets", set_to(2, 250)),
        ("columns", "id.offsets", shorten),
        ("columns", "days", shorten),
        ("columns", "days", lambda days: days.astype("<u4") + 4_000_000),
        ("columns", "site.numbers", set_to(0, 7)),
        ("columns", "site.text", set_to(0, 0xFF)),
        ("columns", "agency.numbers", shorten),
        ("columns", "title.numbers", set_to(0, 200)),
        ("columns", "title.text", np.flip),
        ("documents", "texts.data", nonsense),
        ("documents", "texts.starts", set_to(0, 5)),
        ("documents", "texts.starts", lambda starts: starts * 0),
        ("documents", "texts.blocks", set_to(0, 9)),
        ("documents", "texts.blocks", swap),
        ("documents", "texts.offsets", set_to(0, 9)),
        ("documents", "texts.shared", set_to(0, 9)),
        ("documents", "texts.shared", shorten),
        ("documents", "texts.dictionary_starts", set_to(1, 5)),
        ("documents", "texts.dictionary_starts", shorten),
        ("documents", "texts.lengths", set_to(0, 250)),
        ("documents", "texts.lengths", shorten),
        ("documents", "texts.sizes", set_to(0, 60)),
        ("documents", "texts.sizes", shorten),
        ("traces", "texts.blocks", set_to(0, 9)),
        ("traces", "texts.data", nonsense),
        ("traces", "digests.blocks", shorten),
        ("traces", "digests.data", nonsense),
    ],
)
def test_files_that_are_sealed_but_make_no_sense_are_found_and_crash_nobody(
    quick_path: Path, whole: Path, kind: str, array: str, change: Rewrite
) -> None:
    path = copy(whole, quick_path / "index")
    rewrite(path, kind, {array: change})
    damages = search.verify_index(path).damages
    changed, _ = read_contents(path).segments
    assert {each.file.partition(".")[0] for each in damages} == {changed.name}
    assert status_of(functools.partial(use, path)) == 0


def test_high_frequencies_are_checked_against_those_in_bytes(quick_path: Path) -> None:
    path = quick_path / "index"
    store(path, {"a": "le port " * 300, "b": "la mer"})
    for name, change in [
        ("exact.many.postings", set_to(0, 0)),
        ("exact.many.postings", set_to(0, 1 << 40)),
        ("exact.many.frequencies", set_to(0, 7)),
        ("exact.many.frequencies", set_to(0, 1 << 31)),
        ("stem.many.frequencies", shorten),
    ]:
        damaged = copy(path, quick_path / f"{name} {change}")
        rewrite(damaged, "postings", {name: change})
        assert not search.verify_index(damaged).is_whole
        assert status_of(functools.partial(use, damaged)) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"generation": "1"},
        {"generation": 10**400},
        {"segments": None},
        {"segments": [{}]},
        {"next_segment": -1},
        {"next_segment": 100_000_000},
    ],
)
def test_a_table_of_contents_that_makes_no_sense_is_found(
    quick_path: Path, whole: Path, change: dict[str, object]
) -> None:
    path = copy(whole, quick_path / "index")
    rewrite_contents(path, lambda value: value | change)
    [damage] = search.verify_index(path).damages
    assert damage.file == "contents"
    use(path)


@pytest.mark.parametrize("change", [{"generation": (1 << 53) - 1}, {"next_segment": 99_999_999}])
def test_a_table_of_contents_that_nobody_could_read_is_not_published(
    quick_path: Path, whole: Path, change: dict[str, object]
) -> None:
    path = copy(whole, quick_path / "index")
    rewrite_contents(path, lambda value: value | change)
    with pytest.raises(BrokenIndexError):
        store(path, {"c": "la marée"})
    assert search.verify_index(path).is_whole


@pytest.mark.parametrize(
    "change",
    [
        {"name": "../00000001"},
        {"name": "contents"},
        {"deletions": "lock"},
        {"deletions": None},
        {"deleted": 10**12},
        {"documents": 10**12},
        {"documents": -1},
        {"files": {}},
    ],
)
def test_a_segment_that_cannot_be_is_found(
    quick_path: Path, whole: Path, change: dict[str, object]
) -> None:
    path = copy(whole, quick_path / "index")
    rewrite_contents(path, lambda value: value | {"segments": [value["segments"][0] | change]})
    assert not search.verify_index(path).is_whole
    assert status_of(functools.partial(use, path)) == 0
    with pytest.raises(BrokenIndexError):
        search.open_index(path)


def rewrite_contents(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    title, _, body = (path / "contents").read_bytes().partition(b"\n")
    body = json.dumps(change(json.loads(body))).encode()
    (path / "contents").unlink()
    sealed = b" ".join([*title.split()[:2], f"{zlib.crc32(body):08x}".encode()])
    (path / "contents").write_bytes(sealed + b"\n" + body)


def test_deletions_that_make_no_sense_are_found(quick_path: Path, whole: Path) -> None:
    for numbers in ([2, 3], [60], []):
        path = copy(whole, quick_path / str(numbers))
        contents = read_contents(path)
        [record, *others] = contents.segments
        assert record.deletions
        (path / record.deletions).unlink()
        with ArrayFileWriter(path / record.deletions, "deletions") as file:
            file.append("documents", np.array(numbers, dtype="<u4"))
            seal = file.close()
        changed = dataclasses.replace(record, files={**record.files, "deletions": seal})
        prepare(path, dataclasses.replace(contents, segments=(changed, *others)))
        publish(path)
        [damage] = search.verify_index(path).damages
        assert damage.file == record.deletions
        with pytest.raises(BrokenIndexError):
            search.open_index(path)


def test_a_document_in_two_segments_is_found(quick_path: Path, whole: Path) -> None:
    path = copy(whole, quick_path / "index")
    contents = read_contents(path)
    twice = dataclasses.replace(contents.segments[1], name="00000009")
    for kind in KINDS:
        (path / file_name("00000009", kind)).hardlink_to(
            path / file_name(contents.segments[1].name, kind)
        )
    prepare(path, dataclasses.replace(contents, segments=(*contents.segments, twice)))
    publish(path)
    [damage] = search.verify_index(path).damages
    assert damage == search.Damage("00000009.columns", "another segment holds a document of it")


def test_a_commit_during_a_check_is_no_damage(
    quick_path: Path, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = copy(whole, quick_path / "index")
    commits = iter([True, False])

    def slow_check(segment: Segment) -> list[object]:
        if next(commits, False):
            store(path, {"c": "la marée"})
        return []

    monkeypatch.setattr("search.engines.whoosh.verifying.check_segment", slow_check)
    health = search.verify_index(path)
    assert health.is_whole
    assert health.documents == 13
