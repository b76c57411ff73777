from pathlib import Path

import pytest

CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The five articles that come with Trouvaille."""
    return CORPUS
