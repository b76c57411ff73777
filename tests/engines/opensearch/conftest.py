"""Servers for the tests of the OpenSearch engine.

TROUVAILLE_TEST_OPENSEARCH=host:port names one that runs already, for those that need but one node.
"""

import os
import secrets
from collections.abc import Iterator

import pytest

from tests.engines.opensearch.indices import Indices
from tests.engines.opensearch.servers import Nodes, running

FAULT_DETECTION = tuple(
    f"cluster.fault_detection.{check}.{limit}"
    for check in ("follower_check", "leader_check")
    for limit in ("timeout=3s", "retry_count=2")
)
"""A node that answers nothing is given up after six seconds, not after thirty."""


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a server of one node, without an index's name; every test uses its own."""
    given = os.environ.get("TROUVAILLE_TEST_OPENSEARCH")
    if given:
        yield f"opensearch://{given}"
    else:
        with running(1) as nodes:
            yield nodes.address


@pytest.fixture(scope="session")
def three_nodes() -> Iterator[Nodes]:
    """A cluster of three nodes; see `nodes`."""
    with running(3, *FAULT_DETECTION) as nodes:
        yield nodes


@pytest.fixture
def nodes(three_nodes: Nodes) -> Iterator[Nodes]:
    """A cluster of three nodes that may be lost; all are back after the test."""
    yield three_nodes
    three_nodes.heal()


@pytest.fixture(scope="class")
def own_indices(request: pytest.FixtureRequest, server: str) -> Iterator[None]:
    """Give a class of tests indices of its own, which are removed with it."""
    request.cls.indices = Indices(server, f"contract-{secrets.token_hex(4)}")
    yield
    request.cls.indices.remove()
