"""Small indexes to rank in."""

from collections.abc import Mapping
from pathlib import Path

import search


def build(folder: Path, texts: Mapping[str, str]) -> Path:
    """Return the path of an index of texts by their ids, which stand in the folder, too."""
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    options = search.IndexOptions(cleaning=search.Cleaning.OFF)
    search.build_index(sorted(folder.glob("*.txt")), folder / "index", options)
    return folder / "index"
