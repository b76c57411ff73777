"""Which server answers, and in which calls servers differ."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from search.engines.opensearch.connecting.address import Address
from search.engines.opensearch.connecting.asking import Answer, read_answer
from search.errors import UnsupportedServerError

OPENSEARCH = "OpenSearch"
ELASTICSEARCH = "Elasticsearch"

OLDEST = {OPENSEARCH: (2, 4), ELASTICSEARCH: (8, 0)}
"""OpenSearch has points in time from 2.4 on."""

NEWEST_MAJOR = {OPENSEARCH: 3, ELASTICSEARCH: 9}

_NO_SUCH_PAGE = frozenset({301, 302, 307, 308, 400, 404, 405})

_VERSION = re.compile(r"(\d+)\.(\d+)")


@dataclass(frozen=True)
class Server:
    """A product and its version, major and minor."""

    product: str
    version: tuple[int, int]

    def opening_of_views(self, index: str) -> tuple[str, dict[str, str], str]:
        """Return the path and parameters that open a point in time, and the key of its id.

        Of a part of an index, which the answers would not show, none is opened.
        """
        if self.product == ELASTICSEARCH:
            return f"/{quote(index)}/_pit", {}, "id"
        path = f"/{quote(index)}/_search/point_in_time"
        return path, {"allow_partial_pit_creation": "false"}, "pit_id"

    def closing_of_view(self, id: str) -> tuple[str, dict[str, object]]:
        """Return the path that closes a point in time, and the body."""
        if self.product == ELASTICSEARCH:
            return "/_pit", {"id": id}
        return "/_search/point_in_time", {"pit_id": [id]}


def read_server(address: Address, answer: Answer) -> Server:
    """Return the server that gave the answer to `GET /`; raises UnsupportedServerError.

    Who may search an index need not be allowed to see this: then it is taken for OpenSearch.
    """
    if answer.status == 403:
        return Server(OPENSEARCH, OLDEST[OPENSEARCH])
    if answer.status in _NO_SUCH_PAGE:
        raise UnsupportedServerError(str(address), "no search server answers here")
    content = read_answer(address, answer)
    version = content.get("version")
    number = version.get("number") if isinstance(version, dict) else None
    match = _VERSION.match(number) if isinstance(number, str) else None
    if not isinstance(version, dict) or not match:
        raise UnsupportedServerError(str(address), "no search server answers here")
    product = OPENSEARCH if version.get("distribution") == "opensearch" else ELASTICSEARCH
    server = Server(product, (int(match[1]), int(match[2])))
    if not OLDEST[product] <= server.version < (NEWEST_MAJOR[product] + 1, 0):
        raise UnsupportedServerError(str(address), f"this is {product} {number}")
    return server
