"""Count the groups that documents belong to, exactly, without a server giving them away.

Each shard gathers the keys of its groups, 56 bytes each, and no more than so many; where it finds
more, the keys are halved, and those of each half are counted by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from search.engines.opensearch.queries.matching import Dsl, all_of
from search.engines.opensearch.stored.mapping import GROUP_KEY
from search.engines.opensearch.stored.view import View

MOST = 200_000
"""Groups that a shard gathers at once: 11 MB."""

_KEYS = (0, 1 << 63)
_KEYS_TOLD = "keys"


def groups() -> Dsl:
    """Return the aggregation that counts groups, and the documents in them."""
    return {
        "filter": {"exists": {"field": GROUP_KEY}},
        "aggs": {_KEYS_TOLD: {"scripted_metric": _scripts()}},
    }


def without_reprints(view: View, query: Dsl, total: int, answer: Mapping[str, Any]) -> int:
    """Return how many there are of the documents that match a query where groups count once.

    `answer` is that of `groups` about the `total` documents.
    """
    found = answer[_KEYS_TOLD]["value"]
    if found < 0:
        found = _halved(view, query, _KEYS)
    return total - int(answer["doc_count"]) + int(found)


def _halved(view: View, query: Dsl, keys: tuple[int, int]) -> int:
    """Return how many groups have keys from one on and below another, half by half."""
    first, end = keys
    middle = (first + end) // 2
    return sum(_within(view, query, half) for half in ((first, middle), (middle, end)))


def _within(view: View, query: Dsl, keys: tuple[int, int]) -> int:
    first, end = keys
    bounded = all_of([query, {"range": {GROUP_KEY: {"gte": first, "lte": end - 1}}}])
    body = {"size": 0, "track_total_hits": False, "query": bounded, "aggs": {"all": groups()}}
    found = int(view.search(body)["aggregations"]["all"][_KEYS_TOLD]["value"])
    return found if found >= 0 else _halved(view, query, keys)


def _scripts() -> Dsl:
    """Return what each shard does for each document of a group, and what is made of all sets.

    Names and numbers stand in the text: looking up a parameter takes longer than all the rest.
    """
    is_bounded = f"state.keys.size() <= {MOST}"
    return {
        "init_script": "state.keys = new HashSet();",
        "map_script": f"if ({is_bounded}) state.keys.add(doc['{GROUP_KEY}'].value);",
        "combine_script": f"return {is_bounded} ? new ArrayList(state.keys) : -1;",
        "reduce_script": _UNITED,
    }


_UNITED = """
    Set keys = new HashSet();
    for (each in states) {
        if (each instanceof List) {
            if (states.size() == 1) return each.size();
            keys.addAll(each);
        } else if (each != null) return -1;
    }
    return keys.size();
"""
"""Returns how many keys there are in all sets; less than none where one of them is not whole."""
