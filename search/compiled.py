"""Which loops are compiled: those of an install that found a compiler."""

from __future__ import annotations

import importlib
import os
import sys
from types import ModuleType

VARIABLE = "TROUVAILLE_KERNELS"
"""The environment variable that asks for the loops in numpy by the value `numpy`."""


def find_compiled(name: str) -> ModuleType | None:
    """Return a compiled module, None without a compiler or on a big-endian machine."""
    if sys.byteorder != "little":
        return None
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def is_refused() -> bool:
    """Tell whether compiled loops are to be left alone."""
    return os.environ.get(VARIABLE) == "numpy"
