"""What is installed is what stands in the repository."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_package_of_the_library_and_of_the_page_is_installed() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    found = [
        ".".join(init.parent.relative_to(ROOT).parts)
        for top in ("search", "web")
        for init in (ROOT / top).rglob("__init__.py")
    ]
    assert sorted(settings["tool"]["setuptools"]["packages"]) == sorted(found)
