import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No test is timed: a busy machine takes ten times as long. Nor does one fail for its examples'
# sake, now and then, where chance makes many that are passed over.
settings.register_profile(
    "untimed",
    settings.get_profile("default"),
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
settings.load_profile("untimed")

CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The five articles that come with Trouvaille."""
    return CORPUS


@pytest.fixture(scope="session", autouse=True)
def interrupts() -> None:
    """Take Ctrl-C, and let processes that tests start take it, also where a shell ignores it.

    A shell starts what runs in the background so, and tests of interrupts would wait forever.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
