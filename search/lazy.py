"""Names of a package that are imported when they are first asked for (PEP 562).

Who searches need not wait for what cleans and indexes: half of the time of a first query.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping


def importer(package: str, origins: Mapping[str, str]) -> Callable[[str], object]:
    """Return the `__getattr__` of a package; `origins` are the modules of its names."""

    def find(name: str) -> object:
        if name not in origins:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module, _, own_name = origins[name].partition(":")
        value = getattr(importlib.import_module(module), own_name or name)
        setattr(sys.modules[package], name, value)
        return value

    return find
