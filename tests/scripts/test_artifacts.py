from __future__ import annotations

from pathlib import Path

import pytest

from scripts.server import artifacts
from scripts.server.artifacts import ArtifactsError, fetch, version
from tests.scripts.programs import Programs

MAVEN = (
    """for option; do case $option in -DoutputDirectory=*) /bin/mkdir "${option#*=}";; esac; done"""
)
COMPILER = """while [ "$1" != -d ]; do shift; done; /bin/mkdir "$2\""""


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    """Programs that stand in for Java's, and a cache with nothing in it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    made = Programs(tmp_path / "bin")
    monkeypatch.setenv("PATH", str(made.folder))
    made.add("java", "exit 1")
    made.add("javac", COMPILER)
    made.add("mvn", MAVEN)
    return made


def test_the_server_is_fetched_and_its_launcher_compiled_once(
    programs: Programs, tmp_path: Path
) -> None:
    found = fetch()
    assert found.jars == tmp_path / "cache" / "trouvaille" / f"opensearch-{version()}" / "lib"
    assert found.jars.is_dir()
    assert found.launcher.is_dir()
    assert fetch() == found
    assert programs.calls() == ["mvn", "javac"]


def test_what_breaks_off_leaves_nothing_and_is_done_again(programs: Programs) -> None:
    programs.add("mvn", f"{MAVEN}; echo '[INFO] one of two'; echo '[ERROR] no network'; exit 1")
    with pytest.raises(ArtifactsError, match=r"^mvn failed: \[ERROR\] no network$"):
        fetch()
    programs.add("mvn", MAVEN)
    assert list(fetch().jars.parent.iterdir()) != []
    assert programs.calls() == ["mvn", "mvn", "javac"]


def test_a_launcher_that_was_changed_is_compiled_anew(
    programs: Programs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fetch()
    changed = tmp_path / "Node.java"
    changed.write_text("class Node {}")
    monkeypatch.setattr(artifacts, "LAUNCHER", changed)
    after = fetch()
    assert after.jars == before.jars
    assert after.launcher != before.launcher
    assert programs.calls() == ["mvn", "javac", "javac"]


@pytest.mark.parametrize("missing", ["java", "mvn", "javac"])
def test_what_is_not_installed_is_named(programs: Programs, missing: str) -> None:
    programs.remove(missing)
    with pytest.raises(ArtifactsError, match=f"^{missing} is not installed$"):
        fetch()


def test_without_maven_and_compiler_the_cache_is_enough(programs: Programs) -> None:
    found = fetch()
    programs.remove("mvn")
    programs.remove("javac")
    assert fetch() == found
