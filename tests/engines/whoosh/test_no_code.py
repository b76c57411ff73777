"""An index is data: nothing in it is ever run, whoever made it."""

import ast
import contextlib
import functools
import json
import os
import pickle
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

import search
from search.engines.whoosh.codec.contents import read_contents
from search.engines.whoosh.codec.files import ArrayFile
from search.engines.whoosh.codec.segments import KINDS, file_name
from search.errors import BrokenIndexError, IndexAccessError, TrouvailleError
from tests.engines.whoosh.children import status_of
from tests.engines.whoosh.rewriting import rewrite
from tests.engines.whoosh.stores import copy, everything_small, files, store

FORBIDDEN = {"pickle", "cPickle", "marshal", "shelve", "dill", "jsonpickle", "copyreg"}
"""Modules that run code they read."""

PICKLING = {"whoosh.filedb.fileindex", "whoosh.filedb.filestore", "whoosh.index", "whoosh.fields"}
"""Modules of Whoosh that read pickles, or open an index that has them."""

SOURCES = Path(search.__file__).parent


class Payload:
    """Makes a folder when it is unpickled."""

    def __init__(self, marker: Path) -> None:
        self._marker = str(marker)

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
        return os.mkdir, (self._marker,)


def payloads(marker: Path) -> list[bytes]:
    return [pickle.dumps(Payload(marker), protocol) for protocol in (0, 2, 5)]


@pytest.fixture(scope="module")
def whole(quick_folder: Path) -> Path:
    """An index of two segments, one with deletions."""
    path = quick_folder / "data"
    with everything_small():
        store(path, {f"a{n}": f"la mer {n} et le port" for n in range(9)})
        store(path, {"b": "le navire passe le phare"}, ["a2"])
    return path


def uses(path: Path, articles: Path) -> Iterator[Callable[[], object]]:
    """Yield everything that may be done with an index."""
    yield lambda: search.open_index(path).search("mer port").hits[0].document
    yield lambda: search.open_index(path).search('"la mer" OU nav*')
    yield lambda: search.open_index(path).document("a1")
    yield lambda: search.verify_index(path)
    yield lambda: search.build_index(articles, path)
    yield lambda: search.build_index(articles, path, search.IndexOptions(repair=True))


def use(path: Path, articles: Path) -> None:
    """Do everything with an index; nothing but errors of ours comes of it."""
    for each in uses(path, articles):
        with contextlib.suppress(TrouvailleError):
            each()


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("La mer\n\nLes pays signent le traité de la mer.")
    return folder


def test_the_payload_would_run_where_it_is_unpickled(tmp_path: Path) -> None:
    for number, payload in enumerate(payloads(tmp_path / "marker")):
        pickle.loads(payload)
        assert (tmp_path / "marker").exists(), number
        (tmp_path / "marker").rmdir()


def test_a_pickle_in_place_of_any_file_is_an_error_and_does_not_run(
    quick_path: Path, whole: Path, articles: Path
) -> None:
    marker = quick_path / "marker"
    for file in files(whole):
        for number, payload in enumerate(payloads(marker)):
            path = copy(whole, quick_path / f"{file.name} {number}")
            (path / file.name).unlink()
            (path / file.name).write_bytes(payload)
            if file.name != "contents.copy":
                with pytest.raises(BrokenIndexError):
                    search.open_index(path)
            assert not search.verify_index(path).is_whole
            use(path, articles)
            assert search.verify_index(path).is_whole
            assert not marker.exists()


def test_a_pickle_of_the_right_size_is_no_better(
    quick_path: Path, whole: Path, articles: Path
) -> None:
    marker = quick_path / "marker"
    for file in files(whole):
        path = copy(whole, quick_path / file.name)
        (path / file.name).unlink()
        payload = payloads(marker)[2]
        (path / file.name).write_bytes(payload.ljust(file.stat().st_size, b"\0"))
        use(path, articles)
        assert not marker.exists()


