"""The contract of engines, held against a server."""

from search.engines.opensearch.stored.generations import Layout
from tests.engines.contract import EngineContract
from tests.engines.opensearch.on_server import EXAMPLES_OF_SHARDS, OnServer
from tests.engines.results_contract import ResultsContract
from tests.engines.writing_contract import WritingContract
from tests.engines.zones_contract import ZonesContract


class TestOneShard(OnServer, EngineContract, ZonesContract, WritingContract, ResultsContract):
    layout = Layout(shards=1, replicas=0)


class TestThreeShards(OnServer, EngineContract, ZonesContract, ResultsContract):
    layout = Layout(shards=3, replicas=0)
    most = EXAMPLES_OF_SHARDS
