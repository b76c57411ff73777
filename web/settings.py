"""What whoever runs the page decides about it."""

from __future__ import annotations

import dataclasses

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
"""The names by which browsers on this machine know it."""


@dataclasses.dataclass(frozen=True, slots=True)
class Settings:
    """What an application answers to whom.

    `hosts` are the host names, without ports, under which it answers; None for any, where a server
    in front checks them. Where `allows_addresses`, it also answers under any IP address.
    `origins` are those of other sites' pages that may read the JSON addresses ("https://a.fr"), "*"
    all of them. `has_metrics` adds /metrics. Where `is_editable`, browsers on this machine may
    write rules for sites and have the index made again.
    """

    hosts: frozenset[str] | None = LOOPBACK
    allows_addresses: bool = False
    origins: frozenset[str] = frozenset()
    has_metrics: bool = False
    is_editable: bool = False
