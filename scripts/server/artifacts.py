"""The server's programs: fetched from Maven Central once, and kept in a cache."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

POM = Path(__file__).with_name("pom.xml")
LAUNCHER = Path(__file__).with_name("Node.java")
OLDEST_JAVA = "11"
"""What OpenSearch 2 asks for."""


class ArtifactsError(Exception):
    """The server's programs cannot be had here; the text says why, in one line."""


@dataclass(frozen=True)
class Artifacts:
    """Where the programs are: OpenSearch's jars, and the compiled `Node.java`."""

    jars: Path
    launcher: Path

    @property
    def class_path(self) -> str:
        """What Java is told by -cp."""
        return f"{self.launcher}{os.pathsep}{self.jars}/*"


def fetch() -> Artifacts:
    """Return the programs; fetch and compile what the cache does not hold.

    Raises ArtifactsError without Java and, where something is missing, without Maven, without a
    Java compiler or without the network.
    """
    _path_of("java")
    folder = _cache() / f"opensearch-{version()}"
    jars = _kept(folder / "lib", _download)
    digest = hashlib.sha256(LAUNCHER.read_bytes()).hexdigest()[:12]
    launcher = _kept(folder / f"launcher-{digest}", lambda target: _compile(jars, target))
    return Artifacts(jars, launcher)


def version() -> str:
    """Return the version of the runner that `pom.xml` asks for."""
    found = ET.parse(POM).find(".//{*}dependency/{*}version")
    if found is None or not found.text:
        raise ArtifactsError(f"{POM} names no version")
    return found.text


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "trouvaille"


def _kept(folder: Path, make: Callable[[Path], None]) -> Path:
    """Return `folder`, made if it is not there; it gets its name when it is complete."""
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as unfinished:
        made = Path(unfinished, folder.name)
        make(made)
        try:
            made.rename(folder)
        except OSError:
            if not folder.is_dir():  # else another process was quicker
                raise
    return folder


def _download(target: Path) -> None:
    maven = _path_of("mvn")
    _run(
        [
            maven,
            "-B",
            "-q",
            "-f",
            POM,
            "dependency:copy-dependencies",
            f"-DoutputDirectory={target}",
        ]
    )
    if not target.is_dir():
        raise ArtifactsError("Maven copied nothing")


def _compile(jars: Path, target: Path) -> None:
    compiler = _path_of("javac")
    _run([compiler, "--release", OLDEST_JAVA, "-cp", f"{jars}/*", "-d", target, LAUNCHER])


def _path_of(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        raise ArtifactsError(f"{program} is not installed")
    return found


def _run(command: list[str | Path]) -> None:
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        said = (done.stdout + done.stderr).split("\n")
        reason = next((line for line in said if "error" in line.casefold()), "no reason given")
        raise ArtifactsError(f"{Path(command[0]).name} failed: {reason.strip()}")
