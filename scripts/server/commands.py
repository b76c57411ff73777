"""The command `scripts/opensearch`: fetch, start, stop, status."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from scripts.server.artifacts import ArtifactsError, fetch
from scripts.server.clusters import Cluster, ServerError, make_cluster, open_cluster
from scripts.server.health import health, wait_until_healthy
from scripts.server.processes import pid_of, start_nodes, stop_nodes

HEAP = 512
"""MB; a node of a few thousand articles does with half."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the command line asks for; end with status 1 where that cannot be done."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that attached nodes are stopped
    try:
        options.command(options)
    except (ArtifactsError, ServerError) as error:
        sys.exit(f"opensearch: {error}")
    except KeyboardInterrupt:
        sys.exit(1)


def _fetch(_options: argparse.Namespace) -> None:
    sys.stdout.write(f"{fetch().jars}\n")


def _start(options: argparse.Namespace) -> None:
    if options.attached:
        _run_attached(options)
    else:
        cluster = make_cluster(options.folder, nodes=options.nodes, port=options.port)
        _bring_up(cluster, options)


def _run_attached(options: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory(prefix="opensearch-") as folder:
        cluster = make_cluster(Path(folder), nodes=options.nodes, port=options.port)
        try:
            _bring_up(cluster, options)
            sys.stdout.write(f"{folder}\n")
            sys.stdout.flush()
            sys.stdin.read()
        finally:
            stop_nodes(cluster)


def _bring_up(cluster: Cluster, options: argparse.Namespace) -> None:
    start_nodes(cluster, fetch(), heap=options.heap, settings=options.set)
    wait_until_healthy(cluster)
    sys.stdout.write(f"{cluster.address}\n")


def _stop(options: argparse.Namespace) -> None:
    stop_nodes(open_cluster(options.folder))


def _status(options: argparse.Namespace) -> None:
    nodes = open_cluster(options.folder).nodes
    for node in nodes:
        pid, said = pid_of(node), health(node)
        answer = f"{said.status}, sees {said.nodes} of {len(nodes)}" if said else "no answer"
        state = f"process {pid}, {answer}" if pid else "does not run"
        sys.stdout.write(f"{node.name} {node.host}: {state}\n")
    if not all(map(pid_of, nodes)):
        sys.exit(1)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="scripts/opensearch",
        description="Run OpenSearch on this machine, on loopback only, for trying and testing.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, command, options, text in (
        ("fetch", _fetch, (), "Fetch OpenSearch from Maven Central, unless the cache holds it."),
        ("start", _start, (_folder, _size), "Start the nodes that do not run; print the address."),
        ("stop", _stop, (_folder,), "Stop the nodes; their data stay in the folder."),
        ("status", _status, (_folder,), "Say how the nodes are; status 1 unless all of them run."),
    ):
        added = commands.add_parser(name, help=text, description=text)
        added.set_defaults(command=command)
        for add in options:
            add(added)
    return parser


def _folder(parser: argparse.ArgumentParser) -> None:
    home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    default = home / "trouvaille" / "opensearch"
    text = f"where the data are, {default} if not given"
    parser.add_argument("--folder", type=Path, default=default, metavar="DIR", help=text)


def _size(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--nodes", type=int, default=1, metavar="N", help="processes, 1 if not given")
    add("--port", type=int, default=9200, metavar="P", help="of the first node, 0 for a free one")
    add("--heap", type=int, default=HEAP, metavar="MB", help=f"of each node, {HEAP} if not given")
    add("--set", action="append", default=[], metavar="KEY=VALUE", help="a setting of every node")
    add("--attached", action="store_true", help="keep nothing: stop with the input")
