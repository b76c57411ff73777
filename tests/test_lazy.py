import subprocess
import sys
from pathlib import Path

import pytest

import search
from search import exporting
from search.engines import whoosh as engine


def modules_after(code: str) -> set[str]:
    """Return what a new interpreter has imported."""
    printed = subprocess.run(
        [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(printed.stdout.split())


def test_who_searches_does_not_wait_for_what_cleans_and_indexes() -> None:
    imported = modules_after("import search; search.open_index")
    assert "search.searching" in imported
    unwanted = ("search.cleaning", "search.reading.", "search.indexing", "lxml", "rensa")
    assert not {name for name in imported if name.startswith(unwanted)}
    assert "search.engines.whoosh.writing" not in imported


def test_a_query_of_words_waits_for_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Une convention signée à Hanoï.")
    search.build_index(tmp_path / "a.txt", tmp_path / "index")
    code = f"import search; search.open_index({str(tmp_path / 'index')!r}).search('convention')"
    imported = modules_after(code)
    assert "search.query.parsing" in imported
    others = ("search.suggestions.", "search.exporting.", "search.terminal", "search.options")
    assert not {name for name in imported if name.startswith(others)}
    few = {"explanations", "facets", "advice", "query.fields", "query.days", "ranking.explaining"}
    assert not {f"search.{name}" for name in few} & imported


def test_who_has_an_index_in_a_folder_needs_nothing_that_talks_to_servers(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Une convention signée à Hanoï.")
    blocked = "import sys; sys.modules['opensearchpy'] = None; import search"
    assert not of_servers(modules_after(blocked))
    index = str(tmp_path / "index")
    build = f"search.build_index({str(tmp_path / 'a.txt')!r}, {index!r})"
    use = f"searcher = search.open_index({index!r})"
    ask = "searcher.search('convention'), searcher.suggest('conv'), searcher.path"
    assert not of_servers(modules_after(f"{blocked}; {build}; {use}; {ask}"))


def of_servers(imported: set[str]) -> set[str]:
    """Return the modules that are for search servers alone."""
    prefixes = ("search.engines.opensearch", "opensearchpy.")
    return {name for name in imported if name.startswith(prefixes)}


def test_who_cleans_does_not_wait_for_what_searches() -> None:
    assert "whoosh" not in modules_after("import search; search.clean")


def test_every_public_name_is_there_and_listed() -> None:
    for package in (search, engine, exporting):
        assert all(hasattr(package, name) for name in package.__all__)
    assert set(search.__all__) <= set(dir(search))


def test_a_name_that_is_not_there_is_missing_as_in_any_module() -> None:
    with pytest.raises(AttributeError, match=r"module 'search' has no attribute 'nothing'"):
        getattr(search, "nothing")  # noqa: B009 - mypy knows that it is not there
    assert not hasattr(search, "path")
