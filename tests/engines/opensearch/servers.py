"""Run real servers for tests, and end them with the tests, however these end."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts.server.artifacts import ArtifactsError, fetch
from scripts.server.clusters import Cluster, open_cluster
from scripts.server.health import wait_until_healthy
from scripts.server.processes import SECONDS_BETWEEN_LOOKS, pid_of, send

SCRIPT = Path(__file__).parents[3] / "scripts" / "opensearch"
IN_MEMORY = Path("/dev/shm")
"""Where Linux keeps files in memory: an index is created in half the time."""
BYTES_OF_DATA = 1 << 30
"""More than the data of all tests; containers often have but a little memory for files."""


@dataclass(frozen=True)
class Nodes:
    """A cluster whose nodes, numbered from 1, can be lost for real."""

    cluster: Cluster
    folder: Path
    settings: tuple[str, ...]

    @property
    def address(self) -> str:
        """The address of all nodes, without an index's name."""
        return self.cluster.address

    def kill(self, number: int) -> None:
        """Let a node end at once, without any notice."""
        self._send(number, signal.SIGKILL)
        while self.is_running(number):
            time.sleep(SECONDS_BETWEEN_LOOKS)

    def pause(self, number: int) -> None:
        """Let a node keep its connections and answer nothing."""
        self._send(number, signal.SIGSTOP)

    def resume(self, number: int) -> None:
        """Let a paused node go on."""
        self._send(number, signal.SIGCONT)

    def is_running(self, number: int) -> bool:
        """Tell whether a node has a process."""
        return pid_of(self.cluster.nodes[number - 1]) is not None

    def restart(self) -> None:
        """Start again, with their data, the nodes that were killed; wait until all are back."""
        command = [*_start(len(self.cluster.nodes), self.settings), "--folder", str(self.folder)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def heal(self) -> None:
        """Bring all nodes back, whatever was done to them."""
        for node in self.cluster.nodes:
            send(node, signal.SIGCONT)
        if all(pid_of(node) for node in self.cluster.nodes):
            wait_until_healthy(self.cluster)
        else:
            self.restart()

    def _send(self, number: int, kind: int) -> None:
        send(self.cluster.nodes[number - 1], kind)


@contextlib.contextmanager
def running(nodes: int, *settings: str) -> Iterator[Nodes]:
    """Run nodes until the block ends, or this process, in any way.

    For they end with the input of the script that started them, of which we hold the other end.
    Tests are skipped where the server's programs cannot be had; on CI, they fail.
    """
    need_programs()
    with subprocess.Popen(
        [*_start(nodes, settings), "--attached"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **_temporary()},
        start_new_session=True,  # a signal to all processes of the tests is none for it
    ) as script:
        assert script.stdout is not None
        assert script.stdout.readline(), "the server did not start: see what stands above"
        folder = Path(script.stdout.readline().rstrip("\n"))
        yield Nodes(open_cluster(folder), folder, settings)


def need_programs() -> None:
    """Skip the test where the server's programs cannot be had; let it fail on CI."""
    try:
        fetch()
    except ArtifactsError as error:
        reason = f"no OpenSearch: {error}"
        if "CI" in os.environ:
            pytest.fail(reason)
        pytest.skip(reason)


def _start(nodes: int, settings: Sequence[str]) -> list[str]:
    options = [f"--set={setting}" for setting in settings]
    return [sys.executable, str(SCRIPT), "start", "--port", "0", "--nodes", str(nodes), *options]


def _temporary() -> dict[str, str]:
    is_roomy = IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > BYTES_OF_DATA
    return {"TMPDIR": str(IN_MEMORY)} if is_roomy else {}
