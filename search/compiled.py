"""Which loops are compiled: those of an install that found a compiler."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from types import ModuleType

VARIABLE = "TROUVAILLE_KERNELS"
"""The environment variable that asks for the loops in numpy by the value `numpy`."""


def find_compiled(name: str) -> ModuleType | None:
    """Return a compiled module, None without a compiler or on a big-endian machine.

    None, too, for one that is older than its source: sources were changed since it was built.
    """
    if sys.byteorder != "little":
        return None
    try:
        module = importlib.import_module(name)
    except ImportError:
        return None
    return None if is_stale(Path(module.__file__ or "")) else module


def is_stale(built: Path) -> bool:
    """Tell whether the source of what was built, which installs do not have, is newer."""
    source = built.with_name(built.name.split(".")[0].removeprefix("_") + ".c")
    return source.exists() and source.stat().st_mtime > built.stat().st_mtime


def is_refused() -> bool:
    """Tell whether compiled loops are to be left alone."""
    return os.environ.get(VARIABLE) == "numpy"
