import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

IN_MEMORY = Path("/dev/shm")
"""Where Linux keeps files in memory: tests that write thousands need not wait for a disk."""


@pytest.fixture(scope="session")
def quick_folder() -> Iterator[Path]:
    """A folder that is quick to write to, where the system has one."""
    parent = IN_MEMORY if IN_MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=parent) as folder:
        yield Path(folder)


@pytest.fixture
def quick_path(quick_folder: Path) -> Iterator[Path]:
    """A folder for one test that is quick to write to, where the system has one."""
    with tempfile.TemporaryDirectory(dir=quick_folder) as folder:
        yield Path(folder)