def arrays(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the kind of each file of the first segment, with the name of each array in it."""
    record = read_contents(path).segments[0]
    for kind in KINDS:
        file = ArrayFile(path / file_name(record.name, kind), kind, record.files[kind].size)
        yield from ((kind, name) for name in file.names())


def test_pickles_in_sealed_arrays_are_data(quick_path: Path, whole: Path, articles: Path) -> None:
    marker = quick_path / "marker"
    payload = np.frombuffer(payloads(marker)[2], dtype="<u1")
    for kind, name in arrays(whole):
        path = copy(whole, quick_path / f"{kind} {name}")
        rewrite(path, kind, {name: lambda _: payload})
        assert not search.verify_index(path).is_whole
        assert status_of(functools.partial(use, path, articles)) == 0
        assert not marker.exists()


def reseal(path: Path, kind: str, size: int, checksum: int) -> None:
    """Let the table of contents say that the first segment's file of a kind is as it is."""
    _, _, body = (path / "contents").read_bytes().partition(b"\n")
    contents = json.loads(body)
    contents["segments"][0]["files"][kind] = {"size": size, "checksum": checksum}
    body = json.dumps(contents).encode()
    (path / "contents").unlink()
    (path / "contents").write_bytes(b"trouvaille-index 4 %08x\n%s" % (zlib.crc32(body), body))


@pytest.mark.parametrize("type", ["|O8", "O", "object", "V8", "<U4", "<f8", ["<u4", 1], {}])
def test_arrays_of_objects_are_refused(quick_path: Path, whole: Path, type: object) -> None:
    path = copy(whole, quick_path / "index")
    record = read_contents(whole).segments[0]
    file = path / file_name(record.name, "terms")
    found = file.read_bytes()
    [length] = struct.unpack_from("<I", found, 12)
    directory = json.loads(found[20 : 20 + length])
    directory["arrays"]["stem.text"][0] = type
    text = json.dumps(directory).encode()
    header = struct.pack("<8sIII", b"TROUVAIL", 1, len(text), zlib.crc32(text))
    changed = (
        header + text + bytes(-len(header + text) % 64) + found[-(-(20 + length) // 64) * 64 :]
    )
    file.unlink()
    file.write_bytes(changed)
    reseal(path, "terms", len(changed), zlib.crc32(changed))
    with pytest.raises(BrokenIndexError):
        search.open_index(path)
    assert not search.verify_index(path).is_whole


def test_a_lock_that_is_a_link_has_nothing_written_where_it_leads(
    tmp_path: Path, quick_path: Path, whole: Path, articles: Path
) -> None:
    path = copy(whole, quick_path / "index")
    precious = tmp_path / "precious"
    precious.write_text("precious")
    for name in ("lock", "contents.new", "contents.copy.new", "00000099.terms"):
        (path / name).symlink_to(precious)
    with pytest.raises(IndexAccessError) as error:
        search.build_index(articles, path)
    assert error.value.reason == "lock is not a plain file"
    (path / "lock").unlink()
    search.build_index(articles, path)
    assert precious.read_text() == "precious"


def modules() -> list[Path]:
    return sorted(SOURCES.rglob("*.py"))


@pytest.mark.parametrize("module", modules(), ids=lambda path: str(path.relative_to(SOURCES)))
def test_no_module_imports_what_runs_what_it_reads(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    imported = set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported.update(alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            imported.add(node.module)
        if isinstance(node, ast.keyword):
            assert node.arg != "allow_pickle"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"eval", "exec", "__import__"}
    assert not {name.partition(".")[0] for name in imported} & FORBIDDEN
    assert not imported & PICKLING


def test_nothing_is_unpickled_while_an_index_is_built_and_searched(
    tmp_path: Path, corpus: Path
) -> None:
    search.build_index(corpus, tmp_path / "warm")
    search.open_index(tmp_path / "warm").search("mer")

    def work() -> None:
        heard = set[str]()
        sys.addaudithook(lambda event, _: heard.add(event))
        search.build_index(corpus, tmp_path / "index")
        search.build_index(corpus, tmp_path / "index", search.IndexOptions(repair=True))
        assert search.verify_index(tmp_path / "index").is_whole
        assert search.open_index(tmp_path / "index").search("convention de Hanoï").hits
        assert "open" in heard
        assert not heard & {"pickle.find_class", "marshal.loads", "marshal.load", "exec", "compile"}

    assert status_of(work) == 0
